using Neuro.Tests.Oracles;
using Neuro.Units.Activations;
using Neuro.Units.Kernels;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Kernels;

/// <summary>The Euler step: its value, its bits, and that nothing which is not finite passes it.</summary>
public sealed unsafe class StateKernelTests
{
    private const int Length = 96;
    private const float H = 0.3f;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_is_that_of_Euler(bool withError)
    {
        float[]? bits = null;
        foreach (var level in KernelData.Levels)
        {
            var operands = new Operands();
            Assert.True(operands.Step(level, withError));
            for (var i = 0; i < Length; i++)
            {
                double s = operands.State[i];
                var expected = s + (H * (-s + operands.Basal[i] + (withError ? operands.Error[i] : 0)));
                Assert.Equal(expected, operands.NewState[i], 1e-6);
                Assert.Equal(Math.Tanh(expected), operands.NewRate[i], 1e-6);
            }

            bits ??= operands.NewState.ToArray();
            KernelData.SameBits(bits, operands.NewState.ToArray(), level.ToString());
        }
    }

    [Fact]
    public void States_that_are_not_finite_are_found_wherever_they_are()
    {
        foreach (var level in KernelData.Levels)
        {
            foreach (var bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
            {
                for (var at = 0; at < Length; at++)
                {
                    for (var where = 0; where < 3; where++)
                    {
                        var operands = new Operands();
                        (where switch { 0 => operands.State, 1 => operands.Basal, _ => operands.Error })[at] = bad;
                        Assert.False(operands.Step(level, withError: true), $"{bad} at {at} of operand {where}, {level}");
                    }
                }
            }
        }
    }

    [Fact]
    public void An_overflow_is_found_and_the_largest_numbers_are_not_one()
    {
        foreach (var level in KernelData.Levels)
        {
            var overflow = new Operands();
            overflow.Basal[5] = float.MaxValue;
            overflow.Error[5] = float.MaxValue;
            Assert.False(overflow.Step(level, withError: true));

            var large = new Operands();
            large.State[5] = float.MaxValue / 4;
            large.Basal[5] = -float.MaxValue / 4;
            large.State[6] = float.Epsilon;
            Assert.True(large.Step(level, withError: true));
        }
    }

    [Fact]
    public void Differences_and_sums_are_element_wise()
    {
        foreach (var level in KernelData.Levels)
        {
            var operands = new Operands();
            var kernels = KernelSet.For(level);
            kernels.Difference(Length, 0.7f, operands.Pointer(0), operands.Pointer(1), operands.Pointer(3));
            kernels.Add(Length, -1.5f, operands.Pointer(2), operands.Pointer(1));
            var fresh = new Operands();
            for (var i = 0; i < Length; i++)
            {
                Assert.Equal(0.7 * ((double)fresh.State[i] - fresh.Basal[i]), operands.NewState[i], 1e-6);
                Assert.Equal(fresh.Basal[i] - (1.5 * fresh.Error[i]), operands.Basal[i], 1e-6);
            }
        }
    }

    /// <summary>State, basal current, error, new state and new rate, one behind the other.</summary>
    private sealed class Operands
    {
        private readonly AlignedBuffer _values = new(5 * Length);

        public Operands()
        {
            var draws = new TestDraws(8);
            for (var i = 0; i < 3 * Length; i++)
            {
                _values.Span[i] = draws.Single(-2, 2);
            }
        }

        public Span<float> State => Part(0);

        public Span<float> Basal => Part(1);

        public Span<float> Error => Part(2);

        public Span<float> NewState => Part(3);

        public Span<float> NewRate => Part(4);

        public float* Pointer(int part) => _values.Pointer + (part * Length);

        public bool Step(SimdLevel level, bool withError) =>
            KernelSet.For(level).Step(Activation.Tanh, Length, H, Pointer(0), Pointer(1), withError ? Pointer(2) : null, null, Pointer(3), Pointer(4));

        private Span<float> Part(int part) => _values.Span.Slice(part * Length, Length);
    }
}
