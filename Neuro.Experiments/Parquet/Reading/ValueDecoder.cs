using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Reading;

/// <summary>Turns the bytes of pages into values of a type.</summary>
internal abstract class ValueDecoder<T>
{
    /// <summary>Whether plain values are the same bytes in memory.</summary>
    public virtual bool IsDirect => false;

    /// <summary>Reads a dictionary, in place of the one before.</summary>
    /// <exception cref="MalformedException">The bytes are not that many values.</exception>
    public abstract void ReadDictionary(ReadOnlySpan<byte> source, int entries);

    /// <summary>Reads the values of a page that are present.</summary>
    /// <exception cref="MalformedException">The bytes are not that many values.</exception>
    public abstract void Decode(FormatEncoding encoding, ReadOnlySpan<byte> source, Span<T> values);
}
