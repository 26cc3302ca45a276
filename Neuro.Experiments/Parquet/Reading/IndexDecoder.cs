using System.Runtime.CompilerServices;
using Neuro.Experiments.Parquet.Encodings;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Reading;

/// <summary>Reads indices into a dictionary and looks them up.</summary>
internal static class IndexDecoder
{
    public static void Decode<T>(ReadOnlySpan<byte> source, ReadOnlySpan<T> dictionary, Span<T> values)
    {
        if (source.IsEmpty || source[0] > 32)
        {
            throw new MalformedException(source.IsEmpty ? "an empty page" : $"indices of {source[0]} bits", "a byte with the bits of an index, 0 to 32");
        }

        var reader = new HybridReader(source[1..], source[0]);
        while (!values.IsEmpty)
        {
            int run = reader.Next(values.Length, out uint index, out bool isPacked);
            if (isPacked)
            {
                LookUp(ref reader, dictionary, values[..run]);
            }
            else
            {
                Check(index, dictionary.Length);
                Fill(values[..run], dictionary[(int)index]);
            }

            values = values[run..];
        }

        if (!reader.IsAtEnd)
        {
            throw new MalformedException("more indices than values", "as many");
        }
    }

    /// <summary>Repeats a value; references in blocks, as each of them alone would have to be told to the garbage collector.</summary>
    private static void Fill<T>(Span<T> values, T value)
    {
        const int Block = 512;
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>() || values.Length <= Block)
        {
            values.Fill(value);
            return;
        }

        values[..Block].Fill(value);
        for (int at = Block; at < values.Length; at += Block)
        {
            values[..Math.Min(Block, values.Length - at)].CopyTo(values[at..]);
        }
    }

    private static void LookUp<T>(scoped ref HybridReader reader, ReadOnlySpan<T> dictionary, Span<T> values)
    {
        const int AtOnce = 256;
        Span<uint> indices = stackalloc uint[AtOnce];
        while (!values.IsEmpty)
        {
            int count = Math.Min(AtOnce, values.Length);
            reader.Take(indices[..((count + 7) & ~7)]);
            for (int i = 0; i < count; i++)
            {
                uint index = indices[i];
                if (index >= (uint)dictionary.Length)
                {
                    Check(index, dictionary.Length);
                }

                values[i] = dictionary[(int)index];
            }

            values = values[count..];
        }
    }

    private static void Check(uint index, int entries)
    {
        if (index >= (uint)entries)
        {
            throw new MalformedException($"index {index}", $"one below the {entries} entries of the dictionary");
        }
    }
}
