using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Observing;

namespace Neuro.Tests.Models;

/// <summary>Without lasting plasticity weights keep their bits, while every example's own synapses go on cancelling.</summary>
public sealed class EvaluationTests
{
    [Theory]
    [InlineData(GhostModel.MA, 1)]
    [InlineData(GhostModel.MA, 7)]
    [InlineData(GhostModel.MB, 1)]
    [InlineData(GhostModel.MB, 7)]
    public void Only_what_lasts_for_a_trial_is_learned(GhostModel model, int batch)
    {
        const int Trials = 2;
        var options = new GhostNetworkOptions { Model = model, Inputs = 13, Hidden = [37, 21], Outputs = 5, GhostUnits = 23, CancellationRate = 0.4 };
        var pair = new GhostPair(options);
        var trials = new TestTrials(Trials, batch, 13, 5);
        var weights = pair.CreateWeights();
        using var host = new WorkerHost(1);
        var simulation = new Simulation(pair.Network, weights, trials, host, new SimulationOptions { Batch = batch, Plasticity = false });
        var before = pair.CreateOracle(weights);
        simulation.Run(Trials);

        var frozen = new GhostPair(options with { ForwardRates = (0, 0, 0), MimicryRate = 0, CancellationRate = 0 });
        var oracle = frozen.CreateOracle(pair.CreateWeights());
        for (var trial = 0; trial < Trials; trial++)
        {
            oracle.RunTrial(trials.Inputs(trial), trials.Targets(trial));
        }

        Agreement.Close(pair.Read(oracle, states: true), GhostPair.Read(simulation), "evaluation");
        foreach (var (name, values) in pair.Read(before, states: false))
        {
            Assert.Equal(values, pair.Read(pair.CreateOracle(weights), states: false)[name]);
        }
    }

    /// <summary>With enough of them, every example's own synapses leave nothing of its feedback within a prediction phase.</summary>
    [Fact]
    public void Examples_cancel_their_own_feedback()
    {
        var options = new GhostNetworkOptions { Model = GhostModel.MB, Inputs = 13, Hidden = [37], Outputs = 5, GhostUnits = 40, PredictionSteps = 40, CancellationRate = 0 };
        var pair = new GhostPair(options);
        var trials = new TestTrials(1, 7, 13, 5);
        using var host = new WorkerHost(1);
        var simulation = new Simulation(pair.Network, pair.CreateWeights(), trials, host, new SimulationOptions { Batch = 7, Plasticity = false });
        var hidden = PhaseRecorder.Attach(simulation, "hidden1");
        simulation.Run(1);
        var record = hidden["prediction"];
        Assert.True(record.Apical.Sum(t => t * t) > 1);
        Assert.True(record.Error.Sum(e => e * e) < 1e-6 * record.Apical.Sum(t => t * t));
    }
}
