using System.Globalization;
using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>Rows in which columns have given values.</summary>
/// <param name="conditions">A column and its value each; null for absent. All must hold.</param>
internal sealed class RowFilter(IReadOnlyList<(Column Column, object? Value)> conditions)
{
    private const string Absent = "null";

    /// <summary>The columns that it looks at.</summary>
    public IEnumerable<string> Columns => conditions.Select(condition => condition.Column.Name);

    /// <summary>Whether it lets all rows through.</summary>
    public bool IsEmpty => conditions.Count == 0;

    /// <summary>Reads conditions <c>COLUMN=VALUE</c>; the value <c>null</c> stands for absent ones of an optional column.</summary>
    /// <param name="table">The table.</param>
    /// <param name="texts">The conditions.</param>
    /// <exception cref="TraceException">There is no such column, or the value is none of its type.</exception>
    public static RowFilter Parse(TraceTable table, IEnumerable<string> texts) => new([.. texts.Select(text => Parse(table, text))]);

    /// <summary>Whether a row group can hold rows of the kind, by what its footer tells.</summary>
    public bool MayMatch(RowGroup group) => conditions.All(condition =>
    {
        var statistics = group.Columns.First(column => column.Name == condition.Column.Name).Statistics;
        return condition.Value switch
        {
            null => statistics.NullCount > 0,
            int or long when statistics is { Minimum: IComparable least, Maximum: IComparable most } => least.CompareTo(condition.Value) <= 0 && most.CompareTo(condition.Value) >= 0,
            _ => statistics.NullCount < group.Rows,
        };
    });

    /// <summary>Whether a row is of the kind.</summary>
    public bool Matches(TraceRows rows, int row)
    {
        foreach (var (column, value) in conditions)
        {
            if (value is null ? rows[column.Name].Present[row] : !rows[column.Name].Is(row, value))
            {
                return false;
            }
        }

        return true;
    }

    private static (Column Column, object? Value) Parse(TraceTable table, string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        if (split < 0)
        {
            throw new TraceException($"--where {text}: found no '=', expected COLUMN=VALUE");
        }

        var column = table.Column(text[..split]);
        var value = text[(split + 1)..];
        return column.Optional && value == Absent
            ? (column, null)
            : (column, Value(column.Type, value) ?? throw new TraceException(
                $"--where {text}: found '{value}', expected {Kind(column.Type)}{(column.Optional ? $", or {Absent} for absent ones" : string.Empty)}"));
    }

    private static object? Value(ColumnType type, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        return type switch
        {
            ColumnType.Boolean => bool.TryParse(text, out var value) ? value : null,
            ColumnType.Int32 => int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var value) ? value : null,
            ColumnType.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var value) ? value : null,
            ColumnType.Float => float.TryParse(text, NumberStyles.Float, culture, out var value) ? value : null,
            ColumnType.Double => double.TryParse(text, NumberStyles.Float, culture, out var value) ? value : null,
            _ => text,
        };
    }

    private static string Kind(ColumnType type) => type switch
    {
        ColumnType.Boolean => "true or false",
        ColumnType.Int32 => "a whole number of 32 bits",
        ColumnType.Int64 => "a whole number of 64 bits",
        ColumnType.Float or ColumnType.Double => "a number",
        _ => "a text",
    };
}
