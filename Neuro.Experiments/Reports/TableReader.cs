using Neuro.Experiments.Parquet;
using Neuro.Experiments.Traces;

namespace Neuro.Experiments.Reports;

/// <summary>Reads small tables whole.</summary>
internal static class TableReader
{
    /// <summary>Reads a table of a run.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="table">The table.</param>
    /// <returns>Null when the run has no complete part of it.</returns>
    /// <exception cref="TraceException">It cannot be read.</exception>
    public static TableData? Read(string run, string table)
    {
        if (!TraceTable.NamesIn(run).Contains(table))
        {
            return null;
        }

        var source = TraceTable.Open(run, table);
        var numbers = source.Columns.Where(column => column.Type is not (ColumnType.String or ColumnType.Boolean)).ToDictionary(column => column.Name, _ => new List<double>());
        var words = source.Columns.Where(column => column.Type == ColumnType.String).ToDictionary(column => column.Name, _ => new List<string>());
        var count = 0;
        foreach (var rows in source.Read())
        {
            count += rows.Count;
            foreach (var (name, values) in numbers)
            {
                AddNumbers(values, rows[name]);
            }

            foreach (var (name, values) in words)
            {
                values.AddRange(rows.Column<string>(name));
            }
        }

        return new TableData(
            count, numbers.ToDictionary(column => column.Key, column => (IReadOnlyList<double>)column.Value), words.ToDictionary(column => column.Key, column => (IReadOnlyList<string>)column.Value));
    }

    private static void AddNumbers(List<double> numbers, TraceColumn column)
    {
        switch (column)
        {
            case TraceColumn<int> whole:
                Add(whole.Values, column.Present, value => value);
                break;
            case TraceColumn<long> whole:
                Add(whole.Values, column.Present, value => value);
                break;
            case TraceColumn<float> real:
                Add(real.Values, column.Present, value => value);
                break;
            case TraceColumn<double> real:
                Add(real.Values, column.Present, value => value);
                break;
        }

        void Add<T>(ReadOnlySpan<T> values, ReadOnlySpan<bool> present, Func<T, double> number)
        {
            for (var row = 0; row < values.Length; row++)
            {
                numbers.Add(present[row] ? number(values[row]) : double.NaN);
            }
        }
    }
}
