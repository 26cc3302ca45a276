using Neuro.Experiments.Parquet.Encodings;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Reading;

/// <summary>Reads truth values, a bit each.</summary>
internal sealed class BooleanDecoder : ValueDecoder<bool>
{
    public override void ReadDictionary(ReadOnlySpan<byte> source, int entries) => throw new MalformedException("a dictionary of truth values", "none");

    public override void Decode(FormatEncoding encoding, ReadOnlySpan<byte> source, Span<bool> values)
    {
        int bytes = (values.Length + 7) / 8;
        if (source.Length != bytes)
        {
            throw new MalformedException($"{source.Length} bytes of values", $"{bytes}");
        }

        LevelDecoder.Expand(source, values);
    }
}
