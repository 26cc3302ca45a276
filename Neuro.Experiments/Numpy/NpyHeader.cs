using System.Buffers.Binary;
using System.Text;

namespace Neuro.Experiments.Numpy;

/// <summary>The head of an <c>.npy</c> file: the magic bytes, a version, the length of the header, and the header: a dictionary in Python's spelling.</summary>
/// <param name="Type">The type of the values.</param>
/// <param name="Shape">The size of each dimension.</param>
/// <remarks>After NumPy's description of the format, NEP 1 and the module <c>numpy.lib.format</c>. Written is version 1.0; read are 1.0, 2.0 and 3.0.</remarks>
internal sealed record NpyHeader(NumpyType Type, int[] Shape)
{
    /// <summary>The data begin at a multiple of this.</summary>
    private const int Alignment = 64;

    /// <summary>The longest header that NumPy reads without being told to trust the file.</summary>
    private const int LongestHeader = 10_000;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>Bytes of the values; may exceed what can be kept.</summary>
    public long Bytes
    {
        get
        {
            // Sizes are at most 2^31: what grows beyond 2^63 has stopped growing long before.
            long bytes = NumpyTypes.BytesOf(Type);
            foreach (var size in Shape)
            {
                bytes = size == 0 ? 0 : bytes > Array.MaxLength ? bytes : bytes * size;
            }

            return Shape.Contains(0) ? 0 : bytes;
        }
    }

    /// <summary>The head as bytes.</summary>
    public byte[] Write() => Write(NumpyTypes.CodeOf(Type), Shape);

    /// <summary>The head of an array of any type.</summary>
    /// <param name="code">The code of the type.</param>
    /// <param name="shape">The size of each dimension.</param>
    public static byte[] Write(string code, int[] shape)
    {
        var dictionary = $"{{'descr': '{code}', 'fortran_order': False, 'shape': {NumpyArray.ShapeOf(shape)}, }}";
        var before = Magic.Length + 2 + sizeof(ushort);
        var length = ((before + dictionary.Length + 1 + Alignment - 1) / Alignment * Alignment) - before;
        var head = new byte[before + length];
        Magic.CopyTo(head, 0);
        head[Magic.Length] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(Magic.Length + 2), checked((ushort)length));
        Encoding.ASCII.GetBytes(dictionary.PadRight(length - 1) + "\n", head.AsSpan(before));
        return head;
    }

    /// <summary>Reads a head; the stream then stands at the values.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="array">The array, for messages.</param>
    /// <exception cref="NumpyException">It is no head, or that of an array which is not read here.</exception>
    public static NpyHeader Read(Stream stream, string file, string array)
    {
        var start = Exactly(stream, Magic.Length + 2, file, array);
        if (!start.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new NumpyException(file, array, $"the bytes {Convert.ToHexString(start)}", "those with which an .npy file begins");
        }

        var major = start[Magic.Length];
        if (major is < 1 or > 3 || start[Magic.Length + 1] != 0)
        {
            throw new NumpyException(file, array, $"version {major}.{start[Magic.Length + 1]} of the format", "1.0, 2.0 or 3.0");
        }

        var length = major == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(Exactly(stream, sizeof(ushort), file, array))
            : BinaryPrimitives.ReadUInt32LittleEndian(Exactly(stream, sizeof(uint), file, array));
        if (length > LongestHeader)
        {
            throw new NumpyException(file, array, $"a header of {length} bytes", $"at most {LongestHeader}");
        }

        var text = Encoding.Latin1.GetString(Exactly(stream, (int)length, file, array));
        return new NpyDictionary(text, file, array).Header();
    }

    private static byte[] Exactly(Stream stream, int count, string file, string array)
    {
        var bytes = new byte[count];
        var read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return read == count ? bytes : throw new NumpyException(file, array, $"{read} bytes at the end", $"{count} of its head");
    }
}
