using System.Numerics;
using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Data;

public sealed class CounterHashTests
{
    /// <summary>The first outputs of SplitMix64 from 1234567, as published with the reference implementation's tests.</summary>
    [Theory]
    [InlineData(0, 6457827717110365317)]
    [InlineData(1, 3203168211198807973)]
    [InlineData(2, 9817491932198370423)]
    [InlineData(3, 4593380528125082431)]
    [InlineData(4, 16408922859458223821)]
    public void Is_SplitMix64(ulong counter, ulong expected) => Assert.Equal(expected, CounterHash.At(1234567, counter));

    [Theory]
    [InlineData(0, 7)]
    [InlineData(ulong.MaxValue, 7)]
    [InlineData(0x8000000000000000, 60000)]
    [InlineData(0x123456789ABCDEF0, 1)]
    public void Below_scales_the_number_to_the_bound(ulong number, int bound) =>
        Assert.Equal((int)(new BigInteger(number) * bound >> 64), CounterHash.Below(number, bound));

    [Fact]
    public void Seeds_and_streams_have_keys_of_their_own()
    {
        var keys = new HashSet<ulong>();
        for (var seed = 0ul; seed < 100; seed++)
        {
            for (var stream = 0ul; stream < 100; stream++)
            {
                Assert.True(keys.Add(CounterHash.Key(seed, stream)));
            }
        }
    }
}
