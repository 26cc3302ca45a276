using Neuro.Experiments.Data;
using Neuro.Experiments.Running;
using Neuro.Runtime.Feeding;
using Neuro.Units.Losses;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Experiments.Running;

/// <summary>The network's answer is taken before it is told the right one, and only images are counted.</summary>
public sealed class ReadOutTests
{
    private const int Classes = 3;
    private static readonly PhaseSpec Prediction = new("prediction", 1) { ReadOut = true };
    private static readonly PhaseSpec Nudging = new("nudging", 1) { Nudging = 1 };

    [Fact]
    public void Answers_are_read_at_the_end_of_the_prediction_only()
    {
        // Wrong before nudging, right after it: the teacher's answers must not count.
        var readOut = new ReadOut(Trials([0, 1]), Loss.MeanSquaredError, Classes);
        readOut.PhaseEnded(0, new StepContext(Prediction, 0, 0), Said([1, 2]), Said([1, 2]));
        readOut.PhaseEnded(0, new StepContext(Nudging, 1, 0), Said([0, 1]), Said([0, 1]));
        Assert.Equal(0, readOut.Accuracy);
    }

    [Fact]
    public void Accuracy_is_the_percentage_of_largest_rates_at_the_label()
    {
        var readOut = new ReadOut(Trials([0, 1, 2, 1]), Loss.MeanSquaredError, Classes);
        readOut.PhaseEnded(0, new StepContext(Prediction, 0, 0), Said([0, 1]), Said([0, 0]));
        readOut.PhaseEnded(1, new StepContext(Prediction, 0, 0), Said([0, 0]), Said([2, 1]));
        Assert.Equal(75, readOut.Accuracy);
        readOut.Reset();
        Assert.Equal(0, readOut.Accuracy);
    }

    [Fact]
    public void The_loss_is_the_mean_over_samples()
    {
        // Each sample: half the sum of squared distances from the one-hot target.
        var readOut = new ReadOut(Trials([0, 1]), Loss.MeanSquaredError, Classes);
        readOut.PhaseEnded(0, new StepContext(Prediction, 0, 0), Said([0, 0]), Said([0, 0]));
        var right = 0.5 * (0.0625 + 0.0625 + 0.0625);
        var wrong = 0.5 * (0.5625 + 0.5625 + 0.0625);
        Assert.Equal((right + wrong) / 2, readOut.Loss, 6);
    }

    [Fact]
    public void What_fills_up_the_last_batch_is_not_counted()
    {
        var readOut = new ReadOut(Trials([0, 1, 2]), Loss.MeanSquaredError, Classes);
        readOut.PhaseEnded(1, new StepContext(Prediction, 0, 0), Said([0, 0]), Said([2, 0]));
        Assert.Equal(100, readOut.Accuracy);
    }

    /// <summary>Trials 0 and 2 belong to one network, 1 and 3 to the other; four of their six answers are right.</summary>
    [Fact]
    public void Answers_of_several_networks_are_counted_together()
    {
        var trials = Trials([0, 1, 2, 1, 2, 2, 0, 0]);
        List<ReadOut> both = [.. Enumerable.Range(0, 2).Select(i => new ReadOut(trials, Loss.MeanSquaredError, Classes, new InterleavedTrials(trials, i, 2)))];
        both[0].PhaseEnded(1, new StepContext(Prediction, 0, 0), Said([0, 0]), Said([2, 1]));
        both[1].PhaseEnded(0, new StepContext(Prediction, 0, 0), Said([0, 0]), Said([2, 1]));
        both[1].PhaseEnded(1, new StepContext(Prediction, 0, 0), Said([0, 0]), Said([0, 2]));
        Assert.Equal(50, both[0].Accuracy);
        Assert.Equal(75, both[1].Accuracy);
        Assert.Equal(400 / 6.0, ReadOut.AccuracyOf(both), 9);
        var (right, wrong) = (0.5 * 3 * 0.0625, 0.5 * (0.5625 + 0.5625 + 0.0625));
        Assert.Equal(((4 * right) + (2 * wrong)) / 6, ReadOut.LossOf(both), 6);
    }

    private static ImageTrials Trials(byte[] labels) =>
        new(new ImageSet("test", 1, 1, Classes, new byte[labels.Length], labels), batch: 2);

    /// <summary>Rates of 0.75 at each sample's answer and 0.25 elsewhere.</summary>
    private static Message Said(int[] answers)
    {
        var rates = new PanelMatrix(answers.Length, Classes);
        for (var sample = 0; sample < answers.Length; sample++)
        {
            for (var unit = 0; unit < Classes; unit++)
            {
                rates[sample, unit] = unit == answers[sample] ? 0.75f : 0.25f;
            }
        }

        return new Message { Rate = rates };
    }
}
