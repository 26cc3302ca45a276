using Neuro.Experiments.Configuration;
using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>One table of one run, over its parts in order. The run may still go on: what counts are the parts that were complete when the table was opened.</summary>
/// <remarks>Only footers are kept; rows are read one row group at a time. Several readings of one table may go on at once.</remarks>
internal sealed class TraceTable
{
    private readonly IReadOnlyList<TracePart> _parts;

    private TraceTable(string folder, string name, IReadOnlyList<TracePart> parts) => (Folder, Name, _parts) = (folder, name, parts);

    /// <summary>The folder that holds the parts.</summary>
    public string Folder { get; }

    /// <summary>The name of the table.</summary>
    public string Name { get; }

    /// <summary>The columns. Their encodings are those of the first part.</summary>
    public IReadOnlyList<Column> Columns => _parts[0].Columns;

    /// <summary>Number of rows.</summary>
    public long Rows => _parts.Sum(part => part.Rows);

    /// <summary>The files.</summary>
    public IReadOnlyList<string> Parts => [.. _parts.Select(part => part.File)];

    /// <summary>What the footers of the parts tell.</summary>
    public IReadOnlyList<TracePart> Footers => _parts;

    /// <summary>The tables of a run that have at least one part, by name.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <exception cref="TraceException">There is no such folder.</exception>
    public static IReadOnlyList<string> NamesIn(string run)
    {
        if (!Directory.Exists(run))
        {
            throw new TraceException($"{(run.Length == 0 ? "RUN" : run)}: found no such folder, expected that of a run");
        }

        return [.. Directory.GetDirectories(run).Where(folder => NumbersIn(folder).Count > 0).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Opens a table: reads the footers of all of its complete parts.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="table">The name of the table.</param>
    /// <exception cref="TraceException">There is no such table, a part is missing or cannot be read, or parts have different columns.</exception>
    public static TraceTable Open(string run, string table)
    {
        var names = NamesIn(run);
        if (!names.Contains(table))
        {
            var nearest = Spelling.Nearest(table, names);
            throw new TraceException(
                $"{run}: found no table '{table}', expected {(names.Count == 0 ? "a run with tables; this one has none" : $"one of {string.Join(", ", names)}")}"
                + (nearest is null ? string.Empty : $" (nearest: {nearest})"));
        }

        var folder = Path.Combine(run, table);
        var numbers = NumbersIn(folder);
        var missing = Enumerable.Range(0, numbers.Count).Where(i => numbers[i] != i).Cast<int?>().FirstOrDefault();
        if (missing is { } gap)
        {
            throw new TraceException(
                $"{Path.Combine(folder, TracePart.NameOf(gap))}: found no such part, though there is {TracePart.NameOf(numbers[gap])}, expected all parts from {TracePart.NameOf(0)} on");
        }

        List<TracePart> parts = [.. numbers.Select(number => TracePart.Of(Path.Combine(folder, TracePart.NameOf(number))))];
        foreach (var part in parts)
        {
            if (Shape(part) != Shape(parts[0]))
            {
                throw new TraceException($"{part.File}: found the columns {Shape(part)}, expected those of {Path.GetFileName(parts[0].File)}: {Shape(parts[0])}");
            }
        }

        return new TraceTable(folder, table, parts);
    }

    /// <summary>A column.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="TraceException">There is none of that name.</exception>
    public Column Column(string name)
    {
        if (Columns.FirstOrDefault(column => column.Name == name) is { } found)
        {
            return found;
        }

        var names = Columns.Select(column => column.Name);
        var nearest = Spelling.Nearest(name, names);
        throw new TraceException(
            $"{Folder}: found no column '{name}', expected one of {string.Join(", ", names)}" + (nearest is null ? string.Empty : $" (nearest: {nearest})"));
    }

    /// <summary>Reads columns of all rows, in order.</summary>
    /// <param name="columns">Their names; none for all of them.</param>
    /// <returns>The rows of one row group after the other. They share memory: a batch holds until the next one is asked for.</returns>
    /// <exception cref="TraceException">There is no such column, or a part is gone or damaged.</exception>
    public IEnumerable<TraceRows> Read(params IEnumerable<string> columns) => Read(_ => true, columns);

    /// <summary>Reads columns of those row groups that are wanted, in order.</summary>
    /// <param name="wanted">Tells by its footer whether a row group is wanted.</param>
    /// <param name="columns">Their names; none for all of them.</param>
    /// <inheritdoc cref="Read(IEnumerable{string})"/>
    public IEnumerable<TraceRows> Read(Func<RowGroup, bool> wanted, params IEnumerable<string> columns)
    {
        List<Column> chosen = [.. columns.Distinct().Select(Column)];
        return Batches(wanted, chosen.Count == 0 ? Columns : chosen);
    }

    private IEnumerable<TraceRows> Batches(Func<RowGroup, bool> wanted, IReadOnlyList<Column> columns)
    {
        var rows = new TraceRows(columns);
        foreach (var part in _parts.Where(part => part.RowGroups.Any(wanted)))
        {
            using var reader = TracePart.Open(part.File);
            for (var group = 0; group < reader.RowGroups.Count; group++)
            {
                if (!wanted(reader.RowGroups[group]))
                {
                    continue;
                }

                try
                {
                    rows.Read(reader, group);
                }
                catch (ParquetException e)
                {
                    throw new TraceException(e.Message, e);
                }
                catch (IOException e)
                {
                    throw new TraceException($"{part.File}: found a part that cannot be read ({e.Message.TrimEnd('.')}), expected one that can", e);
                }

                yield return rows;
            }
        }
    }

    private static List<int> NumbersIn(string folder)
    {
        try
        {
            return [.. Directory.GetFiles(folder).Select(file => TracePart.NumberOf(Path.GetFileName(file))).Where(number => number is not null).Select(number => number!.Value).Order()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TraceException($"{folder}: found a folder that cannot be read ({e.Message.TrimEnd('.')}), expected one that can", e);
        }
    }

    private static string Shape(TracePart part) => string.Join(", ", part.Columns.Select(column => $"{column.Name} {column.Type}{(column.Optional ? "?" : string.Empty)}"));
}
