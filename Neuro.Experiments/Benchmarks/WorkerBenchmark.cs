using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Schedules;
using Neuro.Units.Populations;

namespace Neuro.Experiments.Benchmarks;

/// <summary>What a second worker brings under every schedule, with populations whole and divided.</summary>
internal sealed class WorkerBenchmark : IBenchmark
{
    private const ulong Seed = 1;

    public string Name => "workers";

    public string Summary => "two workers against one under every schedule, batch 100 and 1, populations whole and in two shards";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        using var one = new WorkerHost(1);
        using var two = new WorkerHost(2);
        foreach (var (batch, trials, goal) in new[] { (100, 60, 1.6), (1, 3000, 1.3) })
        {
            foreach (var schedule in new[] { "lockstep", "link", "live", "replay" })
            {
                foreach (var shards in schedule == "lockstep" ? new[] { 1, 2 } : [2])
                {
                    var what = $"batch {batch}, {schedule}, {(shards == 1 ? "whole populations" : $"{shards} shards")}: one worker / two workers";
                    double? wanted = shards == 1 ? null : goal;
                    var goalText = wanted is { } value ? $">= {value} x" : null;
                    if (Environment.ProcessorCount < 2)
                    {
                        yield return new BenchmarkRow(what, null, "x", Goal: goalText);
                        continue;
                    }

                    var log = schedule == "replay" ? Record(context, batch, shards, trials, two) : null;
                    var slow = Simulation(context, batch, 1, one, schedule, log);
                    var fast = Simulation(context, batch, shards, two, schedule, log);
                    var repeats = schedule == "replay" ? 7 : 9;
                    var (_, _, ratio) = Timing.InTurn(() => slow.Run(trials), () => fast.Run(trials), repeats);
                    if (schedule != "live" && slow.TrialsBegun == fast.TrialsBegun && log is null && StateHash.Of(slow) != StateHash.Of(fast))
                    {
                        throw new BenchmarkException($"{what}: another state hash than one worker's");
                    }

                    yield return new BenchmarkRow(what, ratio.Median, "x", ratio.Low, ratio.High, goalText, wanted is null ? null : ratio.Median >= wanted);
                }
            }
        }
    }

    private static byte[] Record(BenchmarkContext context, int batch, int shards, int trials, WorkerHost host)
    {
        var network = TrainingCase.Network(batch);
        var plan = new ShardPlan(network, shards, "output");
        var schedule = new LiveSchedule(1, network.StepsPerTrial);
        var log = new DecisionLog(network, batch, schedule, plan);
        var options = new SimulationOptions { Batch = batch, Schedule = schedule, Shards = plan, Decisions = log };
        var simulation = new Simulation(network, WeightStore.Create(network, Seed), TrainingCase.Endless(context.Data, batch), host, options);
        for (var run = 0; run < 8; run++)
        {
            simulation.Run(trials);
        }

        return log.ToBytes(simulation.TrialsBegun);
    }

    /// <summary>A replay has the shards of its record, on one worker, too.</summary>
    private static Simulation Simulation(BenchmarkContext context, int batch, int shards, WorkerHost host, string schedule, byte[]? log)
    {
        var network = TrainingCase.Network(batch);
        var plan = new ShardPlan(network, log is null ? shards : 2, "output");
        IReadSchedule read = schedule switch
        {
            "link" => new LinkSchedule(network, Seed),
            "live" => new LiveSchedule(1, network.StepsPerTrial),
            "replay" => new ReplaySchedule(DecisionRecord.Parse(log, network, batch, plan)),
            _ => new LockstepSchedule(),
        };
        var options = new SimulationOptions { Batch = batch, Schedule = read, Shards = plan };
        return new Simulation(network, WeightStore.Create(network, Seed), TrainingCase.Endless(context.Data, batch), host, options);
    }
}
