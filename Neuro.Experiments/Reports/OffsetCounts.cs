using System.Text.Json;
using Neuro.Experiments.Traces;

namespace Neuro.Experiments.Reports;

/// <summary>How often each projection was read at each offset: the version read less that of lockstep, in steps.</summary>
internal sealed class OffsetCounts
{
    private readonly Dictionary<string, SortedDictionary<long, long>> _counts = [];

    /// <summary>The projections, in the order in which they were met.</summary>
    public IReadOnlyList<string> Projections => [.. _counts.Keys];

    /// <summary>The counts of a run: from its table <c>schedule</c>, else from its record.</summary>
    /// <exception cref="TraceException">The table cannot be read.</exception>
    public static OffsetCounts Of(ReportRun run)
    {
        var counts = new OffsetCounts();
        if (TraceTable.NamesIn(run.Folder).Contains("schedule"))
        {
            counts.AddTable(run.Folder);
        }
        else if (run.Record.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object && result.TryGetProperty("reads", out var reads))
        {
            counts.AddRecord(reads);
        }

        return counts;
    }

    /// <summary>The counts of several runs together.</summary>
    public static OffsetCounts Sum(IEnumerable<OffsetCounts> runs)
    {
        var sum = new OffsetCounts();
        foreach (var (projection, offset, count) in runs.SelectMany(run => run._counts.SelectMany(p => p.Value.Select(o => (p.Key, o.Key, o.Value)))))
        {
            sum.Add(projection, offset, count);
        }

        return sum;
    }

    /// <summary>Reads by offset of a projection; empty when it was not read.</summary>
    public IReadOnlyDictionary<long, long> Of(string projection) => _counts.TryGetValue(projection, out var counts) ? counts : new SortedDictionary<long, long>();

    private void AddTable(string folder)
    {
        foreach (var rows in TraceTable.Open(folder, "schedule").Read("projection", "steps", "offset"))
        {
            var projections = rows.Column<string>("projection");
            var steps = rows.Column<long>("steps");
            var offsets = rows.Column<long>("offset");
            for (var row = 0; row < rows.Count; row++)
            {
                Add(projections[row], offsets[row], steps[row]);
            }
        }
    }

    /// <summary>The record counts by age; in lockstep the age of a read is the delay.</summary>
    private void AddRecord(JsonElement reads)
    {
        foreach (var read in reads.EnumerateArray())
        {
            var (projection, delay) = (read.GetProperty("projection").GetString() ?? string.Empty, read.GetProperty("delay").GetInt64());
            foreach (var (age, count) in read.GetProperty("staleness").EnumerateArray().Index())
            {
                if (count.GetInt64() > 0)
                {
                    Add(projection, delay - age, count.GetInt64());
                }
            }
        }
    }

    private void Add(string projection, long offset, long count)
    {
        if (!_counts.TryGetValue(projection, out var counts))
        {
            _counts[projection] = counts = [];
        }

        counts[offset] = counts.GetValueOrDefault(offset) + count;
    }
}
