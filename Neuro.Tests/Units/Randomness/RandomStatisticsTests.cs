using Neuro.Units.Randomness;

namespace Neuro.Tests.Units.Randomness;

/// <summary>
/// Coarse statistics at fixed keys. Bounds are five standard errors from closed forms, or the 99.99 % point of chi-square;
/// since the keys are fixed a test either always passes or never does.
/// </summary>
public sealed class RandomStatisticsTests
{
    private const int Count = 40_000;
    private static readonly RandomKey Key = new(1, "hidden1", "noise");

    [Fact]
    public void Uniforms_have_the_moments_of_the_uniform_law()
    {
        double[] draws = Draw(cursor => new RandomStream(Key).Uniform(cursor));

        // Variance 1/12; variance of (u - 1/2)^2 is 1/80 - 1/144 = 1/180.
        Assert.Equal(0.5, draws.Average(), 5 * Math.Sqrt(1.0 / 12 / Count));
        Assert.Equal(1.0 / 12, draws.Average(u => (u - 0.5) * (u - 0.5)), 5 * Math.Sqrt(1.0 / 180 / Count));
    }

    [Fact]
    public void Normals_have_the_moments_of_the_normal_law()
    {
        double[] draws = Draw(cursor => new RandomStream(Key).Normal(cursor));

        // E z^2 = 1, E z^4 = 3, E z^6 = 15, E z^8 = 105.
        Assert.Equal(0, draws.Average(), 5 / Math.Sqrt(Count));
        Assert.Equal(1, draws.Average(z => z * z), 5 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0, draws.Average(z => z * z * z), 5 * Math.Sqrt(15.0 / Count));
        Assert.Equal(3, draws.Average(z => z * z * z * z), 5 * Math.Sqrt(96.0 / Count));
    }

    [Fact]
    public void Both_halves_of_a_normal_pair_are_uncorrelated()
    {
        double[] draws = Draw(cursor => new RandomStream(Key).Normal(cursor));

        double product = 0;
        double squares = 0;
        for (int i = 0; i < Count; i += 2)
        {
            product += draws[i] * draws[i + 1];
            squares += ((draws[i] * draws[i]) - 1) * ((draws[i + 1] * draws[i + 1]) - 1);
        }

        Assert.Equal(0, product / (Count / 2), 5 / Math.Sqrt(Count / 2));
        Assert.Equal(0, squares / (Count / 2), 5 * 2 / Math.Sqrt(Count / 2));
    }

    /// <summary>A weak packing shows between keys that differ by one in one part; both are compared cursor by cursor.</summary>
    [Theory]
    [InlineData("unit")]
    [InlineData("sample")]
    [InlineData("step")]
    [InlineData("seed")]
    [InlineData("replica")]
    [InlineData("population")]
    [InlineData("stream")]
    [InlineData("cursor")]
    public void Neighbouring_keys_are_uncorrelated(string part)
    {
        RandomStream one = new(Key);
        RandomStream other = new(part switch
        {
            "unit" => Key.ForUnit(1),
            "sample" => Key.ForSample(1),
            "step" => Key.ForStep(1),
            "seed" => new RandomKey(2, "hidden1", "noise"),
            "replica" => new RandomKey(1, "hidden1", "noise", replica: 1),
            "population" => new RandomKey(1, "hidden2", "noise"),
            "stream" => Key.ForStream("noisf"),
            _ => Key,
        });
        int shift = string.Equals(part, "cursor", StringComparison.Ordinal) ? 1 : 0;

        double covariance = Draw(cursor => (one.Uniform(cursor) - 0.5) * (other.Uniform(cursor + shift) - 0.5)).Average();

        Assert.Equal(0, covariance, 5.0 / 12 / Math.Sqrt(Count));
    }

    /// <summary>One draw per key, the key counting up: what initial weights and noise do.</summary>
    [Theory]
    [InlineData("unit")]
    [InlineData("sample")]
    [InlineData("step")]
    [InlineData("seed")]
    public void Counting_up_one_part_gives_uniform_cells(string part)
    {
        double[] draws = Draw(i => new RandomStream(part switch
        {
            "unit" => Key.ForUnit(i),
            "sample" => Key.ForSample(i),
            "step" => Key.ForStep(i),
            _ => new RandomKey((ulong)i, "hidden1", "noise"),
        }).Uniform(0));

        // 99.99 % point of chi-square with 63 degrees of freedom.
        Assert.InRange(ChiSquare(draws.Select(u => (int)(u * 64)), 64), 20, 112);
    }

    [Theory]
    [InlineData(2, 15.2)]
    [InlineData(7, 27.9)]
    [InlineData(10, 33.8)]
    public void Integers_are_equally_frequent(int count, double limit)
    {
        RandomStream stream = new(Key);

        double chiSquare = ChiSquare(Enumerable.Range(0, Count).Select(cursor => stream.Below(count, cursor)), count);

        Assert.InRange(chiSquare, 0, limit);
    }

    [Fact]
    public void Kinds_of_draws_at_one_cursor_are_uncorrelated()
    {
        RandomStream stream = new(Key);

        double uniformNormal = Draw(cursor => (stream.Uniform(cursor) - 0.5) * stream.Normal(cursor)).Average();
        double uniformInteger = Draw(cursor => (stream.Uniform(cursor) - 0.5) * (stream.Below(2, cursor) - 0.5)).Average();

        Assert.Equal(0, uniformNormal, 5 * Math.Sqrt(1.0 / 12 / Count));
        Assert.Equal(0, uniformInteger, 5 * Math.Sqrt(1.0 / 48 / Count));
    }

    private static double[] Draw(Func<int, double> draw) => [.. Enumerable.Range(0, Count).Select(draw)];

    private static double ChiSquare(IEnumerable<int> cells, int cellCount)
    {
        int[] counts = new int[cellCount];
        foreach (int cell in cells)
        {
            counts[cell]++;
        }

        double expected = (double)counts.Sum() / cellCount;
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }
}
