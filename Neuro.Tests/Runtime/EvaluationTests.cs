using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Units.Populations;

namespace Neuro.Tests.Runtime;

/// <summary>Evaluation runs on separate state over the same weights and leaves training as it is, bit for bit.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class EvaluationTests
{
    private const int Batch = 3;
    private const int EvaluationBatch = 5;

    [Theory]
    [InlineData(GhostModel.MA, FeedbackKind.Transpose)]
    [InlineData(GhostModel.MA, FeedbackKind.Random)]
    [InlineData(GhostModel.MB, FeedbackKind.Transpose)]
    [InlineData(GhostModel.MB, FeedbackKind.Random)]
    public void Training_does_not_notice(GhostModel model, FeedbackKind feedback)
    {
        var spec = Networks.Ghost([9, 8], model, feedback);
        using var host = new WorkerHost(2);
        var undisturbed = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
        undisturbed.Run(6);

        var weights = WeightStore.Create(spec, 1);
        var training = new Simulation(spec, weights, new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
        var evaluation = new Simulation(Networks.UpToReadOut(spec), weights, new HashedTrials(2), host, new SimulationOptions { Batch = EvaluationBatch, Plasticity = false });
        evaluation.Run(2);
        for (var i = 0; i < 3; i++)
        {
            training.Run(2);
            var before = Bits.Of(training);
            evaluation.Run(2);
            Bits.AssertSame(before, Bits.Of(training));
        }

        Bits.AssertSame(Bits.Of(undisturbed), Bits.Of(training));
    }

    [Theory]
    [InlineData(GhostModel.MA)]
    [InlineData(GhostModel.MB)]
    public void An_evaluation_agrees_with_the_interpreter(GhostModel model)
    {
        var spec = Networks.UpToReadOut(Networks.Ghost([9, 8], model));
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(2), EvaluationBatch, lasting: false);
        interpreter.Run(3);
        using var host = new WorkerHost(2);
        var weights = WeightStore.Create(spec, 1);
        var simulation = new Simulation(spec, weights, new HashedTrials(2), host, new SimulationOptions { Batch = EvaluationBatch, Plasticity = false });
        simulation.Run(3);
        Bits.AssertSame(Bits.Of(interpreter), Bits.Of(simulation));
        Bits.AssertSame(Bits.Of(WeightStore.Create(spec, 1)), Bits.Of(weights));
    }

    /// <summary>Phases that teach leave the weights alone, too, while plasticity is off: alignment is probed that way.</summary>
    [Fact]
    public void A_nudged_probe_without_plasticity_leaves_the_weights()
    {
        var spec = Networks.Ghost([9, 8]);
        using var host = new WorkerHost(1);
        var weights = WeightStore.Create(spec, 1);
        new Simulation(spec, weights, new HashedTrials(2), host, new SimulationOptions { Batch = Batch, Plasticity = false }).Run(3);
        Bits.AssertSame(Bits.Of(WeightStore.Create(spec, 1)), Bits.Of(weights));
    }

    /// <summary>Fast cancellation of model MB works in an evaluation: what it leaves of the feedback is a small part of what there was.</summary>
    [Fact]
    public void Rules_of_the_trial_work()
    {
        var spec = Networks.UpToReadOut(Networks.Ghost([9, 8], GhostModel.MB, prediction: 60));
        using var host = new WorkerHost(1);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(2), host, new SimulationOptions { Batch = Batch, Plasticity = false });
        var recorder = PhaseRecorder.Attach(simulation, "hidden1");
        simulation.Run(1);
        var record = recorder["prediction"];
        Assert.True(Norm(record.Error) < 0.1 * Norm(record.Apical), $"|e| = {Norm(record.Error)}, |t| = {Norm(record.Apical)}");
    }

    private static double Norm(float[] values) => Math.Sqrt(values.Sum(v => (double)v * v));
}
