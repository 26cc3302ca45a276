using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>What the footers of a table tell of a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Encodings">How it is written, in any of its parts.</param>
/// <param name="Absent">Number of absent values.</param>
/// <param name="Least">The least value; null where there is none, or where <paramref name="IsKnown"/> is false.</param>
/// <param name="Largest">The largest value, in the same way.</param>
/// <param name="IsKnown">Whether the footers tell the least and the largest value: they do not where one is NaN or a long text.</param>
/// <param name="Bytes">Bytes in the files.</param>
internal sealed record ColumnSummary(
    Column Column, IReadOnlyList<string> Encodings, long Absent, object? Least, object? Largest, bool IsKnown, long Bytes)
{
    /// <summary>Sums up all columns.</summary>
    /// <param name="table">The table.</param>
    public static IReadOnlyList<ColumnSummary> Of(TraceTable table) => [.. table.Columns.Select((column, index) => Of(table, column, index))];

    /// <summary>The texts that the footers hold; where parts differ, those of the last one that has the name.</summary>
    /// <param name="table">The table.</param>
    public static IReadOnlyDictionary<string, string> Metadata(TraceTable table)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in table.Footers.SelectMany(part => part.Metadata))
        {
            all[name] = value;
        }

        return all;
    }

    private static ColumnSummary Of(TraceTable table, Column column, int index)
    {
        var groups = table.Footers.SelectMany(part => part.RowGroups).ToList();
        var known = groups.TrueForAll(group => group.Columns[index].Statistics is var s && (s.Minimum is not null || s.NullCount == group.Rows));
        var extremes = known ? groups.Select(group => group.Columns[index].Statistics).Where(s => s.Minimum is not null).ToList() : [];
        return new ColumnSummary(
            column,
            [.. table.Footers.Select(part => NameOf(part.Columns[index].Encoding)).Distinct()],
            groups.Sum(group => (long)group.Columns[index].Statistics.NullCount),
            extremes.Select(s => s.Minimum).Order(Values).FirstOrDefault(),
            extremes.Select(s => s.Maximum).Order(Values).LastOrDefault(),
            known,
            groups.Sum(group => group.Columns[index].CompressedBytes));
    }

    private static string NameOf(ColumnEncoding encoding) => encoding == ColumnEncoding.ByteStreamSplit ? "byte-stream-split" : encoding.ToString().ToLowerInvariant();

    private static Comparer<object?> Values { get; } = Comparer<object?>.Create((left, right) =>
        left is string a && right is string b ? string.CompareOrdinal(a, b) : ((IComparable)left!).CompareTo(right));
}
