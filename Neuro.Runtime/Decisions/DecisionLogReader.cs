using System.Buffers.Binary;

namespace Neuro.Runtime.Decisions;

/// <summary>Reads the numbers of a decision log, never beyond its end.</summary>
internal ref struct DecisionLogReader(ReadOnlySpan<byte> content, int at)
{
    private readonly ReadOnlySpan<byte> _content = content;

    /// <summary>The byte that is read next.</summary>
    public int At { get; private set; } = at;

    /// <summary>Bytes left.</summary>
    public readonly int Left => _content.Length - At;

    /// <summary>The next number.</summary>
    /// <exception cref="DecisionLogException">The log ends here, or the number is smaller than <paramref name="least"/>.</exception>
    public long Number(long least = 0)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));
        return value >= least ? value : throw new DecisionLogException($"expected a number of at least {least} at byte {At - sizeof(long)}, found {value}");
    }

    /// <summary>A number of things that follow.</summary>
    /// <param name="size">Bytes of one.</param>
    /// <exception cref="DecisionLogException">So many do not follow.</exception>
    public int Count(int size)
    {
        var count = Number();
        return count <= Left / size ? (int)count : throw new DecisionLogException($"expected at most {Left / size} numbers behind byte {At}, found a count of {count}");
    }

    /// <summary>The next bytes.</summary>
    /// <exception cref="DecisionLogException">The log ends before.</exception>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > Left)
        {
            throw new DecisionLogException($"expected a number at byte {At}, found the end of the log");
        }

        var bytes = _content.Slice(At, count);
        At += count;
        return bytes;
    }
}
