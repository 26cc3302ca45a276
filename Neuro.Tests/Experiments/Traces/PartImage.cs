using Neuro.Experiments.Parquet;

namespace Neuro.Tests.Experiments.Traces;

/// <summary>All of one part of a table, value by value, to be looked at or edited and written again.</summary>
internal sealed class PartImage
{
    private PartImage(string file) => File = file;

    public string File { get; }

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public List<Column> Columns { get; } = [];

    /// <summary>A row for each row, the values in the order of the columns; null where there is none.</summary>
    public List<object?[]> Rows { get; } = [];

    public static PartImage Read(string file)
    {
        var image = new PartImage(file);
        using var reader = new ParquetReader(System.IO.File.OpenRead(file), file);
        image.Columns.AddRange(reader.Columns);
        foreach (var (key, value) in reader.Metadata)
        {
            image.Metadata[key] = value;
        }

        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            var columns = reader.Columns.Select(column => Values(reader, group, column)).ToList();
            for (var row = 0; row < reader.RowGroups[group].Rows; row++)
            {
                image.Rows.Add([.. columns.Select(column => column[row])]);
            }
        }

        return image;
    }

    /// <summary>All rows of a table of a run.</summary>
    public static List<Dictionary<string, object?>> Table(string run, string table) =>
        [.. Parts(run, table).Select(Read).SelectMany(image => image.Rows.Select(row => image.Columns.Zip(row).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal)))];

    /// <summary>The complete parts of a table of a run.</summary>
    public static string[] Parts(string run, string table) =>
        Directory.Exists(Path.Combine(run, table)) ? [.. Directory.GetFiles(Path.Combine(run, table), "*.parquet").Order(StringComparer.Ordinal)] : [];

    public int IndexOf(string column) => Columns.FindIndex(c => c.Name == column);

    /// <summary>Writes it in place of the file that it was read from.</summary>
    public void Write()
    {
        using var stream = System.IO.File.Create(File);
        using var writer = new ParquetWriter(stream, Columns, new ParquetOptions());
        foreach (var (key, value) in Metadata.Where(pair => pair.Key.StartsWith("neuro.", StringComparison.Ordinal)))
        {
            writer.Metadata[key] = value;
        }

        foreach (var (column, index) in Columns.Select((column, index) => (column, index)))
        {
            foreach (var row in Rows)
            {
                Append(writer, column, row[index]);
            }
        }

        writer.EndRows();
        writer.Close();
    }

    private static object?[] Values(ParquetReader reader, int group, Column column) => column.Type switch
    {
        ColumnType.Int32 => Values<int>(reader, group, column),
        ColumnType.Int64 => Values<long>(reader, group, column),
        ColumnType.Float => Values<float>(reader, group, column),
        ColumnType.Double => Values<double>(reader, group, column),
        ColumnType.Boolean => Values<bool>(reader, group, column),
        _ => Values<string>(reader, group, column),
    };

    private static object?[] Values<T>(ParquetReader reader, int group, Column column)
        where T : notnull
    {
        var values = new T[reader.RowGroups[group].Rows];
        if (!column.Optional)
        {
            reader.Read<T>(group, column.Name, values);
            return [.. values];
        }

        var present = new bool[values.Length];
        reader.Read<T>(group, column.Name, values, present);
        return [.. values.Select((value, i) => present[i] ? (object?)value : null)];
    }

    private static void Append(ParquetWriter writer, Column column, object? value)
    {
        switch (value)
        {
            case int number:
                writer.Column<int>(column.Name).Append(number);
                break;
            case long number:
                writer.Column<long>(column.Name).Append(number);
                break;
            case float number:
                writer.Column<float>(column.Name).Append(number);
                break;
            case double number:
                writer.Column<double>(column.Name).Append(number);
                break;
            case string text:
                writer.Column<string>(column.Name).Append(text);
                break;
            default:
                writer.Column<float>(column.Name).AppendNulls(1);
                break;
        }
    }
}
