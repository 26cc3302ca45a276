using System.IO.Compression;
using Neuro.Experiments.Numpy;

namespace Neuro.Tests.Experiments.Numpy;

/// <summary>Archives written by hand after the descriptions of ZIP and .npy: what is read of them, and what is refused with which words.</summary>
public sealed class NpzReadTests
{
    private const string Matrix = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    private static readonly byte[] Six = ZipBytes.Floats(1, 2, 3, -4, 0.5f, float.MaxValue);

    [Theory]
    [InlineData(Matrix)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}          \n")]
    [InlineData("{\"shape\":(2,3),\"descr\":\"<f4\",\"fortran_order\":False}")]
    [InlineData("  { 'fortran_order' : False ,\t'shape' : ( 2 , 3 , ) , 'descr' : '<f4' }\n")]
    public void Header_IsADictionaryOfPython_InAnySpelling(string header)
    {
        var file = Read(new ZipBytes().Add("x.npy", ZipBytes.Npy(header, Six)));
        Assert.Equal(["x"], file.Names);
        Assert.Equal("float32 (2, 3)", file["x"].Kind);
        Assert.Equal([1, 2, 3, -4, 0.5f, float.MaxValue], file.Get<float>("x", 2, 3).ToArray());
    }

    [Fact]
    public void Types_AndShapes()
    {
        var file = Read(new ZipBytes()
            .Add("a.npy", ZipBytes.Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", 0, 7, 255))
            .Add("b.npy", ZipBytes.Npy("{'descr': '<i4', 'fortran_order': False, 'shape': (1, 2), }", 1, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF))
            .Add("c.npy", ZipBytes.Npy("{'descr': '<i8', 'fortran_order': False, 'shape': (), }", 0, 0, 0, 0, 0, 0, 0, 0x80))
            .Add("d.d.npy", ZipBytes.Npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", 0, 0, 0, 0, 0, 0, 0xF0, 0x3F))
            .Add("e.npy", ZipBytes.Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 0, 2), }")));
        Assert.Equal(["a", "b", "c", "d.d", "e"], file.Names);
        Assert.Equal([0, 7, 255], file.Get<byte>("a", 3).ToArray());
        Assert.Equal([1, -2], file.Get<int>("b", 1, 2).ToArray());
        Assert.Equal([long.MinValue], file.Get<long>("c").ToArray());
        Assert.Equal([1.0], file.Get<double>("d.d", 1).ToArray());
        Assert.Equal("float32 (4, 0, 2)", file["e"].Kind);
        Assert.Equal(0, file["e"].Count);
    }

    /// <summary>Versions 2.0 and 3.0 differ in the width of one number.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Versions(byte version)
    {
        byte[] npy = [0x93, .. "NUMPY"u8, version, 0, .. ZipBytes.Int((uint)Matrix.Length), .. System.Text.Encoding.ASCII.GetBytes(Matrix), .. Six];
        Assert.Equal("float32 (2, 3)", Read(new ZipBytes().Add("x.npy", npy))["x"].Kind);
    }

    [Fact]
    public void Deflated_IsReadAsStored()
    {
        var npy = ZipBytes.Npy(Matrix, Six);
        Assert.Equal([1, 2, 3, -4, 0.5f, float.MaxValue], Read(new ZipBytes().Add("x.npy", npy, Deflated(npy))).Get<float>("x", 2, 3).ToArray());
    }

    [Fact]
    public void AnEmptyArchive_HoldsNothing() => Assert.Empty(Read(new ZipBytes()).Names);

    [Theory]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }", "found values of type '>f4', expected one of '|u1' (uint8), '<i4' (int32)")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2, 3), }", "found values of type '|O'")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", "found an array in Fortran order, expected C order")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }", "found 24 bytes of values, expected 32 for float32 (2, 4)")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2000000000), }", "found 24 bytes of values, expected ")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3000000000,), }", "expected a size, 0 to 2147483647")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3), }", "found '-' at position 51 of the header, expected a size")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6), }", "expected ','")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': 6, }", "expected '('")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3), }", "expected True or False")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3), }", "expected a text in quotes")]
    [InlineData("{'descr': '<f4', 'shape': (2, 3), }", "expected one with the keys 'descr', 'fortran_order' and 'shape'")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", "found the key 'descr' in the header, expected each of")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'more': '1', }", "found the key 'more' in the header")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } 1", "expected the end of the header")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), ", "found the end of the header, expected")]
    [InlineData("", "found the end of the header, expected '{'")]
    public void WrongHeader_IsRefused(string header, string message) =>
        AssertRefused(new ZipBytes().Add("x.npy", ZipBytes.Npy(header, Six)), "f.npz: array 'x': ", message);

    [Fact]
    public void WrongBytes_AreRefused()
    {
        var npy = ZipBytes.Npy(Matrix, Six);
        AssertRefused(new ZipBytes().Add("x.npy", npy[..^1]), "array 'x': ", "found 23 bytes of values, expected 24 for float32 (2, 3)");
        AssertRefused(new ZipBytes().Add("x.npy", [.. npy, 0]), "array 'x': ", "found 25 bytes of values, expected 24");
        AssertRefused(new ZipBytes().Add("x.npy", npy[..5]), "array 'x': ", "found 5 bytes at the end, expected 8 of its head");
        AssertRefused(new ZipBytes().Add("x.npy", npy[..40]), "array 'x': ", "of its head");
        AssertRefused(new ZipBytes().Add("x.npy", [.. "PNG"u8, .. npy]), "array 'x': ", "expected those with which an .npy file begins");
        AssertRefused(new ZipBytes().Add("x.npy", [.. npy[..6], 4, .. npy[7..]]), "array 'x': ", "found version 4.0 of the format");
        AssertRefused(new ZipBytes().Add("x.npy", [.. npy[..6], 2, 0, 0xFF, 0xFF, 0xFF, 0x7F, .. npy[10..]]), "array 'x': ", "found a header of 2147483647 bytes, expected at most 10000");
        AssertRefused(new ZipBytes().Add("x.txt", npy), "f.npz: ", "found an entry 'x.txt', expected entries whose names end in .npy");
        AssertRefused(new ZipBytes().Add("x.npy", npy).Add("x.npy", npy), "array 'x': ", "found a second one of that name");
        AssertRefused(new ZipBytes().Add("x.npy", npy, crc: ZipBytes.Crc(npy) ^ 1), "array 'x': ", "the file was changed");
        AssertRefused(new ZipBytes().Add("x.npy", npy, Deflated(npy), crc: 0), "array 'x': ", "expected 00000000: the file was changed");
    }

    /// <summary>A length is believed only as far as the file could hold it.</summary>
    [Fact]
    public void LengthsBeyondTheFile_AreRefusedBeforeTheyAreUsed()
    {
        var huge = ZipBytes.Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (500000000,), }", Six);
        AssertRefused(new ZipBytes().Add("x.npy", huge, Deflated(huge), length: 2_000_000_075), "array 'x': ", "found an entry said to have 2000000075 bytes");
        AssertRefused(new ZipBytes().Add("x.npy", huge, length: 2_000_000_075), "f.npz: ", string.Empty);
    }

    [Fact]
    public void EveryCut_IsRefused()
    {
        var whole = new ZipBytes().Add("x.npy", ZipBytes.Npy(Matrix, Six)).End();
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<NumpyException>(() => NpzFile.Read(new MemoryStream(whole[..length]), "f.npz"));
        }
    }

    /// <summary>One wrong bit in the content of an array never goes unseen.</summary>
    [Fact]
    public void EveryWrongBitOfTheContent_IsRefused()
    {
        var npy = ZipBytes.Npy(Matrix, Six);
        var whole = new ZipBytes().Add("x.npy", npy).End();
        var start = 30 + "x.npy".Length;
        for (var bit = 0; bit < npy.Length * 8; bit++)
        {
            var changed = whole.ToArray();
            changed[start + (bit / 8)] ^= (byte)(1 << (bit % 8));
            Assert.Throws<NumpyException>(() => NpzFile.Read(new MemoryStream(changed), "f.npz"));
        }
    }

    [Fact]
    public void WhatIsAskedFor_MustBeThere()
    {
        var file = Read(new ZipBytes().Add("x.npy", ZipBytes.Npy(Matrix, Six)).Add("y.npy", ZipBytes.Npy(Matrix, Six)));
        Assert.Equal("f.npz: array 'z': found none of that name, expected one among x, y", Assert.Throws<NumpyException>(() => file["z"]).Message);
        Assert.Equal("f.npz: array 'x': found float32 (2, 3), expected float32 (3, 2)", Assert.Throws<NumpyException>(() => file.Get<float>("x", 3, 2).Length).Message);
        Assert.Equal("f.npz: array 'x': found float32 (2, 3), expected float64 (2, 3)", Assert.Throws<NumpyException>(() => file.Get<double>("x", 2, 3).Length).Message);
    }

    [Fact]
    public void AFileThatIsNotThere_IsRefusedByItsName() =>
        Assert.StartsWith("none.npz: found none that can be read (", Assert.Throws<NumpyException>(() => NpzFile.Read("none.npz")).Message, StringComparison.Ordinal);

    private static NpzFile Read(ZipBytes archive) => NpzFile.Read(new MemoryStream(archive.End()), "f.npz");

    private static void AssertRefused(ZipBytes archive, string where, string message)
    {
        var refused = Assert.Throws<NumpyException>(() => Read(archive));
        Assert.Contains(where, refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    private static byte[] Deflated(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var deflate = new DeflateStream(memory, CompressionLevel.Optimal))
        {
            deflate.Write(content);
        }

        return memory.ToArray();
    }
}
