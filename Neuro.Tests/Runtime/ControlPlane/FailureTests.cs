using Neuro.Runtime;
using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Feeding;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.ControlPlane;

/// <summary>Whatever fails stops the run, names its place, leaves nobody waiting and leaves the workers fit for the next simulation.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class FailureTests
{
    private const int Batch = 3;
    private const int Trials = 3;

    /// <summary>Sweep of 3 steps and prediction of 6 come before the first nudged step.</summary>
    private const int FirstNudgedStep = 3 + 6 + 1;

    private static readonly NetworkSpec Network = Networks.Ghost([9, 8]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void A_source_that_throws(int workers)
    {
        var source = new FaultyTrials(TrialContent.Input, trial: 2, _ => throw new FormatException("planted"));
        var failure = AssertFails(source, workers, "population 'input' failed at step 0 of trial 2: planted");
        Assert.IsType<FormatException>(failure.Cause);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void A_population_that_throws(int workers) => AssertFails(
        new HashedTrials(1),
        workers,
        "population 'hidden2' failed at step 3 of trial 1: planted",
        prepare: simulation => simulation.Observe("hidden2", new ThrowingObserver(trial: 1)));

    /// <summary>A hidden population mixes its inputs, so its first unit is named; the sample is the one that was wrong.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Not_a_number_in_a_stimulus(int workers) => AssertFails(
        new FaultyTrials(TrialContent.Input, trial: 2, rates => rates[1, 3] = float.NaN),
        workers,
        "population 'hidden1' failed at step 1 of trial 2: population 'hidden1': state of unit 0, sample 1 is NaN");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Not_a_number_in_a_target(int workers) => AssertFails(
        new FaultyTrials(TrialContent.Target, trial: 1, rates => rates[2, 3] = float.NaN),
        workers,
        $"population 'output' failed at step {FirstNudgedStep} of trial 1: population 'output': state of unit 3, sample 2 is NaN");

    [Theory]
    [InlineData("hidden1-hidden2", "hidden2", 1)]
    [InlineData("hidden1-hidden2", "hidden2", 2)]
    [InlineData("hidden1-hidden2", "hidden2", 8)]
    [InlineData("hidden2-output", "output", 1)]
    [InlineData("hidden2-output", "output", 2)]
    [InlineData("hidden2-output", "output", 8)]
    [InlineData("hidden1-ghost2", "ghost2", 1)]
    [InlineData("hidden1-ghost2", "ghost2", 2)]
    [InlineData("hidden1-ghost2", "ghost2", 8)]
    public void A_current_that_overflows(string projection, string population, int workers)
    {
        var weights = WeightStore.Create(Network, 1);
        for (var pre = 0; pre < weights[projection].Pre; pre++)
        {
            weights[projection][2, pre] = float.MaxValue;
        }

        var message = $"population '{population}' failed at step 1 of trial 0: population '{population}': state of unit 2, sample 0 is Infinity";
        AssertFails(new HashedTrials(1), workers, message, weights);
    }

    /// <summary>Two populations fail on their own; whoever comes first is reported, then and ever after.</summary>
    [Fact]
    public void The_first_failure_wins()
    {
        var reported = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 30; seed++)
        {
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed));
            var simulation = Make(new HashedTrials(1), host);
            var order = new List<string>();
            simulation.Observe("hidden1", new OrderedFailure("hidden1", order));
            simulation.Observe("output", new OrderedFailure("output", order));
            var first = Assert.Throws<SimulationFailedException>(() => simulation.Run(Trials));
            Assert.Equal(order[0], first.Failure.Population);
            Assert.Same(first.Failure, Assert.Throws<SimulationFailedException>(() => simulation.Run(1)).Failure);
            reported.Add(first.Failure.Population);
        }

        Assert.Equal(2, reported.Count);
    }

    /// <summary>Even those that no message from the failed one would ever reach leave the run, long before its end.</summary>
    [Fact]
    public void Everyone_stops()
    {
        const int Many = 10_000;
        for (var seed = 0; seed < 20; seed++)
        {
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed));
            var spec = Unconnected();
            var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
            simulation.Observe("left", new ThrowingObserver(trial: 2));
            Assert.Throws<SimulationFailedException>(() => simulation.Run(Many));
            Assert.InRange(simulation.TrialsBegun, 3, Many / 10);
        }
    }

    private static PopulationFailure AssertFails(ITrialSource source, int workers, string message, WeightStore? weights = null, Action<Simulation>? prepare = null)
    {
        using var dispatcher = new ScatteringDispatcher(workers);
        using var host = new WorkerHost(dispatcher);
        var simulation = Make(source, host, weights);
        prepare?.Invoke(simulation);
        var failed = Assert.Throws<SimulationFailedException>(() => simulation.Run(Trials));
        Assert.StartsWith(message, failed.Message, StringComparison.Ordinal);
        Assert.Same(failed.Failure.Cause, failed.InnerException);
        Assert.Same(failed.Failure, Assert.Throws<SimulationFailedException>(() => simulation.Run(1)).Failure);
        AssertStillWorks(host);
        return failed.Failure;
    }

    private static void AssertStillWorks(WorkerHost host)
    {
        var interpreter = new Interpreter(Network, WeightStore.Create(Network, 1), new HashedTrials(1), Batch);
        interpreter.Run(Trials);
        var simulation = Make(new HashedTrials(1), host);
        Assert.Equal(Trials, simulation.Run(Trials));
        Bits.AssertSame(Bits.Of(interpreter), Bits.Of(simulation));
    }

    /// <summary>Two networks in one description, neither of which hears of the other.</summary>
    private static NetworkSpec Unconnected()
    {
        string[] sides = ["left", "right"];
        return new NetworkSpec(
            "unconnected",
            timeStep: 5,
            sides.SelectMany(side => new PopulationSpec[] { new ClampedSpec($"{side} input", 3, TrialContent.Input), new PyramidalSpec(side, 2, Activation.Sigmoid, 10) }),
            sides.Select(side => new ProjectionSpec($"{side} input-{side}", $"{side} input", side, Port.Basal) { Initialiser = new GlorotUniform() }),
            [new PhaseSpec("prediction", 3) { ReadOut = true }]);
    }

    private static Simulation Make(ITrialSource source, WorkerHost host, WeightStore? weights = null) =>
        new(Network, weights ?? WeightStore.Create(Network, 1), source, host, new SimulationOptions { Batch = Batch });
}
