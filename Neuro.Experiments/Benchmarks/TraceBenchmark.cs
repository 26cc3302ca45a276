using System.IO.Compression;
using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Benchmarks;

/// <summary>Tables written as Parquet and read, against the same arrays dumped and loaded as they are, one thread; what is read is compared first.</summary>
internal sealed class TraceBenchmark : IBenchmark
{
    private const int Repeats = 15;
    private const int NarrowRows = 4_000_000;
    private const int ActivityRows = 600 * TraceShapes.Batch;

    /// <summary>How columns that count and columns that measure are encoded; goals are those of the encodings that the documentation recommends.</summary>
    private static readonly (Compression Compression, ColumnEncoding Numbers, ColumnEncoding Values, bool IsRecommended)[] Cases =
    [
        (Compression.None, ColumnEncoding.Plain, ColumnEncoding.Plain, false),
        (Compression.None, ColumnEncoding.Dictionary, ColumnEncoding.Plain, false),
        (Compression.None, ColumnEncoding.Delta, ColumnEncoding.Plain, true),
        (Compression.Gzip, ColumnEncoding.Plain, ColumnEncoding.Plain, false),
        (Compression.Gzip, ColumnEncoding.Dictionary, ColumnEncoding.ByteStreamSplit, false),
        (Compression.Gzip, ColumnEncoding.Delta, ColumnEncoding.Plain, false),
        (Compression.Gzip, ColumnEncoding.Delta, ColumnEncoding.ByteStreamSplit, true),
    ];

    public string Name => "trace";

    public string Summary => "tables written as Parquet and read, one thread, against the same arrays dumped and loaded raw, and against gzip alone";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        string folder = Directory.CreateTempSubdirectory("neuro-trace-").FullName;
        try
        {
            foreach ((Compression compression, ColumnEncoding numbers, ColumnEncoding values, bool isRecommended) in Cases)
            {
                string encodings = $"{numbers} and {values}, {compression}";
                TraceColumn[] narrow = TraceShapes.Narrow(NarrowRows, numbers, values);
                foreach (BenchmarkRow row in Rows($"int32, int32, float; {encodings}", narrow, NarrowRows, compression, folder, isRecommended))
                {
                    yield return row;
                }

                TraceColumn[] activity = TraceShapes.Activity(ActivityRows, numbers, values);
                foreach (BenchmarkRow row in Rows($"activity; {encodings}", activity, ActivityRows, compression, folder, isRecommended))
                {
                    yield return row;
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<BenchmarkRow> Rows(string name, TraceColumn[] columns, int rows, Compression compression, string folder, bool hasGoals)
    {
        string raw = Path.Combine(folder, "raw");
        string file = Path.Combine(folder, "table.parquet");
        var options = new ParquetOptions { Compression = compression };
        bool isGzip = compression == Compression.Gzip;
        Action dump = isGzip ? () => Compress(columns, raw) : () => Dump(columns, raw);
        Action load = isGzip ? () => Decompress(columns, raw) : () => Load(columns, raw);
        string against = isGzip ? "gzip alone" : "raw";
        int repeats = isGzip ? 5 : Repeats;

        Write(columns, rows, options, file);
        Read(columns, file);
        if (columns.FirstOrDefault(column => !column.IsRead()) is { } wrong)
        {
            throw new BenchmarkException($"{name}: column '{wrong.Column.Name}' is not read as it was written");
        }

        (Timing written, _, Timing writing) = Timing.InTurn(() => Write(columns, rows, options, file), dump, repeats);
        yield return new BenchmarkRow($"{name}: written", 1e-6 * rows / written.Median, "M rows/s");
        double least = isGzip ? 1 : 0.65;
        yield return Ratio($"{name}: written, of {against}", writing, hasGoals ? least : null);
        (Timing read, _, Timing reading) = Timing.InTurn(() => Read(columns, file), load, repeats);
        yield return new BenchmarkRow($"{name}: read", 1e-6 * rows / read.Median, "M rows/s");
        yield return Ratio($"{name}: read, of {against}", reading, hasGoals && !isGzip ? 0.9 : null);
        long size = new FileInfo(file).Length;
        long rawSize = new FileInfo(raw).Length;
        yield return new BenchmarkRow($"{name}: bytes a row", (double)size / rows, "bytes");
        yield return new BenchmarkRow(
            $"{name}: {against}, bytes a row", (double)rawSize / rows, "bytes", Goal: isGzip ? "more" : null, Met: isGzip ? size < rawSize : null);
    }

    /// <summary>How many times as fast the first is: the ratio of times, turned round.</summary>
    private static BenchmarkRow Ratio(string what, Timing firstToSecond, double? goal) => new(
        what, 1 / firstToSecond.Median, "x", 1 / firstToSecond.High, 1 / firstToSecond.Low, goal is null ? null : $">= {goal} x", goal is null ? null : 1 / firstToSecond.Median >= goal);

    private static void Write(TraceColumn[] columns, int rows, ParquetOptions options, string file)
    {
        using var writer = new ParquetWriter(Create(file), [.. columns.Select(column => column.Column)], options);
        for (int row = 0; row < rows; row += TraceShapes.Batch)
        {
            foreach (TraceColumn column in columns)
            {
                column.Append(writer, row, Math.Min(TraceShapes.Batch, rows - row));
            }

            writer.EndRows();
        }

        writer.Close();
    }

    private static void Read(TraceColumn[] columns, string file)
    {
        using var reader = new ParquetReader(Open(file), file);
        int first = 0;
        for (int group = 0; group < reader.RowGroups.Count; group++)
        {
            foreach (TraceColumn column in columns)
            {
                column.Read(reader, group, first, reader.RowGroups[group].Rows);
            }

            first += reader.RowGroups[group].Rows;
        }
    }

    private static void Dump(TraceColumn[] columns, string file)
    {
        using FileStream stream = Create(file);
        foreach (TraceColumn column in columns)
        {
            stream.Write(column.Bytes);
        }
    }

    private static void Load(TraceColumn[] columns, string file)
    {
        using FileStream stream = Open(file);
        foreach (TraceColumn column in columns)
        {
            stream.ReadExactly(column.Room);
        }
    }

    private static void Compress(TraceColumn[] columns, string file)
    {
        using var gzip = new GZipStream(Create(file), CompressionLevel.Fastest);
        foreach (TraceColumn column in columns)
        {
            gzip.Write(column.Bytes);
        }
    }

    private static void Decompress(TraceColumn[] columns, string file)
    {
        using var gzip = new GZipStream(Open(file), CompressionMode.Decompress);
        foreach (TraceColumn column in columns)
        {
            gzip.ReadExactly(column.Room);
        }
    }

    private static FileStream Create(string file) => new(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);

    private static FileStream Open(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
}
