using System.Globalization;
using System.Text.Json;
using Neuro.Experiments.Data;
using Neuro.Units.Kernels;

namespace Neuro.Experiments.Benchmarks;

/// <summary><c>neuro bench</c>: measures, as ratios within one run, and checks each answer before it tells a rate.</summary>
internal static class BenchmarkCommand
{
    private static readonly IBenchmark[] All =
    [
        new KernelBenchmark(),
        new HandoverBenchmark(),
        new IdleBenchmark(),
        new ActorBenchmark(),
        new WorkerBenchmark(),
        new ReplicaBenchmark(),
        new ScalingBenchmark(),
        new RecordingBenchmark(),
        new TraceBenchmark(),
        new TrainingBenchmark("ghost-ma", batch: 100, trials: 60, literalGoal: 6, backpropGoal: 3.5),
        new TrainingBenchmark("online", batch: 1, trials: 6000, literalGoal: 80, backpropGoal: null),
        new ModelsBenchmark(),
    ];

    /// <summary>The benchmarks there are.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(b => b.Name)];

    /// <summary>Runs some benchmarks.</summary>
    /// <param name="names">Which; all when empty.</param>
    /// <param name="json">Whether the last line of the output is one JSON object.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where complaints go.</param>
    /// <param name="cancellation">Ends them early.</param>
    /// <returns>The exit code of the command.</returns>
    public static int Run(IReadOnlyList<string> names, bool json, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        if (names.FirstOrDefault(name => !Names.Contains(name)) is { } unknown)
        {
            error.WriteLine($"neuro: found unknown benchmark '{unknown}', expected {string.Join(", ", Names)}");
            return 2;
        }

        var data = Data();
        var peers = PeerPrograms.Find();
        output.WriteLine($"machine: {MachineName()}, {Environment.ProcessorCount} cores, {SimdLevels.Best}; data: {data.Name}; peers: {(peers is null ? "none found" : "bench/peers")}");
        var context = new BenchmarkContext(data, peers, cancellation);
        var results = new Dictionary<string, List<BenchmarkRow>>(StringComparer.Ordinal);
        foreach (var benchmark in All.Where(b => names.Count == 0 || names.Contains(b.Name)))
        {
            output.WriteLine();
            output.WriteLine($"{benchmark.Name}: {benchmark.Summary}");
            var rows = results[benchmark.Name] = [];
            try
            {
                foreach (var row in benchmark.Run(context))
                {
                    cancellation.ThrowIfCancellationRequested();
                    rows.Add(row);
                    output.WriteLine(Line(row));
                }
            }
            catch (BenchmarkException wrong)
            {
                error.WriteLine($"neuro: benchmark {benchmark.Name}: {wrong.Message}");
                return 1;
            }
        }

        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new { machine = MachineName(), data = data.Name, benchmarks = results }, JsonSerializerOptions.Web));
        }

        return 0;
    }

    private static string Line(BenchmarkRow row)
    {
        var value = row.Value is { } number ? number.ToString("0.###", CultureInfo.InvariantCulture) : "not measured";
        var spread = row.Low is { } low && row.High is { } high ? string.Create(CultureInfo.InvariantCulture, $" ({low:0.###} .. {high:0.###})") : string.Empty;
        var goal = row.Goal is null ? string.Empty : $"   goal {row.Goal}{(row.Met is { } met ? met ? ": met" : ": missed" : ": not compared")}";
        return $"  {row.What,-70} {value,10} {row.Unit}{spread}{goal}";
    }

    private static DataSet Data()
    {
        try
        {
            return DataSetLoader.Load("mnist", null, Environment.GetEnvironmentVariable);
        }
        catch (DataException)
        {
            return DataSetLoader.Load("digits", null, Environment.GetEnvironmentVariable);
        }
    }

    private static string MachineName()
    {
        const string Information = "/proc/cpuinfo";
        var line = File.Exists(Information) ? File.ReadLines(Information).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
    }
}
