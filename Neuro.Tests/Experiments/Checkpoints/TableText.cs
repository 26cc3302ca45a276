using Neuro.Experiments.Parquet;

namespace Neuro.Tests.Experiments.Checkpoints;

/// <summary>A table of a run over all of its parts, row by row, in words: so that where its parts begin does not show.</summary>
internal static class TableText
{
    /// <summary>The rows.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns; all when none is named.</param>
    public static List<string> Of(string run, string table, params string[] columns)
    {
        var rows = new List<string>();
        foreach (var part in Directory.GetFiles(Path.Combine(run, table), "*.parquet").Order(StringComparer.Ordinal))
        {
            using var reader = new ParquetReader(File.OpenRead(part), part);
            for (var group = 0; group < reader.RowGroups.Count; group++)
            {
                var cells = reader.Columns.Where(column => columns.Length == 0 || columns.Contains(column.Name)).Select(column => Cells(reader, group, column)).ToList();
                rows.AddRange(Enumerable.Range(0, (int)reader.RowGroups[group].Rows).Select(row => string.Join(' ', cells.Select(cell => cell[row]))));
            }
        }

        return rows;
    }

    private static string[] Cells(ParquetReader reader, int group, Column column) => column.Type switch
    {
        ColumnType.Boolean => Cells<bool>(reader, group, column),
        ColumnType.Int32 => Cells<int>(reader, group, column),
        ColumnType.Int64 => Cells<long>(reader, group, column),
        ColumnType.Float => Cells<float>(reader, group, column),
        ColumnType.Double => Cells<double>(reader, group, column),
        _ => Cells<string>(reader, group, column),
    };

    private static string[] Cells<T>(ParquetReader reader, int group, Column column)
    {
        var (values, present) = (new T[reader.RowGroups[group].Rows], new bool[reader.RowGroups[group].Rows]);
        if (column.Optional)
        {
            reader.Read<T>(group, column.Name, values, present);
        }
        else
        {
            reader.Read<T>(group, column.Name, values);
            present.AsSpan().Fill(true);
        }

        return [.. values.Zip(present, (value, there) => there ? $"{value}" : "null")];
    }
}
