using Neuro.Experiments.Parquet;
using Neuro.Experiments.Traces;

namespace Neuro.Experiments.Studies;

/// <summary>Writes the table of a study into the folder of its run, as tables of trainings are written.</summary>
internal static class StudyTableWriter
{
    /// <summary>Writes all rows, as one part.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="table">The table.</param>
    /// <param name="options">How tables are written.</param>
    /// <param name="origin">What the part says of the run in its metadata.</param>
    /// <param name="time">Gives the age of parts.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="IOException">The disk refuses it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder refuses it.</exception>
    public static TraceSummary Write(string run, StudyTable table, TraceOptions options, IReadOnlyDictionary<string, string> origin, TimeProvider time)
    {
        using var writer = new TableWriter(run, new TableLayout(table.Name, [.. table.Columns.Select(ColumnOf)]), options, time);
        var part = writer.Part;
        foreach (var (key, value) in origin)
        {
            part.Metadata[key] = value;
        }

        foreach (var column in table.Columns)
        {
            Append(part, column);
        }

        // All rows end together: the size of a part closes none before.
        part.EndRows();
        writer.ClosePart();
        return new TraceSummary(0, new Dictionary<string, long> { [table.Name] = writer.Rows }, writer.Bytes, 0, 0);
    }

    private static Column ColumnOf(StudyColumn column) => column.Words is null
        ? new Column(column.Name, ColumnType.Double, ColumnEncoding.Plain, Optional: true)
        : new Column(column.Name, ColumnType.String, ColumnEncoding.Dictionary);

    private static void Append(ParquetWriter part, StudyColumn column)
    {
        if (column.Words is { } words)
        {
            var appender = part.Column<string>(column.Name);
            foreach (var word in words)
            {
                appender.Append(word);
            }

            return;
        }

        var numbers = part.Column<double>(column.Name);
        foreach (var number in column.Numbers!)
        {
            numbers.AppendOptional(double.IsFinite(number) ? number : null);
        }
    }
}
