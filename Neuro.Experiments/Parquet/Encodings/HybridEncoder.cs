using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Encodings;

/// <summary>The hybrid of run lengths and bit packing (RLE = 3) for indices into a dictionary.</summary>
/// <remarks>
/// A run of equal numbers is its length, doubled, and the number in whole bytes. Groups of eight packed numbers are their count, doubled and one more, and the packed bytes.
/// </remarks>
internal static class HybridEncoder
{
    /// <summary>Encodes numbers.</summary>
    /// <param name="values">The numbers, and seven more, which are cleared.</param>
    /// <param name="count">How many numbers there are.</param>
    /// <param name="width">0 to 32 bits, into which each fits.</param>
    /// <param name="target">Receives the bytes.</param>
    public static void Encode(Span<uint> values, int count, int width, ByteBuffer target)
    {
        values.Slice(count, 7).Clear();
        if (width == 0)
        {
            // Nothing but zeros: a run, however short, as packed groups without bytes might confuse a reader.
            target.AppendVarint((ulong)count << 1);
            return;
        }

        int threshold = LeastRun(width);
        int literal = 0;
        int at = 0;
        while (at < count)
        {
            int run = count - at >= 8 && AreEqual(values[at..]) ? Run(values[at..count]) : 0;
            if (run < threshold)
            {
                at += 8;
                continue;
            }

            AppendPacked(values[literal..at], width, target);
            target.AppendVarint((ulong)run << 1);
            uint value = values[at];
            target.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in value))[..((width + 7) / 8)]);
            at += run;
            literal = at;
        }

        AppendPacked(values[literal..at], width, target);
    }

    /// <summary>The run from which its bytes are fewer than those of packed numbers with another head behind them.</summary>
    private static int LeastRun(int width) => width >= 5 ? 8 : 8 * ((width + 8) / (width + 1));

    private static bool AreEqual(ReadOnlySpan<uint> values) => Vector256.EqualsAll(Vector256.Create(values), Vector256.Create(values[0]));

    private static int Run(ReadOnlySpan<uint> values)
    {
        int end = values.IndexOfAnyExcept(values[0]);
        return end < 0 ? values.Length : end;
    }

    private static void AppendPacked(ReadOnlySpan<uint> values, int width, ByteBuffer target)
    {
        if (values.IsEmpty)
        {
            return;
        }

        int groups = values.Length / 8;
        target.AppendVarint(((ulong)groups << 1) | 1);
        BitPacking.Pack(values, width, target.Room((groups * width) + BitPacking.Slack));
        target.Advance(groups * width);
    }
}
