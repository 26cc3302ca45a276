using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Neuro.Tests.Experiments.Traces;

/// <summary>Reads the arrays of one dimension in an <c>.npz</c> file by hand, as NumPy's description of the format has it.</summary>
internal static partial class NpyOracle
{
    /// <summary>The arrays by name: their code of type, and their values boxed.</summary>
    public static Dictionary<string, (string Code, object[] Values)> Read(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        return archive.Entries.ToDictionary(entry => entry.FullName[..^".npy".Length], Read);
    }

    private static (string Code, object[] Values) Read(ZipArchiveEntry entry)
    {
        Assert.EndsWith(".npy", entry.FullName, StringComparison.Ordinal);
        using var content = entry.Open();
        using var memory = new MemoryStream();
        content.CopyTo(memory);
        var bytes = memory.ToArray();
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0], bytes[..8]);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        Assert.Equal(0, (10 + length) % 64);
        var header = HeaderText().Match(Encoding.ASCII.GetString(bytes, 10, length));
        Assert.True(header.Success);
        var code = header.Groups["code"].Value;
        var count = int.Parse(header.Groups["count"].Value);
        var width = code switch { "|u1" => 1, "<i4" or "<f4" => 4, "<i8" or "<f8" => 8, _ => 4 * int.Parse(code[2..]) };
        Assert.Equal(10 + length + (count * width), bytes.Length);
        return (code, [.. Enumerable.Range(0, count).Select(i => Value(code, bytes.AsSpan(10 + length + (i * width), width)))]);
    }

    private static object Value(string code, ReadOnlySpan<byte> bytes) => code switch
    {
        "|u1" => bytes[0],
        "<i4" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        "<i8" => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        "<f4" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        "<f8" => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        _ => Encoding.UTF32.GetString(bytes).TrimEnd('\0'),
    };

    [GeneratedRegex(@"^\{'descr': '(?<code>[^']*)', 'fortran_order': False, 'shape': \((?<count>\d+),\), \} *\n$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex HeaderText();
}
