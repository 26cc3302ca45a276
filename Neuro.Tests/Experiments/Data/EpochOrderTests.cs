using System.Numerics;
using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Data;

public sealed class EpochOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Is_a_permutation(int count)
    {
        var order = new int[count];
        Array.Fill(order, -7);
        EpochOrder.Fill(order, seed: 3, epoch: 5);
        Assert.Equal(Enumerable.Range(0, count), order.Order());
    }

    /// <summary>Catches a change of the hash, the keying or the direction of the shuffle: recorded runs would lose their order.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(ulong.MaxValue, 19)]
    public void Agrees_with_a_plain_implementation(ulong seed, int epoch)
    {
        var expected = Enumerable.Range(0, 257).ToArray();
        var key = SplitMix(SplitMix(seed, 1), epoch + 1);
        for (var i = 256; i > 0; i--)
        {
            var j = (int)(SplitMix(key, i + 1) * (i + 1) >> 64);
            (expected[i], expected[j]) = (expected[j], expected[i]);
        }

        var order = new int[257];
        EpochOrder.Fill(order, seed, epoch);
        Assert.Equal(expected, order);
    }

    [Fact]
    public void Differs_between_epochs_and_between_seeds()
    {
        var orders = new HashSet<string>(StringComparer.Ordinal);
        var order = new int[50];
        for (var seed = 0ul; seed < 20; seed++)
        {
            for (var epoch = 0; epoch < 20; epoch++)
            {
                EpochOrder.Fill(order, seed, epoch);
                Assert.True(orders.Add(string.Join(' ', order)));
            }
        }
    }

    /// <summary>All 24 orders of four samples are equally likely: chi-square (23 degrees) stays below its 99.99 % point.</summary>
    [Fact]
    public void Favours_no_order()
    {
        const int epochs = 24000;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var order = new int[4];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            EpochOrder.Fill(order, seed: 11, epoch);
            var name = string.Join(' ', order);
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        const double mean = epochs / 24.0;
        Assert.Equal(24, counts.Count);
        Assert.True(counts.Values.Sum(count => (count - mean) * (count - mean) / mean) < 58.6);
    }

    [Fact]
    public void Allocates_nothing()
    {
        var order = new int[10000];
        EpochOrder.Fill(order, 1, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        EpochOrder.Fill(order, 1, 1);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Refuses_a_negative_epoch() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EpochOrder.Fill(new int[3], 1, -1));

    /// <summary>The n-th output (from 1) of SplitMix64, in unbounded integers reduced by hand.</summary>
    private static BigInteger SplitMix(BigInteger key, int n)
    {
        var mask = (BigInteger.One << 64) - 1;
        var z = (key + (n * BigInteger.Parse("11400714819323198485"))) & mask;
        z = (z ^ (z >> 30)) * BigInteger.Parse("13787848793156543929") & mask;
        z = (z ^ (z >> 27)) * BigInteger.Parse("10723151780598845931") & mask;
        return z ^ (z >> 31);
    }
}
