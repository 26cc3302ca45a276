using System.Buffers.Binary;
using System.Text;
using Neuro.Experiments.Numpy;

namespace Neuro.Tests.Experiments.Numpy;

/// <summary>What is written, byte by byte where the format says so, and that reading gives it back.</summary>
public sealed class NpzWriteTests
{
    /// <summary>The first entry of an archive, after APPNOTE 4.3.7 and NumPy's description of .npy.</summary>
    [Fact]
    public void AStoredArray_IsWhatTheFormatSays()
    {
        var bytes = Written([("ab", NumpyArray.Of<float>([1, -2, 0.5f, 4], 2, 2))]);
        Assert.Equal("PK\x03\x04"u8.ToArray(), bytes[..4]);
        Assert.Equal(0, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)));
        var name = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(26));
        var start = 30 + name + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(28));
        Assert.Equal("ab.npy", Encoding.ASCII.GetString(bytes, 30, name));
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
        byte[] expected =
        [
            0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header.PadRight(117)), (byte)'\n',
            0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F, 0, 0, 0x80, 0x40,
        ];
        Assert.Equal(0, (10 + 118) % 64);
        Assert.Equal(expected, bytes[start..(start + expected.Length)]);
        Assert.Equal((uint)expected.Length, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(18)));
        Assert.Equal(ZipBytes.Crc(expected), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(14)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatIsWritten_IsReadAgain(bool deflate)
    {
        var random = new Random(5);
        for (var run = 0; run < 30; run++)
        {
            (string Name, NumpyArray Array)[] arrays = [.. Enumerable.Range(0, random.Next(6)).Select(i => ($"a.{i}-{run}", RandomArray(random)))];
            var read = NpzFile.Read(new MemoryStream(Written(arrays, deflate)), "f.npz");
            Assert.Equal(arrays.Select(a => a.Name), read.Names);
            foreach (var (name, array) in arrays)
            {
                Assert.Equal(array.Kind, read[name].Kind);
                Assert.Equal(array.Bytes.ToArray(), read[name].Bytes.ToArray());
            }
        }
    }

    /// <summary>No time, no chance: the same arrays are the same bytes.</summary>
    [Fact]
    public void TheSameArrays_AreTheSameBytes()
    {
        (string, NumpyArray)[] arrays = [("x", NumpyArray.Vector<long>(1, 2, 3)), ("y", NumpyArray.Single(2.5))];
        Assert.Equal(Written(arrays), Written(arrays));
        var read = NpzFile.Read(new MemoryStream(Written(arrays)), "f.npz");
        Assert.Equal(Written(arrays), Written(read.Arrays.Select(pair => (pair.Key, pair.Value))));
    }

    [Fact]
    public void TheComment_StandsAtTheEnd() => Assert.Equal("sealed", Encoding.ASCII.GetString(Written([("x", NumpyArray.Single(1))], comment: "sealed")[^6..]));

    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void Checksum_OfPublishedTexts(string text, uint expected)
    {
        foreach (var piece in new[] { 1, 3, 1000 })
        {
            using var stream = new ChecksumStream(new MemoryStream(Encoding.ASCII.GetBytes(text)));
            var buffer = new byte[piece];
            while (stream.Read(buffer) > 0)
            {
            }

            Assert.Equal((expected, (long)text.Length), (stream.Checksum, stream.Count));
        }
    }

    [Fact]
    public void WhatDoesNotFillItsShape_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => NumpyArray.Of<float>([1, 2, 3], 2, 2));
        Assert.Throws<NotSupportedException>(() => NumpyArray.Vector('a'));
        Assert.Throws<InvalidOperationException>(() => NumpyArray.Vector(1f).Values<int>().Length);
        Assert.Equal("int64 (1,)", NumpyArray.Vector(1L).Kind);
        Assert.Equal("int32 ()", NumpyArray.Single(1).Kind);
    }

    private static byte[] Written(IEnumerable<(string, NumpyArray)> arrays, bool deflate = false, string comment = "")
    {
        using var stream = new MemoryStream();
        NpzFile.Write(stream, arrays, deflate, comment);
        return stream.ToArray();
    }

    private static NumpyArray RandomArray(Random random)
    {
        int[] shape = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(5))];
        var count = shape.Aggregate(1, (product, size) => product * size);
        return random.Next(5) switch
        {
            0 => NumpyArray.Of<byte>([.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(256))], shape),
            1 => NumpyArray.Of<int>([.. Enumerable.Range(0, count).Select(_ => random.Next())], shape),
            2 => NumpyArray.Of<long>([.. Enumerable.Range(0, count).Select(_ => random.NextInt64(long.MinValue, long.MaxValue))], shape),
            3 => NumpyArray.Of<float>([.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)], shape),
            _ => NumpyArray.Of<double>([.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 1e300)], shape),
        };
    }
}
