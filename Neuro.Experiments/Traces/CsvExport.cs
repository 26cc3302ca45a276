using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>Writes a table as comma-separated values, after RFC 4180: lines end with CR LF, the first one names the columns.</summary>
/// <remarks>Numbers read back as the same ones. An absent value is an empty field, an empty text is <c>""</c>.</remarks>
internal static class CsvExport
{
    private const string LineEnd = "\r\n";

    /// <summary>Writes the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="filter">The rows.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="TraceException">A part is gone or damaged.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static void Write(TraceTable table, IReadOnlyList<string> columns, RowFilter filter, TextWriter output, CancellationToken cancellation)
    {
        output.Write(string.Join(',', columns.Select(name => CsvText.Field(name))) + LineEnd);
        foreach (var rows in table.Read(filter.MayMatch, [.. columns, .. filter.Columns]))
        {
            cancellation.ThrowIfCancellationRequested();
            TraceColumn[] shown = [.. columns.Select(name => rows[name])];
            for (var row = 0; row < rows.Count; row++)
            {
                if (filter.Matches(rows, row))
                {
                    Write(shown, row, output);
                }
            }
        }
    }

    private static void Write(TraceColumn[] columns, int row, TextWriter output)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (i > 0)
            {
                output.Write(',');
            }

            if (columns[i] is { Type: ColumnType.String } text && text.Present[row])
            {
                output.Write(((TraceColumn<string>)text).Values[row] is { Length: > 0 } some ? CsvText.Field(some) : "\"\"");
            }
            else
            {
                columns[i].Write(row, output);
            }
        }

        output.Write(LineEnd);
    }
}
