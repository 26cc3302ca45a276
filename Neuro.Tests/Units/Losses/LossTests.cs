using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Experiments.Models;
using Neuro.Tests.Models;
using Neuro.Tests.Oracles;
using Neuro.Units.Losses;

namespace Neuro.Tests.Units.Losses;

/// <summary>Values in closed form, and the nudge of an output against finite differences of the value.</summary>
public sealed class LossTests
{
    [Fact]
    public void Half_the_squared_error() =>
        Assert.Equal(0.5 * ((0.25 * 0.25) + (0.5 * 0.5)), LossValue.Of(Loss.MeanSquaredError, [0.75f, 0.5f, 1f], [1f, 0f, 1f]), 1e-12);

    [Fact]
    public void Cross_entropy_of_independent_rates() =>
        Assert.Equal(-Math.Log(0.75) - Math.Log(0.5), LossValue.Of(Loss.CrossEntropy, [0.75f, 0.5f], [1f, 0f]), 1e-12);

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(1f, 0f)]
    public void Cross_entropy_stays_finite_where_a_rate_is_certain_and_wrong(float rate, float target) =>
        Assert.InRange(LossValue.Of(Loss.CrossEntropy, [rate], [target]), 20, 40);

    [Theory]
    [InlineData(Loss.MeanSquaredError)]
    [InlineData(Loss.CrossEntropy)]
    public void A_perfect_answer_costs_nothing(Loss loss) => Assert.Equal(0, LossValue.Of(loss, [0f, 1f], [0f, 1f]), 1e-10);

    [Fact]
    public void Different_lengths_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => LossValue.Of(Loss.MeanSquaredError, [0f, 1f], [0f]));
        Assert.Contains("expected 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("found 1", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The output's error is -beta dC/drho(s), by central differences of the value in single rates.</summary>
    [Theory]
    [InlineData(Loss.MeanSquaredError)]
    [InlineData(Loss.CrossEntropy)]
    public void The_nudge_is_the_slope_of_the_loss(Loss loss)
    {
        const double Beta = 0.3;
        const int Batch = 4;
        const double Step = 1e-6;
        var pair = new GhostPair(new GhostNetworkOptions { Inputs = 9, Hidden = [12], Outputs = 6, Loss = loss, Nudging = Beta, NudgingSteps = 3, PredictionSteps = 4 });
        var trials = new TestTrials(1, Batch, 9, 6);
        using var host = new WorkerHost(1);
        var simulation = pair.Simulate(pair.CreateWeights(), trials, Batch, host);
        var recorder = PhaseRecorder.Attach(simulation, "output");
        simulation.Run(1);
        var record = recorder["nudging"];
        for (var at = 0; at < record.Error.Length; at++)
        {
            var target = trials.Targets(0)[at / 6][at % 6];
            var rate = Rho.Sigmoid.Rate(record.StateBefore[at]);
            var slope = (Value(rate + Step) - Value(rate - Step)) / (2 * Step);
            Assert.Equal(-Beta * slope, record.Error[at], 1e-5 * Math.Max(1, Math.Abs(slope)));

            double Value(double r) => loss == Loss.MeanSquaredError
                ? 0.5 * (r - target) * (r - target)
                : -(target * Math.Log(r)) - ((1 - target) * Math.Log(1 - r));
        }
    }

    [Fact]
    public unsafe void The_factor_of_cross_entropy_stays_finite_at_the_ends()
    {
        float[] rate = [0f, 1f, 0.5f, 1e-9f];
        float[] nudge = [1f, -1f, 1f, 1f];
        fixed (float* r = rate, n = nudge)
        {
            CrossEntropySlope.Divide(4, r, n);
        }

        Assert.All(nudge, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(4f, nudge[2]);
    }
}
