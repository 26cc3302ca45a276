using Neuro.Experiments.Numpy;
using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>Writes a table as NumPy's <c>.npz</c>: an array of each column, one column after the other.</summary>
/// <remarks>
/// Texts are int32 codes, -1 where they are absent, with an array <c>COLUMN_names</c> of what the codes stand for. Absent numbers with a
/// fraction are NaN. Whole numbers and truth values have no such thing: absent ones are refused. The memory needed is that of a row group.
/// </remarks>
internal static class NpzExport
{
    private const string NamesSuffix = "_names";

    /// <summary>Writes the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="filter">The rows.</param>
    /// <param name="stream">Where it goes; can be sought.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="TraceException">A part is gone or damaged, an absent value has no counterpart, or there are too many rows.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static void Write(TraceTable table, IReadOnlyList<string> columns, RowFilter filter, Stream stream, CancellationToken cancellation)
    {
        Check(table, columns);
        using var archive = new NpzStream(stream);
        var rows = filter.IsEmpty ? table.Rows : Batches(table, [], filter, cancellation).Sum(batch => (long)batch.Chosen.Count);
        if (rows > int.MaxValue)
        {
            throw new TraceException($"{table.Folder}: found {rows} rows, expected at most {int.MaxValue} for an array: choose some by --where");
        }

        foreach (var column in columns.Select(table.Column))
        {
            var batches = Batches(table, [column.Name], filter, cancellation);
            switch (column.Type)
            {
                case ColumnType.String:
                    var names = new OrderedDictionary<string, int>();
                    Write<string, int>(archive, column, (int)rows, batches, value => Code(names, value), -1);
                    archive.Add(column.Name + NamesSuffix, names.Keys);
                    break;
                case ColumnType.Float:
                    Write<float, float>(archive, column, (int)rows, batches, value => value, float.NaN);
                    break;
                case ColumnType.Double:
                    Write<double, double>(archive, column, (int)rows, batches, value => value, double.NaN);
                    break;
                case ColumnType.Int32:
                    Write<int, int>(archive, column, (int)rows, batches, value => value, null);
                    break;
                case ColumnType.Int64:
                    Write<long, long>(archive, column, (int)rows, batches, value => value, null);
                    break;
                default:
                    Write<bool, byte>(archive, column, (int)rows, batches, value => value ? (byte)1 : (byte)0, null);
                    break;
            }
        }
    }

    private static void Check(TraceTable table, IReadOnlyList<string> columns)
    {
        foreach (var column in columns.Select(table.Column))
        {
            if (column.Type == ColumnType.String && columns.Contains(column.Name + NamesSuffix))
            {
                throw new TraceException($"{table.Folder}: found a column '{column.Name}{NamesSuffix}' beside '{column.Name}', expected only one of them: the names of the other's codes are called so");
            }
        }
    }

    /// <summary>The rows that are wanted, a row group at a time.</summary>
    private static IEnumerable<(TraceRows Rows, List<int> Chosen)> Batches(TraceTable table, string[] columns, RowFilter filter, CancellationToken cancellation)
    {
        List<int> chosen = [];
        foreach (var rows in table.Read(filter.MayMatch, [.. columns, .. filter.Columns]))
        {
            cancellation.ThrowIfCancellationRequested();
            chosen.Clear();
            chosen.AddRange(Enumerable.Range(0, rows.Count).Where(row => filter.Matches(rows, row)));
            yield return (rows, chosen);
        }
    }

    private static void Write<TIn, TOut>(
        NpzStream archive, Column column, int rows, IEnumerable<(TraceRows Rows, List<int> Chosen)> batches, Func<TIn, TOut> convert, TOut? absent)
        where TOut : unmanaged
    {
        using var array = archive.Begin<TOut>(column.Name, rows);
        TOut[] converted = [];
        foreach (var (batch, chosen) in batches)
        {
            if (converted.Length < chosen.Count)
            {
                converted = new TOut[chosen.Count];
            }

            var values = batch.Column<TIn>(column.Name);
            var present = batch.Present(column.Name);
            for (var i = 0; i < chosen.Count; i++)
            {
                converted[i] = present[chosen[i]] ? convert(values[chosen[i]]) : absent ?? throw new TraceException(
                    $"column '{column.Name}': found an absent value, expected none: a whole number in NumPy cannot be absent; leave the column out by --columns, or export csv");
            }

            array.Write(converted.AsSpan(0, chosen.Count));
        }

        array.End();
    }

    private static int Code(OrderedDictionary<string, int> names, string value)
    {
        if (!names.TryGetValue(value, out var code))
        {
            names.Add(value, code = names.Count);
        }

        return code;
    }
}
