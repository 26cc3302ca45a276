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
            var record = DecisionRecord.Parse(log, spec, Batch);
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
            runs.Add(Convert.ToHexString(log.AsSpan(0, log.Length - 32)));
            var record = () => DecisionRecord.Parse(log, spec, Batch, plan);
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
            var record = DecisionRecord.Parse(log, spec, Batch);
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
        var record = DecisionRecord.Parse(log, slower, Batch);
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

    [Fact]
    public void A_log_that_was_cut_or_edited_is_refused()
    {
        var spec = Network(GhostModel.MA, clocks: false);
        var log = Record(spec, slack: 2, new SeededHost(1)).Log;
        for (var length = 0; length < log.Length; length += 7)
        {
            Refused(log[..length], spec, Batch, length < 40 ? "NEURODEC" : "cut or edited");
        }

        for (var at = 8; at < log.Length; at += 3)
        {
            var edited = (byte[])log.Clone();
            edited[at] ^= 1;
            Refused(edited, spec, Batch, "cut or edited");
        }
    }

    /// <summary>Whoever edits a log and its checksum, too: slack, steps and trials that nobody can have recorded, and bytes that belong to nothing.</summary>
    [Theory]
    [InlineData(48, 100_000)]
    [InlineData(48, 1L << 31)]
    [InlineData(48, 1)]
    [InlineData(56, 2)]
    [InlineData(64, 0)]
    [InlineData(64, 1)]
    [InlineData(72, 1L << 62)]
    [InlineData(72, 3)]
    [InlineData(80, 1L << 40)]
    [InlineData(80, 3)]
    [InlineData(88, 0)]
    [InlineData(88, 100)]
    public void A_log_of_impossible_numbers_is_refused(int at, long number)
    {
        var spec = Network(GhostModel.MA, clocks: false);
        var log = Record(spec, slack: 4, new SeededHost(1)).Log;
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(log.AsSpan(at), number);
        Refused(Signed(log[..^32]), spec, Batch, "expected");
        Refused(Signed([.. Record(spec, slack: 4, new SeededHost(1)).Log[..^32], 7]), spec, Batch, "bytes more");
    }

    private static byte[] Signed(byte[] content) => [.. content, .. System.Security.Cryptography.SHA256.HashData(content)];

    [Fact]
    public void A_run_longer_than_its_log_stops_and_says_so()
    {
        var spec = Network(GhostModel.MA, clocks: false);
        var record = DecisionRecord.Parse(Record(spec, slack: 2, new SeededHost(1)).Log, spec, Batch);
        using var host = new WorkerHost(1);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch, Schedule = new ReplaySchedule(record) });
        simulation.Run(Trials);
        var failure = Assert.Throws<Neuro.Runtime.ControlPlane.SimulationFailedException>(() => simulation.Run(1));
        Assert.Contains($"ends after {Trials} trials", failure.ToString(), StringComparison.Ordinal);
    }

    private static void Refused(byte[] log, NetworkSpec spec, int batch, string why) =>
        Assert.Contains(why, Assert.Throws<DecisionLogException>(() => DecisionRecord.Parse(log, spec, batch)).Message, StringComparison.Ordinal);

    private static (byte[] Log, Bits Bits) Record(NetworkSpec spec, int slack, IDisposableHost host) => Record(spec, new LiveSchedule(slack, spec.StepsPerTrial), host, new ShardPlan(spec));

    private static (byte[] Log, Bits Bits) Record(NetworkSpec spec, LiveSchedule schedule, IDisposableHost host, ShardPlan plan)
    {
        var log = new DecisionLog(spec, Batch, schedule, plan);
        var simulation = Run(spec, schedule, host, log, plan);
        var reads = simulation.Reads().Sum(r => r.Reads);
        Assert.Equal(spec.Populations.OfType<DynamicSpec>().All(p => p.Period == 1) ? reads : log.Count, log.Count);
        return (log.ToBytes(Trials), Bits.Of(simulation));
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
