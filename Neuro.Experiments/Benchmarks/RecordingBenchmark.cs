using Neuro.Experiments.Configuration;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Experiments.Traces;
using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Units.Populations;

namespace Neuro.Experiments.Benchmarks;

/// <summary>What it costs to record a racing run; the record is replayed on one worker and must end in the same state.</summary>
internal sealed class RecordingBenchmark : IBenchmark
{
    private const int Batch = 100;
    private const int Slack = 2;
    private const int Trials = 40;
    private const int Rounds = 11;

    public string Name => "recording";

    public string Summary => "a run that is recorded, or timed, against one that is not, two workers";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        using var host = new WorkerHost(2);
        var network = TrainingCase.Network(Batch);
        var log = new DecisionLog(network, Batch, new LiveSchedule(Slack, network.StepsPerTrial));
        var recorded = Live(context, host, Batch, new SimulationOptions { Batch = Batch, Decisions = log, Activity = new ActivityRecorder(network, Batch, new ActivitySelection { Trials = new TrialSelection(100) }) });
        var plain = Live(context, host, Batch, new SimulationOptions { Batch = Batch });
        var (_, _, ratio) = Timing.InTurn(() => recorded.Run(Trials), () => plain.Run(Trials), 31);
        var batch = log.Take(recorded.TrialsBegun);
        Check(context, batch, recorded);
        yield return new BenchmarkRow("recorded / not recorded", ratio.Median, "x", ratio.Low, ratio.High, "<= 1.05 x", ratio.Median <= 1.05);
        yield return Tables(context);
        yield return Timed(context, host, Batch, Trials, split: false);
        yield return Timed(context, host, Batch, Trials, split: true);
        yield return Timed(context, host, batch: 1, trials: 1024, split: false);
        yield return Timed(context, host, batch: 1, trials: 1024, split: true);
    }

    /// <summary>Training with all tables written as they are by default, against training with none; evaluation is not timed.</summary>
    private static BenchmarkRow Tables(BenchmarkContext context)
    {
        var folder = Directory.CreateTempSubdirectory("neuro-recording-").FullName;
        try
        {
            double[] ratios = [.. Enumerable.Range(0, Rounds + 1).Select(round => Seconds(context, Path.Combine(folder, $"{round}"), "{}") / Seconds(context, Path.Combine(folder, $"{round}-none"), "{ trace.tables = [] }")).Skip(1).Order()];
            return new BenchmarkRow(
                $"batch {Batch}: default tables / none", ratios[Rounds / 2], "x", ratios[0], ratios[^1], "<= 1.05 x", ratios[Rounds / 2] <= 1.05);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Seconds of training for two epochs.</summary>
    private static double Seconds(BenchmarkContext context, string folder, string configuration)
    {
        var settings = new ConfigurationLayers(NeuroKeys.Schema).AddText(configuration, "benchmark").AddText("run.epochs = 2, run.limit = 10000", "benchmark").Resolve();
        using var runner = new ExperimentRunner("ghost-ma", settings, context.Data, TimeProvider.System);
        Directory.CreateDirectory(folder);
        using var recorder = new TraceRecorder(new RunFolder(folder), runner, TraceConfiguration.Options(settings), new Dictionary<string, string>(StringComparer.Ordinal), TimeProvider.System);
        var seconds = runner.Run(recorder, context.Cancellation).Seconds;
        recorder.Complete();
        return seconds;
    }

    /// <summary>How long populations wait, and what else they do, is measured in some trials only.</summary>
    private static BenchmarkRow Timed(BenchmarkContext context, WorkerHost host, int batch, int trials, bool split)
    {
        var timed = Live(context, host, batch, new SimulationOptions { Batch = batch, Timing = new TimingOptions(TimeProvider.System) { Split = split } });
        var plain = Live(context, host, batch, new SimulationOptions { Batch = batch });
        var (_, _, ratio) = Timing.InTurn(() => timed.Run(trials), () => plain.Run(trials), 31);
        return new BenchmarkRow($"batch {batch}: {(split ? "timed with the split" : "timed")} / not timed", ratio.Median, "x", ratio.Low, ratio.High, "<= 1.05 x", ratio.Median <= 1.05);
    }

    private static Simulation Live(BenchmarkContext context, WorkerHost host, int batch, SimulationOptions options)
    {
        var network = TrainingCase.Network(batch);
        return new Simulation(
            network, WeightStore.Create(network, 1), TrainingCase.Endless(context.Data, batch), host, options with { Schedule = new LiveSchedule(Slack, network.StepsPerTrial) });
    }

    private static void Check(BenchmarkContext context, DecisionBatch log, Simulation recorded)
    {
        using var host = new WorkerHost(1);
        var network = TrainingCase.Network(Batch);
        var options = new SimulationOptions { Batch = Batch, Schedule = new ReplaySchedule(DecisionRecord.Of([log], network, Batch)) };
        var replayed = new Simulation(network, WeightStore.Create(network, 1), TrainingCase.Endless(context.Data, Batch), host, options);
        replayed.Run(recorded.TrialsBegun);
        var (found, expected) = (StateHash.Of(replayed), StateHash.Of(recorded));
        if (found != expected)
        {
            throw new BenchmarkException($"the replay ended in state {found}, expected {expected}");
        }
    }
}
