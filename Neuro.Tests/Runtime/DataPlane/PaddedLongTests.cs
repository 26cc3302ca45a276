using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Neuro.Runtime.DataPlane;

namespace Neuro.Tests.Runtime.DataPlane;

public sealed class PaddedLongTests
{
    private const int LineBytes = 64;

    /// <summary>No byte of a neighbour lies on the counter's line, nor on the line before or after it, however the struct is aligned.</summary>
    [Fact]
    public void The_counter_is_alone_on_its_cache_lines()
    {
        var counters = new PaddedLong[2];
        counters[0].Value = -1;
        var bytes = MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref Unsafe.As<PaddedLong, long>(ref counters[0]), Unsafe.SizeOf<PaddedLong>() / sizeof(long)));
        var first = bytes.IndexOf(byte.MaxValue);
        var last = bytes.LastIndexOf(byte.MaxValue);
        Assert.Equal(sizeof(long), last - first + 1);
        Assert.True(first >= LineBytes, $"{first} bytes before the counter");
        Assert.True(bytes.Length - last - 1 >= LineBytes, $"{bytes.Length - last - 1} bytes behind it");
    }

    [Fact]
    public void Keeps_what_was_written()
    {
        var counter = default(PaddedLong);
        Assert.Equal(0, counter.Value);
        counter.Value = long.MinValue;
        Assert.Equal(long.MinValue, counter.Value);
    }
}
