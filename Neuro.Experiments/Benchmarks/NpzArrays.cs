using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Neuro.Experiments.Benchmarks;

/// <summary>Single-precision arrays in NumPy's <c>.npz</c>, as the peers exchange them: uncompressed, C order, little-endian.</summary>
internal static class NpzArrays
{
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8, 1, 0];

    /// <summary>Writes arrays by name.</summary>
    public static void Write(string file, IEnumerable<(string Name, int[] Shape, float[] Values)> arrays)
    {
        using var archive = ZipFile.Open(file, ZipArchiveMode.Create);
        foreach (var (name, shape, values) in arrays)
        {
            using var entry = archive.CreateEntry(name + ".npy", CompressionLevel.NoCompression).Open();
            var sizes = string.Join(", ", shape.Select(n => n.ToString(CultureInfo.InvariantCulture)));
            var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({sizes}{(shape.Length == 1 ? "," : string.Empty)}), }}";

            // The data begin on a multiple of 64 bytes.
            var padded = header.PadRight((((Magic.Length + 2 + header.Length + 1 + 63) / 64) * 64) - Magic.Length - 2 - 1) + "\n";
            entry.Write(Magic);
            entry.Write([(byte)padded.Length, (byte)(padded.Length >> 8)]);
            entry.Write(Encoding.ASCII.GetBytes(padded));
            entry.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }

    /// <summary>Reads single-precision arrays by name; shapes are the caller's to know.</summary>
    public static Dictionary<string, float[]> Read(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        var arrays = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            var bytes = memory.ToArray();
            var header = bytes[8] | (bytes[9] << 8);
            if (!bytes.AsSpan(0, 6).SequenceEqual(Magic.AsSpan(0, 6)) || !Encoding.ASCII.GetString(bytes, 10, header).Contains("'<f4'", StringComparison.Ordinal))
            {
                throw new BenchmarkException($"{file}: {entry.Name}: expected an array of little-endian single-precision values");
            }

            arrays.Add(Path.GetFileNameWithoutExtension(entry.Name), MemoryMarshal.Cast<byte, float>(bytes.AsSpan(10 + header)).ToArray());
        }

        return arrays;
    }
}
