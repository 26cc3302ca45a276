using Neuro.Tests.Oracles;
using Neuro.Units.Activations;
using Neuro.Units.Kernels;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Kernels;

/// <summary>Steps of value and error units: their values from plain formulas, the same bits at every level, and that nothing which is not finite passes them.</summary>
public sealed unsafe class InferenceKernelTests
{
    private const int Length = 96;
    private const float H = 0.3f;
    private const float Lambda = 0.4f;

    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(true, false, false, true)]
    [InlineData(false, true, false, true)]
    [InlineData(false, false, true, true)]
    [InlineData(true, true, false, false)]
    public void Values_move_by_what_comes_from_above_and_by_their_errors(bool hasFeedback, bool hasNudge, bool hasNoise, bool hasRates)
    {
        float[]? bits = null;
        foreach (var level in KernelData.Levels)
        {
            var values = new Values();
            values[Part.NewRate].Fill(7);
            Assert.True(KernelSet.For(level).Infer(Activation.Tanh, values.Operands(hasFeedback, hasNudge, hasNoise, hasRates), Length, H, values.At(Part.Error)));
            for (var i = 0; i < Length; i++)
            {
                var above = Above(values, i, hasFeedback, hasNudge);
                var expected = values[Part.State][i] + (H * (above - values[Part.Error][i])) + (hasNoise ? values[Part.Noise][i] : 0);
                Assert.Equal(above, values[Part.Above][i], 1e-6);
                Assert.Equal(expected, values[Part.NewState][i], 1e-6);
                Assert.Equal(hasRates ? Math.Tanh(expected) : 7, values[Part.NewRate][i], 1e-6);
            }

            bits ??= values[Part.NewState].ToArray();
            KernelData.SameBits(bits, values[Part.NewState].ToArray(), level.ToString());
        }
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, false, false)]
    public void Values_that_look_ahead_follow_the_change_of_what_drives_them(bool hasFeedback, bool hasNudge, bool hasNoise)
    {
        float[]? bits = null;
        foreach (var level in KernelData.Levels)
        {
            var (values, old) = (new Values(), new Values());
            var operands = values.Operands(hasFeedback, hasNudge, hasNoise, hasRates: true);
            Assert.True(KernelSet.For(level).LookAhead(Activation.Tanh, operands, Length, H, Lambda, values.At(Part.Error), values.At(Part.Force), values.At(Part.Speed)));
            for (var i = 0; i < Length; i++)
            {
                var force = old[Part.Error][i] + Above(old, i, hasFeedback, hasNudge);
                var speed = ((1 - Lambda) * old[Part.Speed][i]) + (Lambda * (force - old[Part.Force][i]));
                var state = old[Part.State][i] + (H * (force - old[Part.State][i])) + speed + (hasNoise ? old[Part.Noise][i] : 0);
                Assert.Equal(force, values[Part.Force][i], 1e-6);
                Assert.Equal(speed, values[Part.Speed][i], 1e-6);
                Assert.Equal(state, values[Part.NewState][i], 2e-6);
                Assert.Equal(Math.Tanh(state), values[Part.NewRate][i], 2e-6);
            }

            bits ??= values[Part.NewState].ToArray();
            KernelData.SameBits(bits, values[Part.NewState].ToArray(), level.ToString());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Errors_are_what_was_not_predicted(bool hasNoise)
    {
        const float Precision = 0.7f;
        foreach (var level in KernelData.Levels)
        {
            var values = new Values();
            Assert.True(Deviate(level, values, Precision, hasNoise));
            for (var i = 0; i < Length; i++)
            {
                Assert.Equal((Precision * ((double)values[Part.State][i] - values[Part.Error][i])) + (hasNoise ? values[Part.Noise][i] : 0), values[Part.NewRate][i], 1e-6);
                Assert.Equal(values[Part.Error][i], values[Part.NewState][i]);
            }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void What_is_not_finite_is_found_wherever_it_is(float bad)
    {
        foreach (var level in KernelData.Levels)
        {
            var kernels = KernelSet.For(level);
            foreach (var part in new[] { Part.State, Part.Feedback, Part.Nudge, Part.Noise, Part.Error })
            {
                for (var at = 0; at < Length; at++)
                {
                    var values = new Values();
                    values[part][at] = bad;
                    var operands = values.Operands(hasFeedback: true, hasNudge: true, hasNoise: true, hasRates: false);
                    Assert.False(kernels.Infer(Activation.Tanh, operands, Length, H, values.At(Part.Error)), $"{part}, {at}, {level}");
                    Assert.False(kernels.LookAhead(Activation.Tanh, operands, Length, H, Lambda, values.At(Part.Error), values.At(Part.Force), values.At(Part.Speed)), $"{part}, {at}, {level}");
                    if (part is Part.State or Part.Noise or Part.Error)
                    {
                        Assert.False(Deviate(level, values, 1f, hasNoise: true), $"{part}, {at}, {level}");
                    }
                }
            }
        }
    }

    private static bool Deviate(SimdLevel level, Values values, float precision, bool hasNoise) => KernelSet.For(level).Deviate(
        Length, precision, values.At(Part.State), values.At(Part.Error), hasNoise ? values.At(Part.Noise) : null, values.At(Part.NewState), values.At(Part.NewRate));

    private static double Above(Values values, int i, bool hasFeedback, bool hasNudge)
    {
        // The slope of tanh by its rate, which is an operand of its own.
        var slope = 1 - ((double)values[Part.Rate][i] * values[Part.Rate][i]);
        return (hasFeedback ? slope * values[Part.Feedback][i] : 0) + (hasNudge ? values[Part.Nudge][i] : 0);
    }

    private enum Part
    {
        State,
        Rate,
        Feedback,
        Nudge,
        Noise,
        Error,
        Force,
        Speed,
        Above,
        NewState,
        NewRate,
    }

    private sealed class Values
    {
        private readonly AlignedBuffer _values = new(((int)Part.NewRate + 1) * Length);

        public Values()
        {
            var draws = new TestDraws(8);
            for (var i = 0; i < (int)Part.Above * Length; i++)
            {
                _values.Span[i] = draws.Single(-1, 1);
            }
        }

        public Span<float> this[Part part] => _values.Span.Slice((int)part * Length, Length);

        public float* At(Part part) => _values.Pointer + ((int)part * Length);

        public InferenceOperands Operands(bool hasFeedback, bool hasNudge, bool hasNoise, bool hasRates) => new()
        {
            State = At(Part.State),
            Rate = At(Part.Rate),
            SlopeState = At(Part.State),
            Feedback = hasFeedback ? At(Part.Feedback) : null,
            Nudge = hasNudge ? At(Part.Nudge) : null,
            Noise = hasNoise ? At(Part.Noise) : null,
            Above = At(Part.Above),
            NewState = At(Part.NewState),
            NewRate = hasRates ? At(Part.NewRate) : null,
        };
    }
}
