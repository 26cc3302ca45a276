using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Units.Initialisation;

namespace Neuro.Tests.Models;

/// <summary>Where ghosts copy, they say what pyramidal units say: nothing is left of the feedback, and without a target nothing is learned.</summary>
public sealed class SelfPredictionTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 9)]
    [InlineData(true, 9)]
    public void Nothing_is_left_of_the_feedback_and_no_weight_moves(bool sweep, int batch)
    {
        const int Trials = 3;
        var pair = new GhostPair(Options with { Sweep = sweep });
        var weights = pair.CreateWeights();
        var trials = new TestTrials(Trials, batch, 23, 6);
        using var host = new WorkerHost(2);
        var simulation = pair.Simulate(weights, trials, batch, host);
        var recorders = new[] { "hidden1", "hidden2" }.Select(name => PhaseRecorder.Attach(simulation, name)).ToList();
        var before = pair.Read(pair.CreateOracle(weights), states: false);
        simulation.Run(Trials);
        var after = pair.Read(pair.CreateOracle(weights), states: false);

        foreach (var recorder in recorders)
        {
            foreach (var phase in new[] { "prediction", "nudging" })
            {
                var feedback = Agreement.Largest(recorder[phase].Apical.Select(x => (double)x));
                Assert.True(feedback > 0.1, "the feedback to be cancelled is there");
                Assert.True(Agreement.Largest(recorder[phase].Error.Select(x => (double)x)) <= 1e-6 * feedback);
            }
        }

        foreach (var (name, values) in before)
        {
            for (var i = 0; i < values.Length; i++)
            {
                Assert.Equal(values[i], after[name][i], 1e-6);
            }
        }
    }

    /// <summary>With a random start, learning drives the ghosts towards that state: both costs of Theorem 1 shrink.</summary>
    [Fact]
    public void Ghosts_learn_to_predict_and_to_cancel()
    {
        const int Trials = 150;
        const int Batch = 10;
        var pair = new GhostPair(Options with { GhostsStartAsCopies = false, PredictionSteps = 20, ForwardRates = (0, 0, 0) });
        var weights = pair.CreateWeights();
        var trials = new TestTrials(Trials, Batch, 23, 6);
        using var host = new WorkerHost(1);
        var simulation = pair.Simulate(weights, trials, Batch, host);
        var hidden = PhaseRecorder.Attach(simulation, "hidden2");
        var output = PhaseRecorder.Attach(simulation, "output");
        var ghost = PhaseRecorder.Attach(simulation, "ghost3");
        simulation.Run(1);
        var start = (Cancellation: Residual(), Mimicry: Distance());
        simulation.Run(Trials - 1);

        Assert.True(Residual() < 0.5 * start.Cancellation, $"|t - c| went from {start.Cancellation} to {Residual()}");
        Assert.True(Distance() < 0.5 * start.Mimicry, $"|s - g| went from {start.Mimicry} to {Distance()}");

        double Residual() => hidden["prediction"].Error.Sum(e => e * e) / hidden["prediction"].Apical.Sum(t => t * t);
        double Distance() => output["prediction"].State.Zip(ghost["prediction"].State, (s, g) => (s - g) * (s - g)).Sum();
    }

    private static GhostNetworkOptions Options => new()
    {
        Inputs = 23,
        Hidden = [37, 29],
        Outputs = 6,
        GhostsStartAsCopies = true,
        ForwardInitialiser = new GlorotUniform(2),
        UpperInitialiser = new GlorotUniform(2),
        ForwardRates = (1, 1, 1),
        Nudging = 0,
        PredictionSteps = 12,
    };
}
