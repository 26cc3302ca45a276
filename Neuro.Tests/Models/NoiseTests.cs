using Neuro.Runtime;
using Neuro.Tests.Runtime;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Randomness;
using Neuro.Units.Specification;

namespace Neuro.Tests.Models;

/// <summary>Leaky linear units under noise: mean and variance in closed form, and every number named by its key.</summary>
public sealed class NoiseTests
{
    private const int Units = 150;
    private const double Sigma = 0.3;
    private const float Drive = 0.7f;

    /// <summary>After n steps: mean <c>b (1 - (1 - h)^n)</c>, variance <c>sigma^2 h (1 - (1 - h)^2n) / (1 - (1 - h)^2)</c>.</summary>
    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(0.5, 1)]
    [InlineData(0.25, 1)]
    [InlineData(0.5, 3)]
    [InlineData(0.5, 60)]
    [InlineData(0.25, 120)]
    [InlineData(0.125, 240)]
    public void Mean_and_variance_are_those_of_the_closed_form(double h, int steps)
    {
        const int Batch = 100;
        const int Trials = 4;
        var (sum, squares) = (0.0, 0.0);
        using var host = new WorkerHost(1);
        var simulation = Simulate(h, steps, Batch, host);
        for (var trial = 0; trial < Trials; trial++)
        {
            simulation.Run(1);
            foreach (var value in States(simulation.Newest("x")))
            {
                sum += value;
                squares += (double)value * value;
            }
        }

        const double Count = Trials * Batch * Units;
        var mean = sum / Count;
        var variance = (squares / Count) - (mean * mean);
        var expected = Sigma * Sigma * h * (1 - Math.Pow(1 - h, 2 * steps)) / (1 - Math.Pow(1 - h, 2));

        // Five standard errors of each.
        Assert.Equal(Drive * (1 - Math.Pow(1 - h, steps)), mean, 5 * Math.Sqrt(expected / Count));
        Assert.Equal(expected, variance, 5 * expected * Math.Sqrt(2 / Count));
        if (steps > 20)
        {
            Assert.Equal(Sigma * Sigma / (2 - h), variance, 5 * expected * Math.Sqrt(2 / Count));
        }
    }

    /// <summary>The number that a unit of a sample gets does not depend on the batch, whose size decides how panels are grouped.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(130)]
    public void Each_number_is_that_of_its_key(int batch)
    {
        const double H = 0.5;
        using var host = new WorkerHost(1);
        var simulation = Simulate(H, steps: 1, batch, host);
        simulation.Run(3);
        var said = simulation.Newest("x");
        Assert.Equal(5, said.Version);
        for (var sample = 0; sample < batch; sample++)
        {
            var stream = new RandomStream(new RandomKey(11, "x", "noise", replica: 2).ForSample(sample).ForStep(said.Version));
            for (var unit = 0; unit < Units; unit++)
            {
                var expected = (H * Drive) + (Sigma * Math.Sqrt(H) * stream.Normal(unit));
                Assert.Equal(expected, said.State![sample, unit], 1e-6);
            }
        }
    }

    [Fact]
    public void Runs_differ_by_seed_and_by_replica_and_are_the_same_again()
    {
        var runs = new[] { (11UL, 2), (12UL, 2), (11UL, 3), (11UL, 2) }.Select(key =>
        {
            using var host = new WorkerHost(1);
            var simulation = Simulate(0.5, steps: 4, batch: 2, host, new ExecutionOptions { Seed = key.Item1, Replica = key.Item2 });
            simulation.Run(2);
            return StateHash.Of(simulation);
        }).ToArray();
        Assert.Equal(3, runs.Distinct().Count());
        Assert.Equal(runs[0], runs[3]);
    }

    [Fact]
    public void A_network_without_noise_has_none()
    {
        var spec = Network(0.5, 4).WithoutNoise();
        Assert.All(spec.Populations.OfType<DynamicSpec>(), population => Assert.Equal(0, population.Noise));
        using var host = new WorkerHost(1);
        var simulation = Simulate(spec, batch: 2, host, new ExecutionOptions());
        simulation.Run(1);
        Assert.All(States(simulation.Newest("x")), value => Assert.Equal(Drive * (1 - Math.Pow(0.5, 4)), value, 1e-6));
    }

    private static NetworkSpec Network(double h, int steps) => new(
        "noise",
        timeStep: h,
        [new ClampedSpec("input", 1, TrialContent.Input), new PyramidalSpec("x", Units, Activation.Linear, TimeConstant: 1) { Noise = Sigma }],
        [new ProjectionSpec("in-x", "input", "x", Port.Basal) { Initialiser = new Zero(), Bias = true }],
        [new PhaseSpec("free", steps) { ReadOut = true }]);

    private static Simulation Simulate(double h, int steps, int batch, WorkerHost host, ExecutionOptions? execution = null) =>
        Simulate(Network(h, steps), batch, host, execution ?? new ExecutionOptions { Seed = 11, Replica = 2 });

    private static Simulation Simulate(NetworkSpec spec, int batch, WorkerHost host, ExecutionOptions execution)
    {
        var weights = WeightStore.Create(spec, 1);
        weights["in-x"].CopyBiasFrom(Enumerable.Repeat(Drive, Units).ToArray());
        return new Simulation(spec, weights, new HashedTrials(1), host, new SimulationOptions { Batch = batch, Execution = execution });
    }

    private static float[] States(Message message)
    {
        var values = new float[message.State!.Batch * Units];
        message.State.CopyTo(values);
        return values;
    }
}
