using Neuro.Experiments.Parquet;

namespace Neuro.Tests.Experiments.Traces;

/// <summary>A table that a test wrote, part by part, and the rows that it wrote: what readers and exports must give back.</summary>
internal sealed class WrittenTable(string run, string name)
{
    /// <summary>Every type, optional and not.</summary>
    public static readonly Column[] EveryKind =
    [
        new("trial", ColumnType.Int64, ColumnEncoding.Delta),
        new("unit", ColumnType.Int32, ColumnEncoding.Delta),
        new("population", ColumnType.String, ColumnEncoding.Dictionary),
        new("rate", ColumnType.Float, ColumnEncoding.ByteStreamSplit, Optional: true),
        new("loss", ColumnType.Double, ColumnEncoding.Plain),
        new("lag", ColumnType.Int32, ColumnEncoding.Plain, Optional: true),
        new("on", ColumnType.Boolean),
        new("note", ColumnType.String, ColumnEncoding.Dictionary, Optional: true),
    ];

    private static readonly string?[] Notes = [null, "", "plain", "comma, \"quote\"", "two\r\nlines", "ü€😀", " "];
    private static readonly float?[] Rates = [null, 0, -0f, 0.1f, float.MaxValue, float.Epsilon, float.NaN, float.NegativeInfinity, 1f / 3];
    private static readonly double[] Losses = [0.1, -1e300, double.Epsilon, 1.0 / 3, double.PositiveInfinity, 12345678.9, -0.0];

    /// <summary>The rows of all parts, null for what is absent.</summary>
    public List<object?[]> Rows { get; } = [];

    /// <summary>The folder of the parts.</summary>
    public string Folder { get; } = Path.Combine(run, name);

    /// <summary>Rows of every kind, in a table of some parts, each of some row groups.</summary>
    public static WrittenTable Random(string run, string name, params int[][] rowsOfGroupsOfParts)
    {
        var table = new WrittenTable(run, name);
        var random = new Random(rowsOfGroupsOfParts.Length);
        long trial = 0;
        foreach (var (number, groups) in rowsOfGroupsOfParts.Index())
        {
            table.Part(number, EveryKind, [.. groups.Select(count => Enumerable.Range(0, count).Select(_ => new object?[]
            {
                trial++ / 4, random.Next(-3, 3), random.Next(2) == 0 ? "hidden1" : "output", Rates[random.Next(Rates.Length)], Losses[random.Next(Losses.Length)],
                random.Next(3) == 0 ? null : random.Next(), random.Next(2) == 0, Notes[random.Next(Notes.Length)],
            }).ToArray())]);
        }

        return table;
    }

    /// <summary>Writes a part; each element is a row group.</summary>
    public void Part(int number, Column[] columns, params object?[][][] groups)
    {
        Directory.CreateDirectory(Folder);
        using var stream = File.Create(Path.Combine(Folder, $"part-{number:00000}.parquet"));
        using var writer = new ParquetWriter(stream, columns, new ParquetOptions { RowGroupBytes = 1 });
        foreach (var group in groups)
        {
            foreach (var row in group)
            {
                for (var i = 0; i < columns.Length; i++)
                {
                    Append(writer, columns[i], row[i]);
                }

                Rows.Add(row);
            }

            writer.EndRows();
        }

        writer.Metadata["table"] = name;
        writer.Metadata["neuro.seed"] = "1";
        writer.Close();
    }

    private static void Append(ParquetWriter writer, Column column, object? value)
    {
        switch (column.Type)
        {
            case ColumnType.Boolean: Append<bool>(writer, column, value); break;
            case ColumnType.Int32: Append<int>(writer, column, value); break;
            case ColumnType.Int64: Append<long>(writer, column, value); break;
            case ColumnType.Float: Append<float>(writer, column, value); break;
            case ColumnType.Double: Append<double>(writer, column, value); break;
            default: Append<string>(writer, column, value); break;
        }
    }

    private static void Append<T>(ParquetWriter writer, Column column, object? value)
    {
        if (value is null)
        {
            writer.Column<T>(column.Name).AppendNulls(1);
        }
        else
        {
            writer.Column<T>(column.Name).Append((T)value);
        }
    }
}
