using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Schedules;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Layers;

/// <summary>A layer that hears nothing has its bias for a current, teaches nobody, and learns nothing.</summary>
public sealed class LayeredSilenceTests
{
    [Fact]
    public void A_layer_that_hears_nothing_has_its_bias()
    {
        const int Batch = 3;
        var plain = LayeredNetwork.Build(new LayeredNetworkOptions { Inputs = 6, Hidden = [9, 40], Outputs = 4, Activation = Activation.Tanh, BiasInitialiser = new Normal(1) });

        // What is said arrives after every act that awaits it.
        var deaf = new NetworkSpec(
            plain.Name, plain.TimeStep, plain.Populations, plain.Projections.Select(p => plain.Population(p.Source) is ClampedSpec ? p : p with { Delay = 40 }), plain.Phases);
        using var host = new WorkerHost(1);
        var weights = WeightStore.Create(deaf, 1);
        var before = Bits.Of(weights);
        var simulation = new Simulation(deaf, weights, new HashedTrials(1), host, new SimulationOptions { Batch = Batch, Schedule = new LockstepSchedule() });
        simulation.Run(2);
        var bias = new float[40];
        weights["hidden1-hidden2"].CopyBiasTo(bias);
        for (var sample = 0; sample < Batch; sample++)
        {
            for (var unit = 0; unit < bias.Length; unit++)
            {
                Assert.Equal(bias[unit], simulation.Newest("hidden2").State![sample, unit]);
                Assert.Equal(0f, simulation.Newest("hidden2").Signal![sample, unit]);
            }
        }

        // Only the output has an error, but no rates to pair it with; the bias of nobody has changed either.
        Bits.AssertSame(before, Bits.Of(weights));
        Assert.All(simulation.Reads(), reads => Assert.Equal(reads.Reads, reads.SignalsLost));
    }
}
