using Neuro.Experiments.Data;
using Neuro.Experiments.Measures;
using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Experiments.Measures;

/// <summary>What the probe sees of networks that settle and of those that do not: two units, pushed up and holding one another down.</summary>
public sealed class EnergyProbeTests
{
    /// <summary>Both rise at once and push one another to nothing, again and again: the energy goes up and down with them.</summary>
    [Theory]
    [InlineData(10, true)]
    [InlineData(0.5, false)]
    public void Steps_too_large_for_the_weights_let_the_energy_rise(double timeStep, bool rises)
    {
        var probe = Measured(timeStep, up: -3, down: -3, iterations: timeStep < 1 ? 400 : 9);
        Assert.Equal(0, probe.Energies[0]);
        Assert.Equal(rises, EnergyCheck.Of(probe.Energies).Any(finding => finding.IsFatal));
        Assert.Equal(rises, SettlingCheck.Of(probe.Speeds, 0.2).Any(finding => finding.IsFatal));
    }

    /// <summary>One unit chases the other, which runs from it: without tied weights nothing need come to rest, however small the steps.</summary>
    [Fact]
    public void Weights_that_are_not_tied_may_never_rest()
    {
        var findings = SettlingCheck.Of(Measured(timeStep: 0.5, up: 6, down: -6, iterations: 403, tied: false).Speeds, 0.2).ToList();
        Assert.Contains(findings, finding => finding.IsFatal && finding.Text.Contains("layer 'hidden1'", StringComparison.Ordinal));
    }

    /// <summary>The energy of states 0 is 0; that of the rest is the sum of all terms, here of two units by hand.</summary>
    [Fact]
    public void Energies_are_those_of_the_states()
    {
        // s = 0.8 - y / 2, y = 0.8 - s / 2: both at 1.6 / 3.
        var probe = Measured(timeStep: 5, up: -0.5f, down: -0.5f, iterations: 80);
        const double S = 1.6 / 3;
        Assert.Equal((S * S) - (0.8 * 2 * S) + (0.5 * S * S), probe.Energies[^1], 5);
        Assert.Equal(9, probe.Energies.Count);
        Assert.All(probe.Energies.Zip(probe.Energies.Skip(1)), pair => Assert.True(pair.Second <= pair.First));
    }

    private static EnergyProbe Measured(double timeStep, float up, float down, int iterations, bool tied = true)
    {
        var spec = EnergyNetwork.Build(new EnergyNetworkOptions
        {
            Tied = tied, Inputs = 4, Hidden = [1], Outputs = 1, Activation = Activation.HardSigmoid, TimeStep = timeStep, FreeSteps = iterations, Particles = false, ForwardInitialiser = new Zero(), BackwardInitialiser = new Zero(),
        });
        var weights = WeightStore.Create(spec, 1);
        var bias = tied ? 0.8f : 0.5f;
        weights["input-hidden1"].CopyBiasFrom([tied ? bias : bias + 3]);
        weights["hidden1-output"].CopyBiasFrom([tied ? bias : bias - 3]);
        weights["hidden1-output"].CopyFrom([up]);
        weights["output-hidden1"].CopyFrom([down]);
        using var host = new WorkerHost(1);
        var images = new ImageSet("two", 2, 2, 1, new byte[8], new byte[2]);
        var probe = new EnergyProbe(spec, weights, images, host, new ExecutionOptions(), 2);
        probe.Measure();
        return probe;
    }
}
