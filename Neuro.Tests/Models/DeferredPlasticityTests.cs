using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Models;

/// <summary>Plasticity that is put off until a trial closes, where rules of two phases with two rates act on the same weights.</summary>
public sealed class DeferredPlasticityTests
{
    [Theory]
    [InlineData(1, 37)]
    [InlineData(7, 37)]
    [InlineData(40, 230)]
    public void Rules_of_two_phases_keep_their_own_rates(int batch, int hidden)
    {
        var atOnce = Run(batch, hidden, defer: false);
        var deferred = Run(batch, hidden, defer: true);
        Agreement.Close(atOnce.ToDictionary(pair => pair.Key, pair => Array.ConvertAll(pair.Value, value => (double)value)), deferred, "deferred");
    }

    private static Dictionary<string, float[]> Run(int batch, int hidden, bool defer)
    {
        var pair = new GhostPair(new GhostNetworkOptions { Inputs = 13, Hidden = [hidden], Outputs = 5, PredictionSteps = 5, NudgingSteps = 4 });
        var twoRules = new PlasticityRule[]
        {
            new ErrorSlopeRule("prediction") { Rate = new LearningRate(0.2) },
            new ErrorSlopeRule("nudging") { Rate = new LearningRate(3) },
        };
        var network = new NetworkSpec(
            "two rules",
            pair.Network.TimeStep,
            pair.Network.Populations,
            pair.Network.Projections.Select(p => p.Name == "input-hidden1" ? p with { Rules = twoRules } : p),
            pair.Network.Phases);
        using var host = new WorkerHost(1);
        var options = new SimulationOptions { Batch = batch, Execution = new ExecutionOptions { DeferPlasticity = defer } };
        var simulation = new Simulation(network, pair.CreateWeights(), new TestTrials(3, batch, 13, 5), host, options);
        simulation.Run(3);
        return GhostPair.Read(simulation);
    }
}
