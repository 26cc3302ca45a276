using System.Runtime.InteropServices;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Encodings;

/// <summary>Reads which values of a page are present.</summary>
internal static class LevelDecoder
{
    /// <summary>Reads the levels in front of the values of a page.</summary>
    /// <param name="payload">The page.</param>
    /// <param name="present">Receives whether each value is present.</param>
    /// <param name="count">How many are.</param>
    /// <returns>The values.</returns>
    public static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> payload, Span<bool> present, out int count)
    {
        if (payload.Length < 4)
        {
            throw new MalformedException($"a page of {payload.Length} bytes", "4 bytes with the length of the definition levels");
        }

        uint length = MemoryMarshal.Read<uint>(payload);
        if (length > payload.Length - 4)
        {
            throw new MalformedException($"{length} bytes of definition levels", $"at most the {payload.Length - 4} left in the page");
        }

        var reader = new HybridReader(payload.Slice(4, (int)length), 1);
        count = 0;
        for (int at = 0; at < present.Length;)
        {
            int run = reader.Next(present.Length - at, out uint value, out bool isPacked);
            Span<bool> levels = present.Slice(at, run);
            if (isPacked)
            {
                Expand(reader.Packed, levels);
                count += levels.Count(true);
            }
            else
            {
                levels.Fill(value == 1);
                count += (int)value * run;
            }

            at += run;
        }

        return reader.IsAtEnd ? payload[(4 + (int)length)..] : throw new MalformedException("more definition levels than values", "as many");
    }

    /// <summary>One byte for each bit.</summary>
    public static void Expand(ReadOnlySpan<byte> bits, Span<bool> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ((bits[i >> 3] >> (i & 7)) & 1) == 1;
        }
    }
}
