using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Faults;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Tests.Runtime.Snapshots;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Layers;

/// <summary>Layers as actors: whoever is faster, whatever is in flight, however messages travel, results are those of the description.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class LayerActorTests
{
    private const int Trials = 6;
    private const int Batch = 2;

    public static TheoryData<string> Names => LayeredNetworks.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void No_order_of_turns_and_no_number_of_workers_changes_a_bit(string name)
    {
        var spec = LayeredNetworks.Of(name);
        foreach (var pipeline in new[] { 1, 2, 3 })
        {
            var options = new SimulationOptions { Batch = Batch, Pipeline = pipeline };
            var expected = Bits.Of(Run(spec, options, SeededDispatcher.FromSeed(0)));
            for (var seed = 1; seed < 25; seed++)
            {
                var dispatcher = SeededDispatcher.FromSeed(seed, seed % 2 == 0 ? TurnOrder.Uniform : TurnOrder.Prioritised, spurious: seed % 3 == 0);
                Bits.AssertSame(expected, Bits.Of(Run(spec, options, dispatcher)));
            }

            foreach (var workers in new[] { 1, 2, 4 })
            {
                using var host = new WorkerHost(workers);
                Bits.AssertSame(expected, Bits.Of(Run(spec, options, host)));
            }
        }
    }

    /// <summary>A layer whose learning waits for layers above is one update more behind with each trial in flight; the others never are.</summary>
    [Theory]
    [InlineData("bp", true)]
    [InlineData("fa", true)]
    [InlineData("dfa", true)]
    [InlineData("gait", true)]
    [InlineData("lafs", false)]
    [InlineData("aux s3", true)]
    public void Updates_say_how_stale_they_are(string name, bool stale)
    {
        const int Pipeline = 3;
        var simulation = Run(LayeredNetworks.Of(name), new SimulationOptions { Batch = Batch, Pipeline = Pipeline }, SeededDispatcher.FromSeed(3));
        foreach (var layer in simulation.Staleness())
        {
            Assert.Equal(Trials, layer.Updates.Sum());
            var isStale = stale && layer.Layer.StartsWith("hidden1", StringComparison.Ordinal);
            if (isStale)
            {
                // The first updates find fewer before them, and the last ones, when nothing begins any more, fewer behind.
                Assert.Equal(Pipeline, layer.Updates.Count);
                Assert.Equal(Trials - Pipeline + 1, layer.Updates[Pipeline - 1]);
            }
            else if (layer.Layer is "output" || !stale)
            {
                Assert.Equal(Trials, layer.Updates[0]);
            }
        }
    }

    /// <summary>Under races a layer may act before a message has come, which is silence then; what it found is recorded, and had again.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Races_are_had_again(string name)
    {
        var spec = LayeredNetworks.Of(name);
        var lockstep = Bits.Of(Run(spec, new SimulationOptions { Batch = Batch }, SeededDispatcher.FromSeed(0)));
        var differed = 0;
        for (var seed = 0; seed < 12; seed++)
        {
            var schedule = new LiveSchedule(1 + (seed % 3), spec.StepsPerTrial);
            var log = new DecisionLog(spec, Batch, schedule);
            var options = new SimulationOptions { Batch = Batch, Schedule = schedule, Decisions = log, Pipeline = 1 + (seed % 2) };
            var expected = Bits.Of(Run(spec, options, SeededDispatcher.FromSeed(seed)));
            var record = DecisionRecord.Of([log.Take(Trials)], spec, Batch);
            differed += Bits.FirstDifference(lockstep, expected) is null ? 0 : 1;
            var replay = options with { Schedule = new ReplaySchedule(record), Decisions = null };
            Bits.AssertSame(expected, Bits.Of(Run(spec, replay, SeededDispatcher.FromSeed(seed + 50))));
            using var host = new WorkerHost(2);
            Bits.AssertSame(expected, Bits.Of(Run(spec, replay, host)));
        }

        Assert.True(differed > 3, $"{differed} of 12 runs differed from lockstep: nothing raced");
    }

    /// <summary>With as many steps between acts as messages may be early or late nothing is missed, and a race is lockstep.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Time_enough_makes_races_harmless(string name)
    {
        var spec = LayeredNetworks.Of(name, hop: 3);
        var lockstep = Bits.Of(Run(spec, new SimulationOptions { Batch = Batch }, SeededDispatcher.FromSeed(0)));
        for (var seed = 0; seed < 6; seed++)
        {
            Bits.AssertSame(lockstep, Bits.Of(Run(spec, new SimulationOptions { Batch = Batch, Schedule = new LiveSchedule(2, spec.StepsPerTrial) }, SeededDispatcher.FromSeed(seed))));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_are_the_same_on_any_workers_and_jitter_within_the_hop_is_harmless(string name)
    {
        var calm = LayeredNetworks.Of(name, hop: 3);
        var lockstep = Bits.Of(Run(calm, new SimulationOptions { Batch = Batch }, SeededDispatcher.FromSeed(0)));
        Bits.AssertSame(lockstep, Linked(WithLinks(calm, p => p with { Jitter = 2 })));

        var lossy = WithLinks(LayeredNetworks.Of(name), p => p with { Jitter = 1, Loss = 0.3 });
        var expected = Linked(lossy);
        Assert.NotNull(Bits.FirstDifference(lockstep, expected));
        Bits.AssertSame(expected, Linked(lossy));

        Bits Linked(NetworkSpec spec)
        {
            using var host = new WorkerHost(3);
            return Bits.Of(Run(spec, new SimulationOptions { Batch = Batch, Schedule = new LinkSchedule(spec, 5) }, host));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_halves_are_the_whole(string name)
    {
        var course = new Course(LayeredNetworks.Of(name), _ => new LockstepSchedule()) { Batch = Batch };
        var whole = course.Run((Trials, 1, 1));
        for (var cut = 1; cut < Trials; cut += 2)
        {
            Assert.Null(Course.Difference(whole, course.Run((cut, 1, 1), (Trials - cut, 2, 1))));
        }
    }

    [Theory]
    [InlineData("bp", 2)]
    [InlineData("gait", 1)]
    [InlineData("dtp", 1)]
    public void A_crash_is_made_good(string name, int pipeline)
    {
        var spec = LayeredNetworks.Of(name);
        var options = new SimulationOptions { Batch = Batch, Pipeline = pipeline, SnapshotEvery = 2 };
        var expected = Bits.Of(Run(spec, options, SeededDispatcher.FromSeed(1)));
        var simulation = Run(spec, options with { Crashes = [new CrashPoint("hidden1", 3, 2)] }, SeededDispatcher.FromSeed(2));
        Assert.Equal(1, simulation.Crashes);
        Bits.AssertSame(expected, Bits.Of(simulation));
    }

    [Fact]
    public void A_schedule_in_which_nobody_waits_is_refused()
    {
        var spec = LayeredNetworks.Of("bp");
        foreach (var schedule in new[] { new LiveSchedule(null, spec.StepsPerTrial), new LiveSchedule(1, spec.StepsPerTrial, trialBarrier: false) })
        {
            var refused = Assert.Throws<SpecificationException>(() => Run(spec, new SimulationOptions { Batch = Batch, Schedule = schedule }, SeededDispatcher.FromSeed(0)));
            Assert.Contains("'hidden1'", refused.Message, StringComparison.Ordinal);
            Assert.Contains("finite slack", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void A_pipeline_out_of_range_is_refused(int pipeline) => Assert.Throws<ArgumentOutOfRangeException>(
        () => Run(LayeredNetworks.Of("bp"), new SimulationOptions { Batch = Batch, Pipeline = pipeline }, SeededDispatcher.FromSeed(0)));

    private static NetworkSpec WithLinks(NetworkSpec spec, Func<ProjectionSpec, ProjectionSpec> change) => new(
        spec.Name, spec.TimeStep, spec.Populations, spec.Projections.Select(p => spec.Population(p.Source) is ClampedSpec ? p : change(p)), spec.Phases);

    private static Simulation Run(NetworkSpec spec, SimulationOptions options, SeededDispatcher dispatcher)
    {
        using var host = new WorkerHost(dispatcher);
        return Run(spec, options, host);
    }

    private static Simulation Run(NetworkSpec spec, SimulationOptions options, WorkerHost host)
    {
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, options);
        Assert.Equal(Trials, simulation.Run(Trials));
        return simulation;
    }
}
