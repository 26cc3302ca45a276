using System.Buffers.Binary;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Reading;

/// <summary>Reads text. Values that a dictionary holds are one object however often they occur.</summary>
internal sealed class StringDecoder : ValueDecoder<string>
{
    private string[] _dictionary = [];

    public override void ReadDictionary(ReadOnlySpan<byte> source, int entries)
    {
        if (entries > source.Length / sizeof(int))
        {
            throw new MalformedException($"a dictionary of {entries} texts", $"at most {source.Length / sizeof(int)} in {source.Length} bytes");
        }

        _dictionary = new string[entries];
        ReadPlain(source, _dictionary);
    }

    public override void Decode(FormatEncoding encoding, ReadOnlySpan<byte> source, Span<string> values)
    {
        if (encoding == FormatEncoding.RleDictionary)
        {
            IndexDecoder.Decode(source, _dictionary, values);
        }
        else
        {
            ReadPlain(source, values);
        }
    }

    private static void ReadPlain(ReadOnlySpan<byte> source, Span<string> values)
    {
        foreach (ref string value in values)
        {
            uint length = source.Length < sizeof(int) ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(source);
            if (length > Limits.StringBytes || length > source.Length - sizeof(int))
            {
                throw new MalformedException(
                    source.Length < sizeof(int) ? "the end of the page" : $"a text of {length} bytes", $"one within the {source.Length} bytes left in the page and of at most {Limits.StringBytes}");
            }

            value = StrictUtf8.Text(source.Slice(sizeof(int), (int)length));
            source = source[(sizeof(int) + (int)length)..];
        }

        if (!source.IsEmpty)
        {
            throw new MalformedException($"{source.Length} bytes behind the last text", "none");
        }
    }
}
