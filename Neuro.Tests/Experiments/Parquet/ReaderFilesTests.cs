using Neuro.Experiments.Parquet;

namespace Neuro.Tests.Experiments.Parquet;

/// <summary>
/// The files that independent readers are asked to read (Neuro.Tests/Readers), each with its values beside it as JSON. Where the variable
/// NEURO_READER_FILES names a folder they are left there; here only our own reader reads them.
/// </summary>
public sealed class ReaderFilesTests
{
    private static readonly ParquetOptions Small = new() { PageBytes = 1000, RowGroupBytes = 60_000 };
    private static readonly ParquetOptions Groups = new() { RowGroupBytes = 1 };

    public static TheoryData<string> Names => [.. Files.Keys];

    private static readonly Dictionary<string, Func<(TestColumn[] Columns, ParquetOptions Options, int Batch)>> Files = new(StringComparer.Ordinal)
    {
        ["every-encoding"] = () => (TestValues.AllColumns(11, 2000), Small, 300),
        ["every-encoding-gzip"] = () => (TestValues.AllColumns(12, 2000), Small with { Compression = Compression.Gzip }, 300),
        ["default-options"] = () => (TestValues.AllColumns(13, 5000), new ParquetOptions(), 5000),
        ["no-rows"] = () => (TestValues.AllColumns(14, 0), new ParquetOptions(), 1),
        ["one-row"] = () => (TestValues.AllColumns(15, 1), new ParquetOptions { Compression = Compression.Gzip }, 1),
        ["a-row-a-group"] = () => (TestValues.AllColumns(16, 60), Groups, 1),
        ["nothing-present"] = () => ([.. NothingPresent(300)], Small with { RowGroupBytes = 1 }, 100),
        ["sorted-groups"] = () => (Sorted(400), Groups, 20),
        ["zeros"] = () => (Zeros(), Groups, 3),
        ["not-a-number"] = () => (NotANumber(), Groups, 4),
        ["edges-of-text"] = () => (Texts(), Groups, 3),
        ["full-dictionary"] = () => (FullDictionary(80_000), new ParquetOptions { PageBytes = 20_000 }, 30_000),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Files_for_other_readers_hold_their_values(string name)
    {
        var (columns, options, batch) = Files[name]();
        var file = TestFile.Write(columns, options, batch);
        TestFile.AssertHolds(file, columns);
        if (Environment.GetEnvironmentVariable("NEURO_READER_FILES") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, $"{name}.parquet"), file);
            using var values = File.Create(Path.Combine(folder, $"{name}.json"));
            ReaderValues.Write(values, columns, batch);
        }
    }

    private static IEnumerable<TestColumn> NothingPresent(int rows) => TestValues.AllColumns(17, rows).Where(c => c.Column.Optional).Select(c => c.WithNothing());

    /// <summary>Each row group has a range of its own, so that a reader that trusts statistics skips the others.</summary>
    private static TestColumn[] Sorted(int rows)
    {
        int[] index = [.. Enumerable.Range(0, rows)];
        bool[] present = [.. index.Select(i => i % 3 != 1)];
        return
        [
            TestColumn.Of("int", ColumnType.Int32, ColumnEncoding.Delta, [.. index.Select(i => (i - 200) * 10_000_000)]),
            TestColumn.Of("long", ColumnType.Int64, ColumnEncoding.Delta, [.. index.Select(i => (i - 200L) * 40_000_000_000_000_000L)], present),
            TestColumn.Of("falling", ColumnType.Int32, ColumnEncoding.Plain, [.. index.Select(i => -i)]),
            TestColumn.Of("float", ColumnType.Float, ColumnEncoding.ByteStreamSplit, [.. index.Select(i => (i - 200) / 8f)]),
            TestColumn.Of("double", ColumnType.Double, ColumnEncoding.Plain, [.. index.Select(i => (i - 200) * 1e300)], present),
            TestColumn.Of("bool", ColumnType.Boolean, ColumnEncoding.Plain, [.. index.Select(i => i >= 210)]),
            TestColumn.Of("text", ColumnType.String, ColumnEncoding.Dictionary, [.. index.Select(i => $"{i / 40}{(char)('a' + (i % 20))}")], present),
        ];
    }

    /// <summary>Groups of three rows with each mixture of the two zeros, at the low end, at the high end, and alone.</summary>
    private static TestColumn[] Zeros()
    {
        float[] values = [0f, 0f, 0f, -0f, -0f, -0f, 0f, -0f, 0f, 0f, 1f, 2f, -0f, 1f, 2f, -2f, -1f, 0f, -2f, -1f, -0f];
        return
        [
            TestColumn.Of("float", ColumnType.Float, ColumnEncoding.Plain, values),
            TestColumn.Of("double", ColumnType.Double, ColumnEncoding.Dictionary, [.. values.Select(v => (double)v)]),
        ];
    }

    /// <summary>Groups of four rows with NaN first, last, in the middle, only, and none; a wrong range would hide the other values.</summary>
    private static TestColumn[] NotANumber()
    {
        float[] values = [float.NaN, 1, 2, 3, 1, 2, 3, float.NaN, 5, float.NaN, 4, 6, float.NaN, float.NaN, float.NaN, float.NaN, 7, 8, 9, 10];
        bool[] present = [.. values.Select((_, i) => i != 5)];
        return
        [
            TestColumn.Of("float", ColumnType.Float, ColumnEncoding.Plain, values),
            TestColumn.Of("split", ColumnType.Float, ColumnEncoding.ByteStreamSplit, values, present),
            TestColumn.Of("double", ColumnType.Double, ColumnEncoding.Plain, [.. values.Select(v => (double)v)]),
            TestColumn.Of("dictionary", ColumnType.Double, ColumnEncoding.Dictionary, [.. values.Select(v => (double)v)], present),
        ];
    }

    /// <summary>Text whose order in UTF-16 is not that of its bytes, that ends in the largest bytes, that is empty, and that is too long for statistics.</summary>
    private static TestColumn[] Texts()
    {
        string[] values = ["\uffff", "\U00010000", "b", "", "a", "\0", new string('z', 256), "y", "x", new string('z', 257), "w", "v", "\U0010ffff", "\U0010ffff\U0010ffff", "\u00ff"];
        return
        [
            TestColumn.Of("dictionary", ColumnType.String, ColumnEncoding.Dictionary, values),
            TestColumn.Of("plain", ColumnType.String, ColumnEncoding.Plain, values, [.. values.Select((_, i) => i != 2)]),
        ];
    }

    private static TestColumn[] FullDictionary(int rows)
    {
        int[] numbers = [.. Enumerable.Range(0, rows).Select(i => (int)(i * 2654435761L % 70_000))];
        bool[] present = [.. numbers.Select(i => i % 5 != 0)];
        return
        [
            TestColumn.Of("int", ColumnType.Int32, ColumnEncoding.Dictionary, numbers),
            TestColumn.Of("double", ColumnType.Double, ColumnEncoding.Dictionary, [.. numbers.Select(i => i / 4.0)], present),
            TestColumn.Of("text", ColumnType.String, ColumnEncoding.Dictionary, [.. numbers.Select(i => $"{i:x}")], present),
        ];
    }
}
