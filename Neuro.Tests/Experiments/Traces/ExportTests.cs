using System.Globalization;
using Neuro.Experiments.Parquet;
using Neuro.Experiments.Traces;
using Neuro.Tests.Experiments.Data;
using Neuro.Tests.Experiments.Numpy;

namespace Neuro.Tests.Experiments.Traces;

public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WrittenTable _written;
    private readonly TraceTable _table;

    public ExportTests()
    {
        _written = WrittenTable.Random(_folder.Path, "t", [40, 3], [1, 50]);
        _table = TraceTable.Open(_folder.Path, "t");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Csv_ReadsBackAsTheSameValues()
    {
        var records = CsvOracle.Read(Csv([.. _table.Columns.Select(column => column.Name)]));
        Assert.Equal(_table.Columns.Select(column => column.Name), records[0]);
        Assert.Equal(_written.Rows.Select(row => row.Select(value => value is "" ? null : value).ToArray()), records[1..].Select(record => record.Select(Value).ToArray()));

        object? Value(string text, int column)
        {
            var culture = CultureInfo.InvariantCulture;

            // To the independent reader, which drops quotes, an empty text and an absent one are alike; the next test tells them apart.
            return text.Length == 0 ? null : _table.Columns[column].Type switch
            {
                ColumnType.Boolean => text switch { "true" => true, "false" => false, _ => null },
                ColumnType.Int32 => int.Parse(text, culture),
                ColumnType.Int64 => long.Parse(text, culture),
                ColumnType.Float => float.Parse(text, culture),
                ColumnType.Double => double.Parse(text, culture),
                _ => text,
            };
        }
    }

    [Fact]
    public void Csv_AnEmptyTextIsNoAbsentOne_AndLinesEndWithCrLf()
    {
        var written = new WrittenTable(_folder.Path, "u");
        written.Part(0, [new Column("a", ColumnType.String, Optional: true), new Column("b", ColumnType.Double, Optional: true)], [["", 0.5], [null, null], ["x\ny", -1e-7], ["q\"", 1e21]]);
        var writer = new StringWriter();
        var table = TraceTable.Open(_folder.Path, "u");
        CsvExport.Write(table, ["b", "a"], RowFilter.Parse(table, []), writer, CancellationToken.None);
        Assert.Equal("b,a\r\n0.5,\"\"\r\n,\r\n-1E-07,\"x\ny\"\r\n1E+21,\"q\"\"\"\r\n", writer.ToString());
    }

    [Fact]
    public void Csv_HoldsTheColumnsAndRowsThatAreAskedFor()
    {
        var records = CsvOracle.Read(Csv(["unit", "trial"], "population=output", "on=true"));
        Assert.Equal(
            _written.Rows.Where(row => row[2] is "output" && row[6] is true).Select(row => new List<string> { $"{row[1]}", $"{row[0]}" }),
            records[1..]);
    }

    [Fact]
    public void Npz_ReadsBackAsTheSameValues()
    {
        var arrays = NpyOracle.Read(Npz(["rate", "population", "loss", "trial", "on", "note", "unit"]));
        Assert.Equal(["rate", "population", "population_names", "loss", "trial", "on", "note", "note_names", "unit"], arrays.Keys);
        Assert.Equal(["<f4", "<i4", "<U7", "<f8", "<i8", "|u1", "<i4", "<U14", "<i4"], arrays.Values.Select(array => array.Code));
        Assert.Equal(_written.Rows.Select(row => (object)((float?)row[3] ?? float.NaN)), arrays["rate"].Values);
        Assert.Equal(_written.Rows.Select(row => row[4]), arrays["loss"].Values);
        Assert.Equal(_written.Rows.Select(row => row[0]), arrays["trial"].Values);
        Assert.Equal(_written.Rows.Select(row => row[1]), arrays["unit"].Values);
        Assert.Equal(_written.Rows.Select(row => (object)(byte)(row[6] is true ? 1 : 0)), arrays["on"].Values);
        foreach (var (name, column) in new[] { ("population", 2), ("note", 7) })
        {
            var names = arrays[$"{name}_names"].Values;
            Assert.Equal(names.Length, names.Distinct().Count());
            Assert.Equal(_written.Rows.Select(row => row[column]), arrays[name].Values.Select(code => (int)code < 0 ? null : names[(int)code]));
        }
    }

    [Fact]
    public void Npz_HoldsTheRowsThatAreAskedFor()
    {
        var arrays = NpyOracle.Read(Npz(["trial", "lag"], "population=hidden1", "lag=5")).ToDictionary();
        Assert.Empty(arrays["trial"].Values);
        arrays = NpyOracle.Read(Npz(["rate", "trial"], "population=hidden1", "lag=null"));
        var expected = _written.Rows.Where(row => row[2] is "hidden1" && row[5] is null).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(row => row[0]), arrays["trial"].Values);
        Assert.Equal(expected.Select(row => (object)((float?)row[3] ?? float.NaN)), arrays["rate"].Values);
    }

    [Fact]
    public void Npz_AbsentWholeNumbers_AreRefused()
    {
        var e = Assert.Throws<TraceException>(() => Npz(["lag"]));
        Assert.StartsWith("column 'lag': found an absent value, expected none", e.Message, StringComparison.Ordinal);
        Assert.Contains("--columns", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Npz_ColumnThatIsCalledAsNamesAre_IsRefused()
    {
        new WrittenTable(_folder.Path, "u").Part(0, [new Column("a", ColumnType.String), new Column("a_names", ColumnType.Int32)], [["x", 1]]);
        var table = TraceTable.Open(_folder.Path, "u");
        Assert.Contains(
            "found a column 'a_names' beside 'a'",
            Assert.Throws<TraceException>(() => NpzExport.Write(table, ["a", "a_names"], RowFilter.Parse(table, []), Stream.Null, CancellationToken.None)).Message,
            StringComparison.Ordinal);
    }

    [NumpyFact]
    public void Npz_IsReadByNumpyItself()
    {
        var seen = Python.Print(
            "import sys, numpy\nz = numpy.load(sys.argv[1], allow_pickle=False)\nn = z['population_names'][z['population']]\nprint(n.dtype, len(n), int((n == 'output').sum()))\nprint(repr(float(numpy.nansum(z['unit']))), int(numpy.isnan(z['rate']).sum()))\nprint([ascii(t) for t in z['note_names'].tolist() if len(t) == 3])",
            Npz(["population", "unit", "rate", "note"]));
        Assert.Equal(
            [
                $"<U7 {_written.Rows.Count} {_written.Rows.Count(row => row[2] is "output")}",
                $"{_written.Rows.Sum(row => (int)row[1]!)}.0 {_written.Rows.Count(row => row[3] is null or float.NaN)}",
                "[\"'\\\\xfc\\\\u20ac\\\\U0001f600'\"]",
            ],
            seen.Trim().Split('\n').Select(line => line.TrimEnd('\r')));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("npz")]
    public void Export_EndsEarly_WhenAsked(string format)
    {
        var filter = RowFilter.Parse(_table, []);
        var asked = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() =>
        {
            if (format == "csv")
            {
                CsvExport.Write(_table, ["trial"], filter, TextWriter.Null, asked);
            }
            else
            {
                using var stream = new MemoryStream();
                NpzExport.Write(_table, ["trial"], filter, stream, asked);
            }
        });
    }

    private string Csv(string[] columns, params string[] conditions)
    {
        var writer = new StringWriter();
        CsvExport.Write(_table, columns, RowFilter.Parse(_table, conditions), writer, CancellationToken.None);
        return writer.ToString();
    }

    private string Npz(string[] columns, params string[] conditions)
    {
        var file = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.npz");
        using var stream = File.Create(file);
        NpzExport.Write(_table, columns, RowFilter.Parse(_table, conditions), stream, CancellationToken.None);
        return file;
    }
}
