using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Neuro.Experiments.Parquet.Encodings;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Reading;

/// <summary>Reads numbers.</summary>
internal sealed class NumberDecoder<T> : ValueDecoder<T>
    where T : unmanaged
{
    private T[] _dictionary = [];
    private int _entries;

    public override bool IsDirect => true;

    public override void ReadDictionary(ReadOnlySpan<byte> source, int entries)
    {
        if (source.Length != (long)entries * Unsafe.SizeOf<T>())
        {
            throw new MalformedException($"a dictionary of {source.Length} bytes", $"{(long)entries * Unsafe.SizeOf<T>()} for {entries} entries");
        }

        _entries = entries;
        if (_dictionary.Length < entries)
        {
            _dictionary = new T[entries];
        }

        MemoryMarshal.Cast<byte, T>(source).CopyTo(_dictionary);
    }

    public override void Decode(FormatEncoding encoding, ReadOnlySpan<byte> source, Span<T> values)
    {
        if (encoding == FormatEncoding.RleDictionary)
        {
            IndexDecoder.Decode(source, _dictionary.AsSpan(0, _entries), values);
        }
        else
        {
            NumberEncoding.Decode(encoding, source, values);
        }
    }
}
