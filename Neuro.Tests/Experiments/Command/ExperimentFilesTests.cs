using System.Text;
using Neuro.Experiments.Command;
using Neuro.Experiments.Running;
using Neuro.Experiments.Studies;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Configuration files of the user's own, and those of the program.</summary>
public sealed class ExperimentFilesTests : IDisposable
{
    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    [Fact]
    public void UsersFile_CanIncludeAnExperimentByName()
    {
        var file = Write("mine.conf", "include \"ghost-mb.conf\"\nlearning.input = 9\n");
        Assert.Equal(0, _neuro.Invoke("show", file));
        Assert.Contains(_neuro.Output.Lines, line => Words(line) is ["model.kind", "mb", ..] && line.EndsWith("built-in ghost-mb.conf:7:14", StringComparison.Ordinal));
        Assert.Contains(_neuro.Output.Lines, line => Words(line) is ["learning.input", "9", ..] && line.EndsWith($"{file}:2:18", StringComparison.Ordinal));
    }

    [Fact]
    public void UsersFile_GivesTheRunItsName()
    {
        var file = Write("my own.conf", "include \"ghost-ma\"\n");
        Assert.Equal(0, _neuro.RunTiny(file, "--json"));
        Assert.Equal("my own", _neuro.Json().GetProperty("experiment").GetString());
        Assert.Equal("my-own-20260203-040506-seed1", Path.GetFileName(_neuro.RunFolders[0]));
    }

    [Fact]
    public void FileBesideTheUsersOwn_ComesBeforeAnExperimentOfThatName()
    {
        Write("ghost-ma.conf", "run.seed = 99\n");
        var file = Write("mine.conf", "include \"ghost-ma.conf\"\n");
        Assert.Equal(0, _neuro.Invoke("show", file));
        Assert.Contains(_neuro.Output.Lines, line => Words(line) is ["run.seed", "99", ..]);
    }

    [Theory]
    [InlineData("run.epochs = 0", ":1:14: key 'run.epochs': found ")]
    [InlineData("include \"ghost-ma.conf\"\n\n  run.epoch = 3", ":3:15: key 'run.epoch': found an unknown key")]
    [InlineData("run {\n  epochs = 3\n", ":3:1: ")]
    [InlineData("include required(\"ghost-mx.conf\")", ":1:18: ")]
    public void UsersFile_ThatIsWrong_IsRefusedByLineAndColumn(string text, string place)
    {
        var file = Write("mine.conf", text);
        Assert.Equal(2, _neuro.Invoke("run", file));
        Assert.StartsWith($"neuro: {file}:", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Contains(place, _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void Variable_LosesToOptionAndWinsOverFile()
    {
        var file = Write("mine.conf", "data.root = from-file\n");
        _neuro.Environment["NEURO_DATA"] = "from-variable";
        Assert.Equal(0, _neuro.Invoke("show", file));
        Assert.Contains(_neuro.Output.Lines, line => Words(line) is ["data.root", "from-variable", ..] && line.EndsWith("environment variable NEURO_DATA", StringComparison.Ordinal));
        Assert.Equal(0, _neuro.Invoke("show", file, "--data", "from-option"));
        Assert.Contains(_neuro.Output.Lines, line => Words(line) is ["data.root", "from-option", ..]);
    }

    /// <summary>Regenerate with <c>neuro show --reference &gt; hocon/reference.conf</c>.</summary>
    [Fact]
    public void ReferenceFile_IsTheOneThatTheKeysRender()
    {
        Assert.Equal(0, _neuro.Invoke("show", "--reference"));
        Assert.Equal(NeuroKeys.Schema.RenderReference().TrimEnd('\n'), _neuro.Output.Text);
        Assert.Equal(NeuroKeys.Schema.RenderReference(), Encoding.UTF8.GetString(ExperimentCatalogue.ReferenceFile));
    }

    [Fact]
    public void EveryExperiment_SaysWhatItShows_AndMakesANetworkOrAStudy()
    {
        Assert.Equal(All, ExperimentCatalogue.Names);
        foreach (var name in ExperimentCatalogue.Names)
        {
            var settings = ExperimentCatalogue.Load(name);
            Assert.Equal(Plain(name) == name && name.StartsWith("ghost", StringComparison.Ordinal), settings.Get(NeuroKeys.Paper)?.StartsWith("Table 1, M", StringComparison.Ordinal) ?? false);
            Assert.NotEqual(NeuroKeys.Summary.Default, settings.Get(NeuroKeys.Summary));
            StudyCatalogue.Check(settings);
            if (StudyCatalogue.Of(settings) is { } study)
            {
                Assert.Equal(study.Name, name);
                Assert.NotEmpty(study.Create(settings).Description);
                continue;
            }

            Assert.Equal(DataOf(name), settings.Get(NeuroKeys.DataSet));
            Assert.Equal(Plain(name), NetworkConfiguration.Network(settings, 784, 10).Name);
        }
    }

    /// <summary>Every experiment that comes with the program.</summary>
    internal static IReadOnlyList<string> All { get; } =
    [
        "autoencoder-bp", "autoencoder-dfa", "autoencoder-s1", "autoencoder-s2", "autoencoder-s3", "bp", "bp-square", "continuous", "dfa", "dtp", "eqprop", "eqprop-deep", "fa",
        "feedback-b1", "feedback-b2", "feedback-b3", "feedback-b4", "feedback-b5", "feedback-b6", "feedback-b7", "gait", "gait-tower", "general-aux-s1", "general-aux-s2", "general-aux-s3", "general-s1", "general-s2",
        "general-s3", "ghost-ma", "ghost-ma-async", "ghost-ma-change", "ghost-ma-deep", "ghost-ma-deep-async", "ghost-ma-fa", "ghost-mb", "ghost-mb-deep", "ghost-mb-fa", "itp", "lafs",
        "microcircuit-association", "microcircuit-bars", "microcircuit-mnist", "microcircuit-regression", "microcircuit-self-prediction", "nudge-depth", "predictive", "stdp", "tp", "vector-field",
    ];

    /// <summary>The network that an experiment makes: that of the experiment it is built on.</summary>
    private static string Plain(string name) => name switch
    {
        "bp-square" => "bp",
        "eqprop" or "eqprop-deep" => "equilibrium-propagation",
        "predictive" => "predictive-coding",
        "continuous" => "least-action",
        "ghost-ma-change" => "ghost-ma",
        _ when name.StartsWith("microcircuit-", StringComparison.Ordinal) => "microcircuit",
        _ when name.StartsWith("feedback-", StringComparison.Ordinal) => "dfa",
        _ when name.StartsWith("autoencoder-s", StringComparison.Ordinal) => name.Replace("autoencoder", "general", StringComparison.Ordinal),
        _ when name.StartsWith("autoencoder-", StringComparison.Ordinal) => name["autoencoder-".Length..],
        _ => name.Replace("-deep", string.Empty, StringComparison.Ordinal).Replace("-async", string.Empty, StringComparison.Ordinal),
    };

    private static string DataOf(string name) => name switch
    {
        "continuous" => "patterns",
        "microcircuit-bars" => "bars",
        "microcircuit-association" or "microcircuit-regression" or "microcircuit-self-prediction" => "teacher",
        _ => "digits",
    };

    private string Write(string name, string text) => _neuro.Folder.Write(name, Encoding.UTF8.GetBytes(text));

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
