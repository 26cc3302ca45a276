namespace Neuro.Runtime.Decisions;

/// <summary>The decisions of one port, decoded: runs of equal ones.</summary>
/// <remarks>Asked by one thread at a time, mostly in the order of steps, which a cursor makes cheap.</remarks>
internal sealed class DecisionRuns
{
    /// <summary>A port that has nothing to choose.</summary>
    public static DecisionRuns None { get; } = new([], []);

    // Number of the decision behind each run, ascending, and what was decided.
    private readonly long[] _ends;
    private readonly long[] _decisions;
    private int _cursor;

    public DecisionRuns(long[] ends, long[] decisions)
    {
        _ends = ends;
        _decisions = decisions;
    }

    public long Count => _ends.Length == 0 ? 0 : _ends[^1];

    /// <summary>One decision.</summary>
    /// <param name="number">0 .. count - 1.</param>
    public long this[long number]
    {
        get
        {
            if (number >= _ends[_cursor])
            {
                // The next run mostly, but a replay may begin anywhere.
                _cursor++;
            }

            if (number >= _ends[_cursor] || (_cursor > 0 && number < _ends[_cursor - 1]))
            {
                var found = Array.BinarySearch(_ends, number + 1);
                _cursor = found < 0 ? ~found : found;
            }

            return _decisions[_cursor];
        }
    }
}
