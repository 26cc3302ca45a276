using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>Some rows of a table, column by column.</summary>
internal sealed class TraceRows
{
    private readonly Dictionary<string, TraceColumn> _byName = [];

    internal TraceRows(IReadOnlyList<Column> columns)
    {
        Columns = [.. columns.Select(TraceColumn.Of)];
        foreach (var column in Columns)
        {
            _byName.Add(column.Name, column);
        }
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The columns that were asked for, in that order.</summary>
    public IReadOnlyList<TraceColumn> Columns { get; }

    /// <summary>A column.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">It was not asked for.</exception>
    public TraceColumn this[string name] => _byName.TryGetValue(name, out var column)
        ? column
        : throw new ArgumentException($"found column '{name}', expected one that was asked for: {string.Join(", ", _byName.Keys)}", nameof(name));

    /// <summary>The values of a column, the default of their type where they are absent.</summary>
    /// <typeparam name="T">The type of the column's values in memory.</typeparam>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">It was not asked for, or holds another type.</exception>
    public ReadOnlySpan<T> Column<T>(string name) => this[name] is TraceColumn<T> column
        ? column.Values
        : throw new ArgumentException($"column '{name}': found values of type {this[name].Type}, expected {typeof(T).Name}", nameof(name));

    /// <summary>Whether the values of a column are present: all of them where it is not optional.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">It was not asked for.</exception>
    public ReadOnlySpan<bool> Present(string name) => this[name].Present;

    internal void Read(ParquetReader reader, int group)
    {
        Count = reader.RowGroups[group].Rows;
        foreach (var column in Columns)
        {
            column.Read(reader, group, Count);
        }
    }
}
