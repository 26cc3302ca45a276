using Neuro.Tests.Oracles;
using Neuro.Tests.Units.Kernels;
using Neuro.Units.Activations;
using Neuro.Units.Kernels;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Activations;

/// <summary>Rates against double precision, slopes against finite differences, inverses by round trip; the same bits at every width.</summary>
public sealed unsafe class ActivationTests
{
    private const int Points = 4096;

    public static TheoryData<Activation> All() => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Rates_are_those_of_the_function(Activation activation)
    {
        var states = Grid();
        var bits = Rates(SimdLevel.Scalar, activation, states);
        for (var i = 0; i < Points; i++)
        {
            var expected = Rho.Named(activation.ToString()).Rate(states[i]);
            Assert.Equal(expected, bits[i], 3e-7 * Math.Max(1, Math.Abs(expected)));
        }

        foreach (var level in KernelData.Levels)
        {
            KernelData.SameBits(bits, Rates(level, activation, states), $"{activation} at {level}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Slopes_are_central_differences_away_from_kinks(Activation activation)
    {
        const double Step = 1e-5;
        var rho = Rho.Named(activation.ToString()).Rate;
        var states = Grid();
        var slopes = Slopes(SimdLevel.Scalar, activation, states);
        for (var i = 0; i < Points; i++)
        {
            double s = states[i];
            if (Math.Abs(s) < 2 * Step || Math.Abs(s - 1) < 2 * Step)
            {
                continue;
            }

            Assert.Equal((rho(s + Step) - rho(s - Step)) / (2 * Step), slopes[i], 1e-6);
        }

        foreach (var level in KernelData.Levels)
        {
            KernelData.SameBits(slopes, Slopes(level, activation, states), $"{activation} at {level}");
        }
    }

    [Theory]
    [InlineData(Activation.Relu, 0f, 1f)]
    [InlineData(Activation.LeakyRelu, 0f, 1f)]
    [InlineData(Activation.HardSigmoid, 0f, 1f)]
    [InlineData(Activation.HardSigmoid, 1f, 1f)]
    [InlineData(Activation.Relu, -1e-30f, 0f)]
    [InlineData(Activation.LeakyRelu, -1e-30f, 0.1f)]
    [InlineData(Activation.HardSigmoid, -1e-30f, 0f)]
    [InlineData(Activation.HardSigmoid, 1.0000001f, 0f)]
    public void The_slope_at_a_kink_is_that_of_the_rising_side(Activation activation, float state, float slope)
    {
        foreach (var level in KernelData.Levels)
        {
            Assert.Equal(slope, Slopes(level, activation, Filled(state))[3]);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Extremes_give_finite_rates_and_slopes(Activation activation)
    {
        foreach (var level in KernelData.Levels)
        {
            foreach (var state in new[] { -1e4f, 1e4f, -1e30f, 1e30f, -88.1f, 88.1f, 0f, float.Epsilon, -float.Epsilon })
            {
                var rate = Rates(level, activation, Filled(state))[0];
                Assert.Equal(Rho.Named(activation.ToString()).Rate(state), rate, 3e-7 * Math.Max(1, Math.Abs(state)));
                var slope = Slopes(level, activation, Filled(state))[0];
                Assert.InRange(slope, 0f, 1f);
            }
        }
    }

    [Fact]
    public void Inverses_lead_back()
    {
        foreach (var state in new[] { -3.0, -0.4, 0.2, 0.7, 2.5 })
        {
            Assert.Equal(state, Sigmoid.Inverse(Rho.Sigmoid.Rate(state)), 1e-9);
            Assert.Equal(state, HyperbolicTangent.Inverse(Rho.Tanh.Rate(state)), 1e-9);
            Assert.Equal(state, LeakyRelu.Inverse(Rho.LeakyRelu.Rate(state)), 1e-9);
            Assert.Equal(state, Linear.Inverse(state));
        }

        Assert.Equal(0.7, HardSigmoid.Inverse(0.7));
        Assert.Equal(2.5, Relu.Inverse(2.5));
    }

    [Fact]
    public void Rates_that_many_states_share_or_none_has_have_no_inverse()
    {
        foreach (var rate in new[] { -0.1, 0.0, 1.0, 1.1, double.NaN })
        {
            Assert.True(double.IsNaN(Sigmoid.Inverse(rate)));
            Assert.True(double.IsNaN(HardSigmoid.Inverse(rate)));
        }

        foreach (var rate in new[] { -1.0, 1.0, 3.0 })
        {
            Assert.True(double.IsNaN(HyperbolicTangent.Inverse(rate)));
        }

        Assert.True(double.IsNaN(Relu.Inverse(0)));
        Assert.True(double.IsNaN(Relu.Inverse(-1)));
    }

    private static float[] Grid()
    {
        var states = new float[Points];
        for (var i = 0; i < Points; i++)
        {
            states[i] = (float)(-20 + (40.0 * i / (Points - 1)));
        }

        return states;
    }

    private static float[] Filled(float state) => [.. Enumerable.Repeat(state, 16)];

    private static float[] Rates(SimdLevel level, Activation activation, float[] states)
    {
        var (from, to) = (new AlignedBuffer(states.Length), new AlignedBuffer(states.Length));
        states.CopyTo(from.Span);
        KernelSet.For(level).Rate(activation, states.Length, from.Pointer, to.Pointer);
        return to.Span.ToArray();
    }

    /// <summary>The signal of an error of 1.</summary>
    private static float[] Slopes(SimdLevel level, Activation activation, float[] states)
    {
        var buffers = Enumerable.Range(0, 4).Select(_ => new AlignedBuffer(states.Length)).ToArray();
        buffers[0].Span.Fill(1f);
        states.CopyTo(buffers[1].Span);
        Rates(level, activation, states).CopyTo(buffers[2].Span);
        KernelSet.For(level).ErrorSlope(activation, states.Length, buffers[0].Pointer, buffers[1].Pointer, buffers[2].Pointer, buffers[3].Pointer);
        return buffers[3].Span.ToArray();
    }
}
