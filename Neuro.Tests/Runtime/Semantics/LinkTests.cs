using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Semantics;

/// <summary>Simulated asynchrony: delays, jitter, loss and clocks of their own, and still the bits of the interpreter, whoever runs when.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class LinkTests
{
    private const int Trials = 4;
    private const int Batch = 2;

    public static TheoryData<GhostModel, int, double, bool> Links()
    {
        var links = new TheoryData<GhostModel, int, double, bool>();
        foreach (var model in Enum.GetValues<GhostModel>())
        {
            foreach (var (jitter, loss) in new[] { (0, 0.0), (1, 0.0), (7, 0.0), (0, 0.5), (3, 0.3), (31, 0.9) })
            {
                links.Add(model, jitter, loss, false);
                links.Add(model, jitter, loss, true);
            }
        }

        return links;
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void The_runtime_agrees_with_the_interpreter(GhostModel model, int jitter, double loss, bool clocks)
    {
        var spec = Network(model, jitter, loss, clocks);
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch, new LinkSchedule(spec, 7));
        interpreter.Run(Trials);
        var expected = Bits.Of(interpreter);
        foreach (var workers in new[] { 1, 3 })
        {
            using var dispatcher = new ScatteringDispatcher(workers);
            using var host = new WorkerHost(dispatcher);
            Check(spec, host, expected, interpreter);
        }

        for (var seed = 0; seed < 12; seed++)
        {
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed, seed % 2 == 0 ? TurnOrder.Uniform : TurnOrder.Prioritised, spurious: seed % 3 == 0));
            Check(spec, host, expected, interpreter);
        }
    }

    /// <summary>Messages that come twice, and late ones up to the longest that a reader remembers; short phases end while they are on their way.</summary>
    [Theory]
    [InlineData(GhostModel.MA, 0, 0.0, 0.5, 0.0, 0)]
    [InlineData(GhostModel.MA, 5, 0.4, 0.6, 0.0, 0)]
    [InlineData(GhostModel.MB, 4, 0.0, 0.0, 0.2, 9)]
    [InlineData(GhostModel.MA, 31, 0.3, 0.5, 0.3, 32)]
    [InlineData(GhostModel.MB, 0, 0.9, 1.0, 0.5, 63)]
    public void Duplicates_and_late_messages_agree_with_the_interpreter(GhostModel model, int jitter, double loss, double duplicate, double late, int lateSteps)
    {
        var spec = Network(model, jitter, loss, clocks: true, prediction: 12, nudging: 70);
        spec = new NetworkSpec(
            spec.Name, spec.TimeStep, spec.Populations, spec.Projections.Select(p => p with { Duplicate = duplicate, Late = late, LateSteps = lateSteps }), spec.Phases);
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch, new LinkSchedule(spec, 7));
        interpreter.Run(Trials);
        Assert.Equal(duplicate > 0, interpreter.Duplicates.Values.Sum() > 0);
        var expected = Bits.Of(interpreter);
        foreach (var workers in new[] { 1, 3 })
        {
            using var dispatcher = new ScatteringDispatcher(workers);
            using var host = new WorkerHost(dispatcher);
            Check(spec, host, expected, interpreter);
        }

        for (var seed = 0; seed < 4; seed++)
        {
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed, TurnOrder.Prioritised));
            Check(spec, host, expected, interpreter);
        }
    }

    /// <summary>A second copy that changed a weight would change the bits.</summary>
    [Fact]
    public void A_signal_that_comes_twice_at_once_is_applied_once()
    {
        var spec = Network(GhostModel.MA, 0, 0, clocks: false);
        var twice = new NetworkSpec(spec.Name, spec.TimeStep, spec.Populations, spec.Projections.Select(p => p with { Duplicate = 1 }), spec.Phases);
        Bits.AssertSame(Interpret(spec, new LinkSchedule(spec, 7)), Interpret(twice, new LinkSchedule(twice, 7)));
    }

    [Fact]
    public void Links_without_jitter_and_loss_are_lockstep()
    {
        var spec = Networks.WithDelays(Networks.Ghost([9, 8]), i => 1 + (i % 3));
        Bits.AssertSame(Interpret(spec, new LockstepSchedule()), Interpret(spec, new LinkSchedule(spec, 7)));
    }

    /// <summary>Events that are lost leave the two ends of a synapse different; events that only overtake each other do not.</summary>
    [Theory]
    [InlineData(0, 0.5, false)]
    [InlineData(6, 0.0, true)]
    public void What_loss_and_overtaking_do_to_two_sided_synapses(int jitter, double loss, bool equal)
    {
        var spec = Network(GhostModel.MA, jitter, loss, clocks: false);
        var weights = WeightStore.Create(spec, 1);
        var interpreter = new Interpreter(spec, weights, new HashedTrials(1), Batch, new LinkSchedule(spec, 7));
        interpreter.Run(Trials);
        Assert.Equal(equal, interpreter.Lost.Count == 0);
        var largest = 0.0;
        for (var post = 0; post < weights["hidden2-output"].Post; post++)
        {
            for (var pre = 0; pre < weights["hidden2-output"].Pre; pre++)
            {
                largest = Math.Max(largest, Math.Abs(weights["hidden2-output"][post, pre] - weights["output-hidden2"][pre, post]));
            }
        }

        // Both ends added the same changes, in other orders: rounding is all that may tell them apart.
        Assert.Equal(equal, largest < 1e-6);
    }

    [Fact]
    public void A_population_that_ticks_half_as_often_holds_its_state_between()
    {
        var spec = Network(GhostModel.MA, 0, 0, clocks: false);
        spec = new NetworkSpec(spec.Name, spec.TimeStep, spec.Populations.Select(p => p.Name == "hidden1" ? ((PyramidalSpec)p) with { Period = 4, Duty = 2 } : p), spec.Projections, spec.Phases);
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch, new LinkSchedule(spec, 7));
        interpreter.Run(1);
        var said = interpreter.Said("hidden1");
        var moved = 0;
        for (var step = 1; step <= spec.StepsPerTrial; step++)
        {
            var held = Enumerable.Range(0, Batch * 9).All(i => said[step].State![i / 9, i % 9].Equals(said[step - 1].State![i / 9, i % 9]));
            Assert.True(held || (step - 1) % 4 < 2, $"moved at step {step}");
            moved += held ? 0 : 1;
        }

        // A tick may change nothing at a fixed point, but not every tick.
        Assert.InRange(moved, spec.StepsPerTrial / 4, (spec.StepsPerTrial / 2) + 1);
    }

    private static void Check(NetworkSpec spec, WorkerHost host, Bits expected, Interpreter interpreter)
    {
        var options = new SimulationOptions { Batch = Batch, Schedule = new LinkSchedule(spec, 7) };
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, options);
        simulation.Run(Trials);
        Bits.AssertSame(expected, Bits.Of(simulation));
        foreach (var reads in simulation.Reads())
        {
            Assert.Equal(interpreter.Lost.GetValueOrDefault(reads.Projection), reads.SignalsLost);
            Assert.Equal(interpreter.Duplicates.GetValueOrDefault(reads.Projection), reads.Duplicates);
            var ticks = ((DynamicSpec)spec.Population(spec.Projection(reads.Projection).Target)) is var target
                ? Enumerable.Range(1, spec.StepsPerTrial).Count(target.TicksAt)
                : 0;
            Assert.Equal((long)ticks * Trials, reads.Reads);
        }
    }

    private static Bits Interpret(NetworkSpec spec, IReadSchedule schedule)
    {
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch, schedule);
        interpreter.Run(Trials);
        return Bits.Of(interpreter);
    }

    private static NetworkSpec Network(GhostModel model, int jitter, double loss, bool clocks, int prediction = 12, int nudging = 12)
    {
        var spec = Networks.WithDelays(Networks.Ghost([9, 8], model, prediction: prediction, nudging: nudging), i => 1 + (i % 2));
        var populations = spec.Populations.Select((p, i) => clocks && p is DynamicSpec dynamic ? dynamic with { Period = 1 + (i % 3), Duty = 1 + (i % 3 / 2) } : p);
        var projections = spec.Projections.Select(p => p with
        {
            Jitter = jitter,
            JitterDistribution = p.Port == Port.Basal ? JitterDistribution.Uniform : JitterDistribution.Geometric,
            Loss = loss,
        });
        return new NetworkSpec(spec.Name, spec.TimeStep, populations, projections, spec.Phases);
    }
}
