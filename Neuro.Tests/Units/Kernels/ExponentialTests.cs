using System.Runtime.Intrinsics;
using Neuro.Units.Kernels;

namespace Neuro.Tests.Units.Kernels;

public sealed class ExponentialTests
{
    [Fact]
    public void The_relative_error_is_below_its_bound()
    {
        for (var i = 0; i <= 175_000; i++)
        {
            var x = (float)(-87 + (i * 1e-3));
            var expected = Math.Exp(x);
            Assert.True(Math.Abs(Of(x) - expected) <= 2e-7 * expected, $"exp({x:R}) is {Of(x):R}, expected {expected:R}");
        }
    }

    [Theory]
    [InlineData(-1e4f, -87)]
    [InlineData(-87.5f, -87)]
    [InlineData(float.NegativeInfinity, -87)]
    [InlineData(1e4f, 88)]
    [InlineData(88.5f, 88)]
    [InlineData(float.PositiveInfinity, 88)]
    public void It_is_clamped_beyond_its_range(float x, double clamped)
    {
        Assert.Equal(1, Of(x) / Math.Exp(clamped), 2e-7);
        Assert.True(float.IsFinite(Of(x)));
    }

    [Fact]
    public void It_is_exact_at_zero() => Assert.Equal(1f, Of(0f));

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        for (var i = 0; i < 4_000; i++)
        {
            var x = (float)(-90 + (i * 0.045));
            var bits = BitConverter.SingleToInt32Bits(Of(x));
            Assert.Equal(bits, BitConverter.SingleToInt32Bits(Exponential<Simd256, Vector256<float>>.Of(Vector256.Create(x))[7]));
            Assert.Equal(bits, BitConverter.SingleToInt32Bits(Exponential<Simd512, Vector512<float>>.Of(Vector512.Create(x))[15]));
        }
    }

    private static float Of(float x) => Exponential<SimdScalar, float>.Of(x);
}
