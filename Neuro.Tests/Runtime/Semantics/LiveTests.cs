using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Semantics;

/// <summary>Racing runs, recorded, and had again bit for bit: on other numbers of workers, in other orders of turns, and by the interpreter.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class LiveTests
{
    private const int Trials = 5;
    private const int Batch = 2;

    [Theory]
    [InlineData(GhostModel.MA, 1, false)]
    [InlineData(GhostModel.MA, 5, false)]
    [InlineData(GhostModel.MA, 2, true)]
    [InlineData(GhostModel.MB, 1, false)]
    [InlineData(GhostModel.MB, 5, true)]
    public void A_recorded_run_is_had_again(GhostModel model, int slack, bool clocks)
    {
        var spec = Network(model, clocks);
        var lockstep = Bits.Of(Run(spec, new LockstepSchedule(), new SeededHost(1)));
        var differed = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var (log, expected) = Record(spec, slack, new SeededHost(seed));
            var record = DecisionRecord.Of([log], spec, Batch);
            differed += Bits.FirstDifference(lockstep, expected) is null ? 0 : 1;
            Bits.AssertSame(expected, Bits.Of(Run(spec, new ReplaySchedule(record), new SeededHost(seed + 100))));
            foreach (var workers in seed % 5 == 0 ? new[] { 1, 2, 8 } : [])
            {
                Bits.AssertSame(expected, Bits.Of(Run(spec, new ReplaySchedule(record), new ThreadedHost(workers))));
            }

            var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch, new ReplaySchedule(record));
            interpreter.Run(Trials);
            Bits.AssertSame(expected, Bits.Of(interpreter));
        }

        Assert.True(differed > 10, $"{differed} of 20 runs differed from lockstep: nothing raced");
    }

    /// <summary>Nobody waits, trials have no barrier, populations are divided: in every combination the run is had again, and the interpreter says what it means.</summary>
    [Theory]
    [InlineData(GhostModel.MA, null, true, 1)]
    [InlineData(GhostModel.MA, null, false, 1)]
    [InlineData(GhostModel.MA, 2, false, 1)]
    [InlineData(GhostModel.MA, 3, true, 2)]
    [InlineData(GhostModel.MA, 0, false, 3)]
    [InlineData(GhostModel.MA, null, false, 2)]
    [InlineData(GhostModel.MB, null, true, 3)]
    [InlineData(GhostModel.MB, 4, false, 2)]
    [InlineData(GhostModel.MB, null, false, 1)]
    public void Races_without_limits_are_had_again(GhostModel model, int? slack, bool barrier, int shards)
    {
        var spec = shards == 1 ? Network(model, clocks: false) : Wide(model);
        var plan = new ShardPlan(spec, shards);
        var runs = new HashSet<string>(StringComparer.Ordinal);
        var lost = 0L;
        for (var seed = 0; seed < 16; seed++)
        {
            var (log, expected) = seed % 4 == 3
                ? Record(spec, new LiveSchedule(slack, spec.StepsPerTrial, barrier), new ThreadedHost(2 + (seed % 2)), plan)
                : Record(spec, new LiveSchedule(slack, spec.StepsPerTrial, barrier), new SeededHost(seed), plan);
            runs.Add(string.Join(' ', log.Runs));
            var record = () => DecisionRecord.Of([log], spec, Batch, plan);
            var again = Run(spec, new ReplaySchedule(record()), new SeededHost(seed + 100), plan: plan);
            Bits.AssertSame(expected, Bits.Of(again));
            foreach (var workers in seed % 8 == 0 ? new[] { 1, 2, 3, 8, 16 } : [])
            {
                Bits.AssertSame(expected, Bits.Of(Run(spec, new ReplaySchedule(record()), new ThreadedHost(workers), plan: plan)));
            }

            var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch, new ReplaySchedule(record()), shards: plan);
            interpreter.Run(2);
            interpreter.Run(Trials - 2);
            Bits.AssertSame(expected, Bits.Of(interpreter));
            Assert.All(again.Reads(), reads => Assert.Equal(interpreter.Lost.GetValueOrDefault(reads.Projection), reads.SignalsLost));
            lost += again.Reads().Sum(reads => reads.SignalsLost);
        }

        Assert.Equal(slack is null, lost > 0);
        Assert.True(slack == 0 ? runs.Count == 1 : runs.Count > 8, $"{runs.Count} of 16 runs were different: nothing raced");
    }

    /// <summary>Without slack, a barrier between trials that nobody needs changes nothing but the version read at the first step of a trial.</summary>
    [Fact]
    public void Without_slack_shards_race_no_more_than_lockstep()
    {
        var spec = Wide(GhostModel.MA);
        var expected = Bits.Of(Run(spec, new LockstepSchedule(), new SeededHost(1)));
        for (var seed = 0; seed < 4; seed++)
        {
            Bits.AssertSame(expected, Record(spec, new LiveSchedule(0, spec.StepsPerTrial), new SeededHost(seed), new ShardPlan(spec, 3)).Bits);
        }
    }

    [Fact]
    public void A_log_of_other_shards_is_refused()
    {
        var spec = Wide(GhostModel.MA);
        var log = Record(spec, new LiveSchedule(1, spec.StepsPerTrial), new SeededHost(1), new ShardPlan(spec, 2)).Log;
        Refused(log, spec, Batch, "another timing or topology");
    }

    /// <summary>Threads that really race, on actors that move from worker to worker.</summary>
    [Theory]
    [InlineData(GhostModel.MA)]
    [InlineData(GhostModel.MB)]
    public void A_race_of_threads_is_had_again(GhostModel model)
    {
        var spec = Network(model, clocks: false);
        for (var round = 0; round < 10; round++)
        {
            var (log, expected) = Record(spec, slack: 4, new ThreadedHost(3));
            var record = DecisionRecord.Of([log], spec, Batch);
            Bits.AssertSame(expected, Bits.Of(Run(spec, new ReplaySchedule(record), new ThreadedHost(1 + (round % 3)))));
        }
    }

    [Fact]
    public void Without_slack_nothing_races()
    {
        var spec = Network(GhostModel.MA, clocks: false);
        var expected = Bits.Of(Run(spec, new LockstepSchedule(), new SeededHost(1)));
        for (var seed = 0; seed < 10; seed++)
        {
            Bits.AssertSame(expected, Record(spec, slack: 0, new SeededHost(seed)).Bits);
        }
    }

    /// <summary>A recorded schedule is a workload: the same reads under other learning rates.</summary>
    [Fact]
    public void Other_plasticity_has_the_same_timing()
    {
        var spec = Network(GhostModel.MA, clocks: false);
        var (log, expected) = Record(spec, slack: 3, new SeededHost(1));
        var slower = GhostNetwork.Build(Options(GhostModel.MA) with { MimicryRate = 0.01 });
        slower = Networks.WithDelays(slower, i => spec.Projections[i].Delay);
        var record = DecisionRecord.Of([log], slower, Batch);
        Assert.NotNull(Bits.FirstDifference(expected, Bits.Of(Run(slower, new ReplaySchedule(record), new SeededHost(2)))));
    }

    [Fact]
    public void A_foreign_log_is_refused()
    {
        var spec = Network(GhostModel.MA, clocks: false);
        var log = Record(spec, slack: 2, new SeededHost(1)).Log;
        Refused(log, spec, Batch + 1, "another timing or topology");
        Refused(log, Network(GhostModel.MB, clocks: false), Batch, "another timing or topology");
        Refused(log, Network(GhostModel.MA, clocks: true), Batch, "another timing or topology");
        Refused(log, Networks.WithDelays(spec, _ => 3), Batch, "another timing or topology");
    }

    /// <summary>What a run leaves behind in several parts is what it leaves behind in one.</summary>
    [Theory]
    [InlineData(3, true)]
    [InlineData(null, false)]
    public void Decisions_may_be_taken_out_at_any_barrier(int? slack, bool barrier)
    {
        var spec = Network(GhostModel.MA, clocks: false);
        for (var seed = 0; seed < 5; seed++)
        {
            var schedule = new LiveSchedule(slack, spec.StepsPerTrial, barrier);
            var log = new DecisionLog(spec, Batch, schedule);
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed));
            var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch, Schedule = schedule, Decisions = log });
            var batches = new List<DecisionBatch>();
            foreach (var trials in new[] { 1, 2, 2 })
            {
                simulation.Run(trials);
                batches.Add(log.Take(simulation.TrialsBegun));
                Assert.Equal(0, log.Count);
            }

            Assert.Equal([(0, 1), (1, 3), (3, 5)], batches.Select(batch => ((int)batch.Begin, (int)batch.End)));
            var record = DecisionRecord.Of(batches, spec, Batch);
            Assert.Equal([1, 3, 5], record.Stops);
            using var other = new WorkerHost(SeededDispatcher.FromSeed(seed + 50));
            var replay = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), other, new SimulationOptions { Batch = Batch, Schedule = new ReplaySchedule(record) });
            foreach (var (stop, index) in record.Stops.Select((stop, index) => (stop, index)))
            {
                replay.Run(stop - (index == 0 ? 0 : record.Stops[index - 1]));
            }

            Bits.AssertSame(Bits.Of(simulation), Bits.Of(replay));
        }
    }

    /// <summary>Parts that are missing, come twice or belong to another run, and decisions that nobody can have recorded.</summary>
    [Fact]
    public void A_log_that_was_cut_or_edited_is_refused()
    {
        var spec = Network(GhostModel.MA, clocks: false);
        var log = Record(spec, slack: 2, new SeededHost(1)).Log;
        var runs = log.Runs;
        var last = runs.Count - 1;
        Refused(log with { Begin = 1 }, "from trial 0 on");
        Refused(log with { End = -1 }, "from trial 0 on");
        Refused(log with { End = long.MaxValue / 3 }, "from trial 0 on");
        Refused(log with { End = Trials + 1 }, "decisions up to trial");
        Refused(log with { End = Trials - 1 }, "expected");
        Refused(log with { Origin = log.Origin with { Slack = -1 } }, "a slack of 0 to");
        Refused(log with { Origin = log.Origin with { Slack = LiveSchedule.LargestSlack + 1 } }, "a slack of 0 to");
        Refused(log with { Origin = log.Origin with { Steps = 1 } }, "steps a trial");
        Refused(log with { Origin = log.Origin with { Slack = 0 } }, "of -0 to 0");
        Refused(log with { Stops = [2, 2] }, "ascending order");
        Refused(log with { Stops = [0] }, "ascending order");
        Refused(log with { Stops = [Trials + 1] }, "ascending order");
        Refused(log with { Runs = [.. runs.Skip(1)] }, "from number 0");
        Refused(log with { Runs = [.. runs.Take(last)] }, "decisions up to trial");
        Refused(log with { Runs = [.. runs, runs[last]] }, "expected decisions from number");
        Refused(log with { Runs = [runs[0] with { Port = -1 }] }, "an input that has a choice");
        Refused(log with { Runs = [runs[0] with { Port = 1000 }] }, "an input that has a choice");
        Refused(log with { Runs = [runs[0] with { Port = 0 }] }, "an input that has a choice");
        Refused(log with { Runs = [runs[0] with { Count = 0 }, .. runs.Skip(1)] }, "found 0 times");
        Refused(log with { Runs = [runs[0] with { Count = long.MaxValue }, .. runs.Skip(1)] }, "times");
        Refused(log with { Runs = [runs[0] with { Offset = 3 }, .. runs.Skip(1)] }, "times 3");
        Refused(log with { Runs = [runs[0] with { Offset = long.MinValue }, .. runs.Skip(1)] }, "of -2 to 2");
        Assert.Contains("found none", Assert.Throws<DecisionLogException>(() => DecisionRecord.Of([], spec, Batch)).Message, StringComparison.Ordinal);
        Assert.Contains("of another run", Assert.Throws<DecisionLogException>(() => DecisionRecord.Of(
            [log, log with { Begin = Trials, End = Trials, Runs = [], Stops = [], Origin = log.Origin with { Slack = 1 } }], spec, Batch)).Message, StringComparison.Ordinal);

        void Refused(DecisionBatch edited, string why) => LiveTests.Refused(edited, spec, Batch, why);
    }

    [Fact]
    public void A_run_longer_than_its_log_stops_and_says_so()
    {
        var spec = Network(GhostModel.MA, clocks: false);
        var record = DecisionRecord.Of([Record(spec, slack: 2, new SeededHost(1)).Log], spec, Batch);
        using var host = new WorkerHost(1);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch, Schedule = new ReplaySchedule(record) });
        simulation.Run(Trials);
        var failure = Assert.Throws<Neuro.Runtime.ControlPlane.SimulationFailedException>(() => simulation.Run(1));
        Assert.Contains($"ends after {Trials} trials", failure.ToString(), StringComparison.Ordinal);
    }

    private static void Refused(DecisionBatch log, NetworkSpec spec, int batch, string why) =>
        Assert.Contains(why, Assert.Throws<DecisionLogException>(() => DecisionRecord.Of([log], spec, batch)).Message, StringComparison.Ordinal);

    private static (DecisionBatch Log, Bits Bits) Record(NetworkSpec spec, int slack, IDisposableHost host) => Record(spec, new LiveSchedule(slack, spec.StepsPerTrial), host, new ShardPlan(spec));

    private static (DecisionBatch Log, Bits Bits) Record(NetworkSpec spec, LiveSchedule schedule, IDisposableHost host, ShardPlan plan)
    {
        var log = new DecisionLog(spec, Batch, schedule, plan);
        var simulation = Run(spec, schedule, host, log, plan);
        var reads = simulation.Reads().Sum(r => r.Reads);
        Assert.Equal(spec.Populations.OfType<DynamicSpec>().All(p => p.Period == 1) ? reads : log.Count, log.Count);
        return (log.Take(Trials), Bits.Of(simulation));
    }

    /// <summary>In two stretches, so that there is a barrier in between.</summary>
    private static Simulation Run(NetworkSpec spec, IReadSchedule schedule, IDisposableHost made, DecisionLog? log = null, ShardPlan? plan = null)
    {
        using var host = made;
        var options = new SimulationOptions { Batch = Batch, Schedule = schedule, Decisions = log, Shards = plan };
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host.Host, options);
        simulation.Run(2);
        simulation.Run(Trials - 2);
        return simulation;
    }

    /// <summary>Layers of three and two panels, with noise and, but for some, thresholds.</summary>
    private static NetworkSpec Wide(GhostModel model) => Networks.WithPopulations(
        Networks.WithDelays(GhostNetwork.Build(Options(model) with { Hidden = [90, 60], Outputs = 40, GhostUnits = 50 }), i => 1 + (i % 2)),
        (population, i) => population with { Noise = 0.01, Threshold = 0.002 * (i % 3) });

    private static GhostNetworkOptions Options(GhostModel model) => new()
    {
        Model = model,
        Inputs = 11,
        Hidden = [9, 8],
        Outputs = 4,
        GhostUnits = 7,
        PredictionSteps = 9,
        NudgingSteps = 8,
    };

    private static NetworkSpec Network(GhostModel model, bool clocks)
    {
        var spec = Networks.WithDelays(GhostNetwork.Build(Options(model)), i => 1 + (i % 2));
        return clocks
            ? new NetworkSpec(spec.Name, spec.TimeStep, spec.Populations.Select((p, i) => p is DynamicSpec dynamic ? dynamic with { Period = 1 + (i % 3) } : p), spec.Projections, spec.Phases)
            : spec;
    }

    private interface IDisposableHost : IDisposable
    {
        WorkerHost Host { get; }
    }

    private sealed class SeededHost(int seed) : IDisposableHost
    {
        public WorkerHost Host { get; } = new(SeededDispatcher.FromSeed(seed, seed % 2 == 0 ? TurnOrder.Uniform : TurnOrder.Prioritised));

        public void Dispose() => Host.Dispose();
    }

    private sealed class ThreadedHost : IDisposableHost
    {
        private readonly ScatteringDispatcher _dispatcher;

        public ThreadedHost(int workers)
        {
            _dispatcher = new ScatteringDispatcher(workers);
            Host = new WorkerHost(_dispatcher);
        }

        public WorkerHost Host { get; }

        public void Dispose()
        {
            Host.Dispose();
            _dispatcher.Dispose();
        }
    }
}
