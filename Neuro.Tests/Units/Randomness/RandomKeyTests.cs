using Neuro.Units.Randomness;

namespace Neuro.Tests.Units.Randomness;

/// <summary>Moments and independence within bounds of five to six standard errors; the draws are fixed, so these cannot fail by chance twice.</summary>
public sealed class RandomKeyTests
{
    private const int Draws = 200_000;

    private static readonly RandomKey Key = new(42, "hidden1");

    [Fact]
    public void Uniform_draws_have_the_moments_of_the_unit_interval()
    {
        var values = Enumerable.Range(0, Draws).Select(i => Key.Uniform((uint)i)).ToArray();
        Assert.All(values, value => Assert.InRange(value, 0, 1 - Math.Pow(2, -53)));

        // Variances: 1/12 of a draw, 4/45 - 1/9 + ... = 1/180 of a squared deviation.
        Assert.Equal(0.5, values.Average(), 6 * Math.Sqrt(1.0 / 12 / Draws));
        Assert.Equal(1.0 / 12, values.Average(value => (value - 0.5) * (value - 0.5)), 6 * Math.Sqrt(1.0 / 180 / Draws));
    }

    [Fact]
    public void Uniform_draws_fill_all_cells_alike()
    {
        const int Cells = 64;
        var counts = new int[Cells];
        for (var i = 0; i < Draws; i++)
        {
            counts[(int)(Key.Uniform((uint)i, 3, 5) * Cells)]++;
        }

        // Chi-squared with 63 degrees of freedom: mean 63, variance 126.
        var expected = (double)Draws / Cells;
        Assert.InRange(counts.Sum(count => (count - expected) * (count - expected) / expected), 63 - (5 * Math.Sqrt(126)), 63 + (6 * Math.Sqrt(126)));
    }

    [Fact]
    public void Normal_draws_have_the_moments_and_tails_of_a_normal()
    {
        var values = Enumerable.Range(0, Draws).Select(i => Key.Normal((uint)i)).ToArray();
        Assert.All(values, value => Assert.True(double.IsFinite(value)));

        // Standard errors of the first four moments: 1, 2, 15, 96 over the number of draws.
        Assert.Equal(0, values.Average(), 6 * Math.Sqrt(1.0 / Draws));
        Assert.Equal(1, values.Average(v => v * v), 6 * Math.Sqrt(2.0 / Draws));
        Assert.Equal(0, values.Average(v => v * v * v), 6 * Math.Sqrt(15.0 / Draws));
        Assert.Equal(3, values.Average(v => v * v * v * v), 6 * Math.Sqrt(96.0 / Draws));

        // P(|z| > 1.959964) = 0.05.
        Assert.Equal(0.05, values.Average(v => Math.Abs(v) > 1.959964 ? 1.0 : 0.0), 6 * Math.Sqrt(0.05 * 0.95 / Draws));
    }

    [Fact]
    public void Neighbouring_draws_are_uncorrelated_in_every_counter()
    {
        foreach (var next in new Func<uint, double>[] { i => Key.Uniform(i + 1), i => Key.Uniform(i, 1), i => Key.Uniform(i, 0, 1), i => Key.Uniform(i, 0, 1UL << 32) })
        {
            var sum = 0.0;
            for (var i = 0u; i < Draws; i++)
            {
                sum += (Key.Uniform(i) - 0.5) * (next(i) - 0.5);
            }

            // Each product has variance 1/144.
            Assert.Equal(0, sum / Draws, 6 * Math.Sqrt(1.0 / 144 / Draws));
        }
    }

    /// <summary>Philox is a bijection of the counter: within a key no two of unit, sample and step give the same 128 bits.</summary>
    [Fact]
    public void Unit_sample_and_step_never_stand_for_one_another()
    {
        uint[] units = [0, 1, 2, 65535, 65536, uint.MaxValue];
        ulong[] steps = [0, 1, 2, 65536, uint.MaxValue, 1UL << 32, (1UL << 32) + 1, ulong.MaxValue];
        var seen = new HashSet<(uint, uint, uint, uint)>();
        foreach (var unit in units)
        {
            foreach (var sample in units)
            {
                foreach (var step in steps)
                {
                    Assert.True(seen.Add(Key.Bits(unit, sample, step)), $"unit {unit}, sample {sample}, step {step} had been drawn");
                }
            }
        }
    }

    [Fact]
    public void Seed_name_stream_and_replica_all_make_another_key()
    {
        RandomKey[] keys =
        [
            new(1, "a"), new(2, "a"), new(1UL << 32, "a"), new(1, "b"), new(1, "a", "other"), new(1, "a", replica: 1),
            new(1, "ab", "c"), new(1, "a", "bc"), new(1, "", "abc"), new(1, "abc", ""),
        ];
        Assert.Equal(keys.Length, keys.Select(key => key.Bits(0)).Distinct().Count());
    }

    [Fact]
    public void The_same_key_draws_the_same_in_any_order()
    {
        var forward = Enumerable.Range(0, 100).Select(i => Key.Uniform((uint)i)).ToArray();
        var again = new RandomKey(42, "hidden1");
        for (var i = 99; i >= 0; i--)
        {
            Assert.Equal(forward[i], again.Uniform((uint)i));
        }
    }

    /// <summary>Uniform and bits are tied: 53 high bits of the first two words.</summary>
    [Fact]
    public void Uniform_draws_are_the_high_bits()
    {
        var (x, y, _, _) = Key.Bits(7, 8, 9);
        Assert.Equal(Math.Floor(((x * Math.Pow(2, 32)) + y) / 2048) / Math.Pow(2, 53), Key.Uniform(7, 8, 9), Math.Pow(2, -52));
    }
}
