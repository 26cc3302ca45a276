namespace Neuro.Runtime.Decisions;

/// <summary>Puts the decisions of one port together; equal ones in a row become one run, also across batches.</summary>
internal sealed class DecisionRunsBuilder
{
    private readonly List<long> _ends = [];
    private readonly List<long> _decisions = [];

    /// <summary>Decisions so far.</summary>
    public long Count => _ends.Count == 0 ? 0 : _ends[^1];

    /// <summary>Adds equal decisions.</summary>
    public void Add(long count, long decision)
    {
        if (_decisions.Count > 0 && _decisions[^1] == decision)
        {
            _ends[^1] += count;
            return;
        }

        _ends.Add(Count + count);
        _decisions.Add(decision);
    }

    public DecisionRuns Build() => Count == 0 ? DecisionRuns.None : new DecisionRuns([.. _ends], [.. _decisions]);
}
