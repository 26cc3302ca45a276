using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime;

/// <summary>Replicas that average their weights, against runs of their own that are averaged by hand.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class SimulationGroupTests
{
    private const int Trials = 7;
    private const int Batch = 2;
    private static readonly int[] Counts = [1, 2, 3, 8];

    [Theory]
    [InlineData(GhostModel.MA, 2, 1)]
    [InlineData(GhostModel.MA, 3, 2)]
    [InlineData(GhostModel.MB, 2, 3)]
    [InlineData(GhostModel.MA, 5, 1)]
    public void Averaging_is_what_it_is_by_hand(GhostModel model, int replicas, int every)
    {
        var spec = Networks.Ghost([9, 8], model);
        var expected = ByHand(spec, replicas, every, _ => new LockstepSchedule());
        AssertAgrees(expected, spec, replicas, every, _ => new LockstepSchedule());
    }

    /// <summary>Jitter and losses of each replica are its own.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    public void Simulated_asynchrony_is_that_of_each_replica(int replicas, int every)
    {
        var spec = Networks.Ghost([9, 8]);
        spec = new NetworkSpec(
            spec.Name, spec.TimeStep, spec.Populations, spec.Projections.Select(p => spec.Population(p.Source) is ClampedSpec ? p : p with { Jitter = 3, Loss = 0.2 }), spec.Phases);
        var expected = ByHand(spec, replicas, every, replica => new LinkSchedule(spec, 7, replica));
        AssertAgrees(expected, spec, replicas, every, replica => new LinkSchedule(spec, 7, replica));
        var alike = ByHand(spec, replicas, every, _ => new LinkSchedule(spec, 7));
        Assert.NotNull(Bits.FirstDifference(alike[1], expected[1]));
    }

    /// <summary>Heavy enough that a replica with several workers is spread over them.</summary>
    [Fact]
    public void The_state_hash_does_not_depend_on_the_number_of_workers()
    {
        var spec = Networks.Ghost([220, 130], inputs: 100, outputs: 10);
        var hashes = Counts.Select(workers =>
        {
            using var host = new WorkerHost(workers);
            var group = Group(spec, host, 2, 2, _ => new SimulationOptions { Batch = 10 });
            group.Run(Trials);
            return StateHash.Of(group);
        }).ToList();
        Assert.All(hashes, hash => Assert.Equal(hashes[0], hash));
    }

    [Fact]
    public void One_replica_is_a_simulation()
    {
        var spec = Networks.Ghost([9, 8]);
        using var host = new WorkerHost(2);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
        var group = Group(spec, host, 1, 1, _ => new SimulationOptions { Batch = Batch });
        simulation.Run(Trials);
        group.Run(Trials);
        group.Average();
        Assert.Equal(StateHash.Of(simulation), StateHash.Of(group));
        Assert.Equal(simulation.Reads().Select(r => r.Reads), group.Reads().Select(r => r.Reads));
        Assert.Equal(1, group.Simulations[0].Run(1));
    }

    [Fact]
    public void Every_replica_counts_in_the_hash_and_in_the_reads()
    {
        var spec = Networks.Tiny();
        using var host = new WorkerHost(1);
        var group = Group(spec, host, 2, 3, _ => new SimulationOptions { Batch = Batch });
        group.Run(4);
        var before = StateHash.Of(group);
        var weights = group.Simulations[1].Weights["hidden1-hidden2"];
        weights[3, 4] = MathF.BitIncrement(weights[3, 4]);
        Assert.NotEqual(before, StateHash.Of(group));
        Assert.All(group.Reads(), reads => Assert.Equal(2 * 4 * spec.StepsPerTrial, reads.Reads));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Racing_replicas_are_had_again_from_a_log_each(int replicas)
    {
        var spec = Networks.Ghost([9, 8]);
        var lockstep = ByHand(spec, replicas, 2, _ => new LockstepSchedule());
        var differed = 0;
        for (var seed = 0; seed < 10; seed++)
        {
            var logs = Enumerable.Range(0, replicas).Select(_ => new DecisionLog(spec, Batch, new LiveSchedule(3, spec.StepsPerTrial))).ToList();
            var options = (int replica) => new SimulationOptions { Batch = Batch, Schedule = new LiveSchedule(3, spec.StepsPerTrial), Decisions = logs[replica] };
            using var dispatcher = new ScatteringDispatcher(2);
            using var host = new WorkerHost(seed % 2 == 0 ? dispatcher : SeededDispatcher.FromSeed(seed));
            var expected = AllBits(Run(Group(spec, host, replicas, 2, options)));
            differed += Bits.FirstDifference(lockstep[1], expected[1]) is null ? 0 : 1;
            var schedules = logs.Select(log => new ReplaySchedule(DecisionRecord.Of([log.Take(Trials)], spec, Batch))).ToList();
            AssertAgrees(expected, spec, replicas, 2, replica => schedules[replica]);
            AssertSame(expected, ByHand(spec, replicas, 2, replica => schedules[replica]));
        }

        Assert.True(differed > 3, $"{differed} of 10 runs differed from lockstep: nothing raced");
    }

    [Fact]
    public void A_replica_does_not_run_alone()
    {
        var spec = Networks.Tiny();
        using var host = new WorkerHost(1);
        var group = Group(spec, host, 2, 1, _ => new SimulationOptions { Batch = Batch });
        Assert.Contains("expected a run of its group of 2", Assert.Throws<InvalidOperationException>(() => group.Simulations[1].Run(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_shared_cannot_be_averaged()
    {
        var spec = Networks.Tiny();
        using var host = new WorkerHost(1);
        var replica = new Replica(WeightStore.Create(spec, 1), new HashedTrials(1), new SimulationOptions { Batch = Batch });
        Assert.Contains("found 1", Assert.Throws<ArgumentException>(() => new SimulationGroup(spec, [replica, replica], host, averageEvery: 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SimulationGroup(spec, [], host, averageEvery: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Group(spec, host, 2, 0, _ => new SimulationOptions { Batch = Batch }));
    }

    /// <summary>Without averaging each replica goes its own way.</summary>
    [Fact]
    public void Replicas_that_never_average_are_runs_of_their_own()
    {
        var spec = Networks.Tiny();
        using var host = new WorkerHost(2);
        var group = Group(spec, host, 2, null, _ => new SimulationOptions { Batch = Batch });
        group.Run(Trials);
        AssertSame(ByHand(spec, 2, int.MaxValue, _ => new LockstepSchedule(), last: false), AllBits(group));
    }

    internal static SimulationGroup Group(NetworkSpec spec, WorkerHost host, int replicas, int? every, Func<int, SimulationOptions> options) => new(
        spec,
        [.. Enumerable.Range(0, replicas).Select(i => new Replica(WeightStore.Create(spec, 1), new InterleavedTrials(new HashedTrials(1), i, replicas), options(i)))],
        host,
        every);

    /// <summary>Each replica for itself in plain code, its weights averaged in plain loops after every round and at the end.</summary>
    internal static List<Bits> ByHand(NetworkSpec spec, int replicas, int every, Func<int, IReadSchedule> schedule, bool last = true)
    {
        var interpreters = Enumerable.Range(0, replicas)
            .Select(i => new Interpreter(spec, WeightStore.Create(spec, 1), new OneOf(i, replicas), Batch, schedule(i))).ToList();
        for (var trial = 1; trial <= Trials; trial++)
        {
            interpreters.ForEach(interpreter => interpreter.Run(1));
            if (trial % every == 0 || (trial == Trials && last))
            {
                Average([.. interpreters.Select(i => i.Weights)]);
            }
        }

        return [.. interpreters.Select(Bits.Of)];
    }

    internal static List<Bits> AllBits(SimulationGroup group) => [.. group.Simulations.Select(Bits.Of)];

    internal static void AssertSame(List<Bits> expected, List<Bits> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (one, other) in expected.Zip(actual))
        {
            Bits.AssertSame(one, other);
        }
    }

    private static void AssertAgrees(List<Bits> expected, NetworkSpec spec, int replicas, int every, Func<int, IReadSchedule> schedule)
    {
        var options = (int replica) => new SimulationOptions { Batch = Batch, Schedule = schedule(replica) };
        for (var seed = 0; seed < 10; seed++)
        {
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed, seed % 2 == 0 ? TurnOrder.Uniform : TurnOrder.Prioritised));
            AssertSame(expected, AllBits(Run(Group(spec, host, replicas, every, options))));
        }

        foreach (var workers in Counts)
        {
            using var host = new WorkerHost(workers);
            AssertSame(expected, AllBits(Run(Group(spec, host, replicas, every, options))));
            using var dispatcher = new ScatteringDispatcher(workers);
            using var scattered = new WorkerHost(dispatcher);
            AssertSame(expected, AllBits(Run(Group(spec, scattered, replicas, every, options))));
        }
    }

    /// <summary>In three stretches, whose ends are not those of rounds.</summary>
    private static SimulationGroup Run(SimulationGroup group)
    {
        Assert.Equal(1, group.Run(1));
        Assert.Equal(2, group.Run(2));
        Assert.Equal(Trials - 3, group.Run(Trials - 3));
        Assert.Equal(Trials, group.TrialsBegun);
        group.Average();
        return group;
    }

    private static void Average(List<WeightStore> stores)
    {
        foreach (var projection in stores[0].Projections)
        {
            for (var post = 0; post < stores[0][projection].Post; post++)
            {
                for (var pre = 0; pre < stores[0][projection].Pre; pre++)
                {
                    var sum = 0.0;
                    stores.ForEach(store => sum += store[projection][post, pre]);
                    stores.ForEach(store => store[projection][post, pre] = (float)(sum / stores.Count));
                }
            }

            if (stores[0][projection].HasBias)
            {
                var mean = new double[stores[0][projection].Post];
                var bias = new float[mean.Length];
                foreach (var store in stores)
                {
                    store[projection].CopyBiasTo(bias);
                    mean = [.. mean.Zip(bias, (sum, value) => sum + value)];
                }

                stores.ForEach(store => store[projection].CopyBiasFrom([.. mean.Select(sum => (float)(sum / stores.Count))]));
            }
        }
    }

    /// <summary>Every r-th trial from the i-th on.</summary>
    private sealed class OneOf(int first, int step) : ITrialSource
    {
        private readonly HashedTrials _trials = new(1);

        public void Fill(long trial, TrialContent content, Neuro.Units.Tensors.PanelMatrix rates) => _trials.Fill(first + (step * trial), content, rates);

        public int EpochOf(long trial) => _trials.EpochOf(first + (step * trial));
    }
}
