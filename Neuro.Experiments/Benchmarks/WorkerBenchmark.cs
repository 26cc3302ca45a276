using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Schedules;
using Neuro.Units.Populations;

namespace Neuro.Experiments.Benchmarks;

/// <summary>What a second worker brings under every schedule: to divided populations, and to replicas, whose trials are short enough at a batch of one.</summary>
internal sealed class WorkerBenchmark : IBenchmark
{
    private const ulong Seed = 1;
    private const int Slack = 1;
    private const int AverageEvery = 64;
    private static readonly string[] Schedules = ["lockstep", "link", "live", "replay"];

    public string Name => "workers";

    public string Summary => "two workers against one under every schedule: populations whole and in two shards, and two replicas";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        using var one = new WorkerHost(1);
        using var two = new WorkerHost(2);
        yield return Row("batch 100, lockstep, whole populations", null, () => Divided(context, 100, 1, "lockstep", 60, one, two));
        foreach (var schedule in Schedules)
        {
            yield return Row($"batch 100, {schedule}, 2 shards", 1.6, () => Divided(context, 100, 2, schedule, 60, one, two));
        }

        yield return Row("batch 1, lockstep, 2 shards", null, () => Divided(context, 1, 2, "lockstep", 2000, one, two));
        foreach (var schedule in Schedules)
        {
            yield return Row($"batch 1, {schedule}, 2 replicas averaged every {AverageEvery} trials", 1.3, () => Replicated(context, 1, schedule, 1280, one, two));
        }
    }

    private static BenchmarkRow Row(string what, double? goal, Func<Timing> ratio)
    {
        var text = goal is null ? null : $">= {goal} x";
        if (Environment.ProcessorCount < 2)
        {
            return new BenchmarkRow($"{what}: one worker / two workers", null, "x", Goal: text);
        }

        var measured = ratio();
        return new BenchmarkRow($"{what}: one worker / two workers", measured.Median, "x", measured.Low, measured.High, text, goal is null ? null : measured.Median >= goal);
    }

    /// <summary>One network: whole on one worker, divided on two.</summary>
    private static Timing Divided(BenchmarkContext context, int batch, int shards, string schedule, int trials, WorkerHost one, WorkerHost two)
    {
        var log = schedule == "replay" ? Record(context, batch, shards, trials, two) : null;
        var slow = Group(context, batch, log is null ? 1 : shards, 1, schedule, one, log);
        var fast = Group(context, batch, shards, 1, schedule, two, log);
        return Compare(slow, fast, trials, schedule);
    }

    /// <summary>Two replicas: on one worker and on two.</summary>
    private static Timing Replicated(BenchmarkContext context, int batch, string schedule, int trials, WorkerHost one, WorkerHost two)
    {
        var log = schedule == "replay" ? Record(context, batch, 1, trials, two) : null;
        return Compare(Group(context, batch, 1, 2, schedule, one, log), Group(context, batch, 1, 2, schedule, two, log), trials, schedule);
    }

    private static Timing Compare(SimulationGroup slow, SimulationGroup fast, int trials, string schedule)
    {
        var (_, _, ratio) = Timing.InTurn(() => slow.Run(trials), () => fast.Run(trials), 7);
        return schedule == "live" || StateHash.Of(slow) == StateHash.Of(fast) ? ratio : throw new BenchmarkException($"{schedule}: two workers: another state hash than one worker's");
    }

    private static DecisionBatch Record(BenchmarkContext context, int batch, int shards, int trials, WorkerHost host)
    {
        var network = TrainingCase.Network(batch);
        var plan = new ShardPlan(network, shards, "output");
        var schedule = new LiveSchedule(Slack, network.StepsPerTrial);
        var log = new DecisionLog(network, batch, schedule, plan);
        var options = new SimulationOptions { Batch = batch, Schedule = schedule, Shards = plan, Decisions = log };
        var simulation = new Simulation(network, WeightStore.Create(network, Seed), TrainingCase.Endless(context.Data, batch), host, options);
        for (var run = 0; run < 8; run++)
        {
            simulation.Run(trials);
        }

        return log.Take(simulation.TrialsBegun);
    }

    private static SimulationGroup Group(BenchmarkContext context, int batch, int shards, int replicas, string schedule, WorkerHost host, DecisionBatch? log)
    {
        var network = TrainingCase.Network(batch);
        var plan = new ShardPlan(network, shards, "output");
        var trials = TrainingCase.Endless(context.Data, batch);
        var members = Enumerable.Range(0, replicas).Select(index => new Replica(
            WeightStore.Create(network, Seed),
            new InterleavedTrials(trials, index, replicas),
            new SimulationOptions { Batch = batch, Shards = plan, Schedule = Schedule(schedule, network, batch, plan, index, log) }));
        return new SimulationGroup(network, [.. members], host, AverageEvery);
    }

    private static IReadSchedule Schedule(string schedule, Units.Specification.NetworkSpec network, int batch, ShardPlan plan, int replica, DecisionBatch? log) => schedule switch
    {
        "link" => new LinkSchedule(network, Seed, replica),
        "live" => new LiveSchedule(Slack, network.StepsPerTrial),
        "replay" => new ReplaySchedule(DecisionRecord.Of([log!], network, batch, plan)),
        _ => new LockstepSchedule(),
    };
}
