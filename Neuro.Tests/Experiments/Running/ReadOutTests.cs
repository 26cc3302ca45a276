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

    /// <summary>Real numbers: what is left of their squares, whether answers are rates or potentials on a line of their own.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Real_targets_are_found_in_part(bool potentials)
    {
        var images = new ImageSet("test", 1, 1, Classes, new byte[2], new byte[2]).WithTargets(new[] { 1f, -2f, 0.5f, 0f, 1f, 1f });
        var readOut = new ReadOut(new ImageTrials(images, batch: 2), Loss.MeanSquaredError, Classes, potentials: potentials ? (-1, 3) : null);
        var said = Said([0, 1]);
        if (potentials)
        {
            // Potentials that stand for the same answers; the rates are others.
            said = new Message { Rate = new PanelMatrix(2, Classes), State = new PanelMatrix(2, Classes) };
            for (var unit = 0; unit < Classes; unit++)
            {
                said.State[0, unit] = -1 + (4 * (unit == 0 ? 0.75f : 0.25f));
                said.State[1, unit] = -1 + (4 * (unit == 1 ? 0.75f : 0.25f));
            }
        }

        readOut.PhaseEnded(0, new StepContext(Prediction, 0, 0), said, said);
        var missed = (0.25 * 0.25) + (2.25 * 2.25) + (0.25 * 0.25) + (0.25 * 0.25) + (0.25 * 0.25) + (0.75 * 0.75);
        Assert.Equal(100 * (1 - (missed / (1 + 4 + 0.25 + 0 + 1 + 1))), readOut.Accuracy, 4);
        Assert.Equal(0.5 * missed / 2, readOut.Loss, 5);
    }

    /// <summary>Pixels of 0 and 255 stand for the ends of the range.</summary>
    [Fact]
    public void Inputs_fill_their_range()
    {
        var images = new ImageSet("test", 1, 3, Classes, new byte[] { 0, 255, 51 }, new byte[1]).WithInputs(-1, 1);
        var rates = new PanelMatrix(1, 3);
        new ImageTrials(images, batch: 1).Fill(0, TrialContent.Input, rates);
        Assert.Equal(-1, rates[0, 0], 1e-6);
        Assert.Equal(1, rates[0, 1], 1e-6);
        Assert.Equal(-0.6, rates[0, 2], 1e-6);
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
