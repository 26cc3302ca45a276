using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Family;

/// <summary>Every model that settles or streams runs under every schedule as the interpreter says, divided or not, and can be had again.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class FamilySemanticsTests
{
    private const int Trials = 9;
    private static readonly ExecutionOptions Execution = new() { Seed = 5, Examples = HashedTrials.Examples };

    public static TheoryData<string> Names => FamilyNetworks.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Lockstep(string name)
    {
        foreach (var (batch, delay) in new[] { (1, 1), (4, 1), (3, 2) })
        {
            var spec = Networks.WithDelays(FamilyNetworks.Of(name), i => 1 + (i % delay));
            var expected = Interpret(spec, batch, new LockstepSchedule());
            foreach (var workers in new[] { 1, 3 })
            {
                using var host = new WorkerHost(workers);
                Bits.AssertSame(expected, Bits.Of(Run(spec, batch, new LockstepSchedule(), host)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_clocks_and_thresholds(string name)
    {
        var spec = Disturbed(FamilyNetworks.Of(name));
        var expected = Interpret(spec, 3, new LinkSchedule(spec, 5));
        for (var seed = 0; seed < 4; seed++)
        {
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed));
            Bits.AssertSame(expected, Bits.Of(Run(spec, 3, new LinkSchedule(spec, 5), host)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_bits_for_any_number_of_shards(string name)
    {
        var spec = Disturbed(FamilyNetworks.Wide(name));
        var expected = Interpret(spec, 3, new LinkSchedule(spec, 5));
        foreach (var (shards, workers) in new[] { (1, 2), (2, 1), (3, 3), (5, 8) })
        {
            using var host = new WorkerHost(workers);
            Bits.AssertSame(expected, Bits.Of(Run(spec, 3, new LinkSchedule(spec, 5), host, shards)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_race_is_had_again(string name)
    {
        var spec = FamilyNetworks.Of(name);
        var runs = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 8; seed++)
        {
            int? slack = seed % 3 == 0 ? null : seed;
            var schedule = new LiveSchedule(slack, spec.StepsPerTrial, trialBarrier: seed % 2 == 0);
            var log = new DecisionLog(spec, 2, schedule);
            Bits expected;
            using (var host = new WorkerHost(SeededDispatcher.FromSeed(seed)))
            {
                expected = Bits.Of(Run(spec, 2, schedule, host, decisions: log));
            }

            var batch = log.Take(Trials);
            runs.Add(string.Join(' ', batch.Runs));
            foreach (var workers in new[] { 1, 2 })
            {
                using var host = new WorkerHost(workers);
                Bits.AssertSame(expected, Bits.Of(Run(spec, 2, new ReplaySchedule(DecisionRecord.Of([batch], spec, 2)), host)));
            }

            Bits.AssertSame(expected, Interpret(spec, 2, new ReplaySchedule(DecisionRecord.Of([batch], spec, 2))));
        }

        Assert.True(runs.Count > 5, $"{runs.Count} of 8 runs were different: nothing raced");
    }

    /// <summary>What lasts from trial to trial, stored states and moments included, goes out of one simulation and into another, divided otherwise.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Two_halves_are_the_whole(string name)
    {
        var spec = Disturbed(FamilyNetworks.Wide(name));
        using var host = new WorkerHost(2);
        var whole = Bits.Of(Run(spec, 3, new LinkSchedule(spec, 5), host));
        foreach (var (first, second) in new[] { (1, 1), (1, 3), (2, 1) })
        {
            var begun = Make(spec, 3, new LinkSchedule(spec, 5), host, first);
            begun.Run(4);
            var state = begun.SaveState();
            var resumed = Make(spec, 3, new LinkSchedule(spec, 5), host, second);
            resumed.RestoreState(state);
            resumed.Run(Trials - 4);
            Bits.AssertSame(whole, Bits.Of(resumed));
        }
    }

    /// <summary>Both ends of a tied synapse make the same change without a transport of weights, wherever messages are neither late nor lost.</summary>
    [Theory]
    [InlineData("eqprop", "hidden2-output", "output-hidden2")]
    [InlineData("eqprop, alternate", "hidden1-hidden2", "hidden2-hidden1")]
    [InlineData("eqprop, centred", "hidden2-output", "output-hidden2")]
    [InlineData("predictive", "hidden2-error3", "error3-hidden2")]
    [InlineData("predictive, frozen", "hidden1-error2", "error2-hidden1")]
    [InlineData("least action", "hidden1-error2", "error2-hidden1")]
    public void Both_ends_of_a_tied_synapse_stay_equal(string name, string up, string down)
    {
        foreach (var spec in new[] { FamilyNetworks.Of(name), FamilyNetworks.Wide(name) })
        {
            using var host = new WorkerHost(1);
            var initial = WeightStore.Create(spec, 1);
            var weights = Run(spec, 5, new LockstepSchedule(), host).Weights;
            var moved = 0.0;
            for (var post = 0; post < weights[up].Post; post++)
            {
                for (var pre = 0; pre < weights[up].Pre; pre++)
                {
                    Assert.Equal(weights[up][post, pre], weights[down][pre, post]);
                    moved += Math.Abs(weights[up][post, pre] - initial[up][post, pre]);
                }
            }

            Assert.True(moved > 0);
        }
    }

    /// <summary>Jitter, loss, duplicates, delays, populations that skip rounds, and thresholds.</summary>
    private static NetworkSpec Disturbed(NetworkSpec spec)
    {
        var clocked = Networks.WithPopulations(spec, (population, i) => population with { Period = 1 + (i % 2), Threshold = 0.002 * (i % 3) });
        return new NetworkSpec(
            clocked.Name,
            clocked.TimeStep,
            clocked.Populations,
            clocked.Projections.Select((p, i) => clocked.Population(p.Source) is ClampedSpec ? p : p with { Delay = 1 + (i % 2), Jitter = i % 3, Loss = 0.1 * (i % 2), Duplicate = 0.1 }),
            clocked.Phases);
    }

    private static Bits Interpret(NetworkSpec spec, int batch, IReadSchedule schedule)
    {
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), batch, schedule, execution: Execution);
        interpreter.Run(2);
        interpreter.Run(Trials - 2);
        return Bits.Of(interpreter);
    }

    private static Simulation Make(NetworkSpec spec, int batch, IReadSchedule schedule, WorkerHost host, int shards = 1, DecisionLog? decisions = null) => new(
        spec,
        WeightStore.Create(spec, 1),
        new HashedTrials(1),
        host,
        new SimulationOptions { Batch = batch, Schedule = schedule, Execution = Execution, Shards = new ShardPlan(spec, shards), Decisions = decisions });

    private static Simulation Run(NetworkSpec spec, int batch, IReadSchedule schedule, WorkerHost host, int shards = 1, DecisionLog? decisions = null)
    {
        var simulation = Make(spec, batch, schedule, host, shards, decisions);
        simulation.Run(2);
        simulation.Run(Trials - 2);
        return simulation;
    }
}
