using System.Reflection;
using System.Text.RegularExpressions;
using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Units.Specification;

namespace Neuro.Tests.Architecture;

/// <summary>What each room may know. An arrow that points up, or out, fails here with its name.</summary>
public sealed partial class RoomTests
{
    private static readonly Assembly Units = typeof(NetworkSpec).Assembly;
    private static readonly Assembly Runtime = typeof(Simulation).Assembly;
    private static readonly Assembly Experiments = typeof(GhostNetwork).Assembly;

    /// <summary>Namespaces that the physics of one population have no business with.</summary>
    private static readonly string[] ForbiddenInUnits =
    [
        "System.Threading", "System.IO", "System.Net", "System.Console", "System.Timers", "System.Environment", "System.AppContext",
        "System.Diagnostics.Stopwatch", "System.Diagnostics.Process", "System.Diagnostics.Trace", "System.Diagnostics.Debug", "System.Diagnostics.Debugger",
        "System.Diagnostics.Tracing", "System.Diagnostics.Metrics", "System.Diagnostics.Activity",
        "System.DateTime", "System.DateTimeOffset", "System.TimeProvider", "System.Random", "System.Security", "System.Text.Json", "System.Configuration",
        "Microsoft.Extensions", "Serilog", "Spectre",
    ];

    /// <summary>How populations run is nobody's output, file or data set; a clock is only what comes in as a TimeProvider, and what a parked worker wakes by.</summary>
    private static readonly string[] ForbiddenInRuntime =
    [
        "System.Console", "System.IO", "System.Net", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process", "System.DateTime", "System.DateTimeOffset",
        "System.Random", "System.Timers", "System.Text.Json", "Microsoft.Extensions", "Serilog", "Spectre",
    ];

    /// <summary>Attributes that the compiler, not the code, refers to.</summary>
    private static readonly string[] FromTheCompiler = ["System.Security.UnverifiableCodeAttribute", "System.Security.Permissions.Security"];

    [Fact]
    public void Arrows_between_assemblies_point_down()
    {
        Assert.Empty(Rooms(Units));
        Assert.Equal(["Neuro.Units"], Rooms(Runtime));
        Assert.Subset(new HashSet<string>(["Neuro.Units", "Neuro.Runtime"], StringComparer.Ordinal), Rooms(Experiments).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Threads, clocks, files, consoles, logs and configuration are nowhere in the compiled physics.</summary>
    [Fact]
    public void Units_know_no_threads_clocks_files_or_logs() => AssertFree(Units, ForbiddenInUnits);

    [Fact]
    public void The_runtime_knows_no_console_file_clock_or_chance() => AssertFree(Runtime, ForbiddenInRuntime);

    /// <summary>Waiting by the clock is left to the parked worker alone; work is scheduled by the dispatcher alone.</summary>
    [Fact]
    public void The_runtime_neither_sleeps_nor_uses_the_thread_pool()
    {
        var references = AssemblyReferences.Of(Runtime);
        Assert.DoesNotContain("System.Threading.Thread.Sleep", references.Members);
        Assert.DoesNotContain(references.Types, type => type.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal) || type == "System.Threading.ThreadPool" || type == "System.Threading.Timer");
    }

    /// <summary>The words of data sets, experiments and configurations do not occur among the runtime's types.</summary>
    [Fact]
    public void The_runtime_names_no_data_set_model_or_experiment() => Assert.DoesNotContain(
        Runtime.GetTypes(),
        type => Regex.IsMatch(type.FullName!, "Ghost|Mnist|Image|Label|Epoch(?!Of)|Experiment|Hocon|Configur", RegexOptions.None, TimeSpan.FromSeconds(10)));

    [Theory]
    [InlineData("Neuro.Units", "Neuro.Runtime", "Neuro.Experiments")]
    [InlineData("Neuro.Runtime", "Neuro.Experiments")]
    public void Sources_use_no_room_above(string room, params string[] above) => AssertNoUse(Repository.Sources(room), above);

    /// <summary>Readers and writers of formats are libraries of their own: they know no other namespace of Neuro.</summary>
    [Theory]
    [InlineData("Charts")]
    [InlineData("Hocon")]
    [InlineData("Numpy")]
    [InlineData("Parquet")]
    public void A_format_stands_alone(string folder)
    {
        var sources = Repository.Sources("Neuro.Experiments").Where(file => Repository.Folders("Neuro.Experiments", file).FirstOrDefault() == folder).ToArray();
        Assert.NotEmpty(sources);
        foreach (var source in sources)
        {
            var others = NeuroNames().Matches(File.ReadAllText(source)).Select(m => m.Value).Where(name => !name.StartsWith($"Neuro.Experiments.{folder}", StringComparison.Ordinal));
            Assert.True(!others.Any(), $"{Relative(source)} uses {string.Join(", ", others)}");
        }
    }

    /// <summary>Within the physics, descriptions do not know what executes them.</summary>
    [Theory]
    [InlineData("Specification", "Populations", "Synapses", "Messages", "Kernels", "Tensors")]
    [InlineData("Kernels", "Populations", "Synapses", "Messages", "Specification", "Plasticity")]
    [InlineData("Tensors", "Populations", "Synapses", "Messages", "Specification", "Plasticity", "Kernels")]
    public void Folders_of_units_know_only_what_lies_below(string folder, params string[] above)
    {
        var sources = Repository.Sources("Neuro.Units").Where(file => Repository.Folders("Neuro.Units", file).FirstOrDefault() == folder).ToArray();
        Assert.NotEmpty(sources);
        AssertNoUse(sources, [.. above.Select(name => $"Neuro.Units.{name}")]);
    }

    private static void AssertNoUse(IEnumerable<string> sources, string[] namespaces)
    {
        foreach (var source in sources)
        {
            var text = File.ReadAllText(source);
            var used = namespaces.Where(name => Regex.IsMatch(text, $@"(?<![\w.]){Regex.Escape(name)}\b", RegexOptions.None, TimeSpan.FromSeconds(10)));
            Assert.True(!used.Any(), $"{Relative(source)} uses {string.Join(", ", used)}");
        }
    }

    private static string[] Rooms(Assembly assembly) =>
        [.. AssemblyReferences.Of(assembly).Assemblies.Where(name => name.StartsWith("Neuro", StringComparison.Ordinal) || name == "neuro").Order(StringComparer.Ordinal)];

    private static void AssertFree(Assembly assembly, string[] forbidden)
    {
        var found = AssemblyReferences.Of(assembly).Types
            .Where(type => !FromTheCompiler.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal)))
            .Where(type => forbidden.Any(name => type == name || type.StartsWith($"{name}.", StringComparison.Ordinal) || type.StartsWith($"{name}+", StringComparison.Ordinal)));
        Assert.True(!found.Any(), $"{assembly.GetName().Name} refers to {string.Join(", ", found)}");
    }

    private static string Relative(string source) => Path.GetRelativePath(Repository.Root, source);

    [GeneratedRegex(@"(?<![\w.])Neuro\.\w+(\.\w+)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NeuroNames();
}
