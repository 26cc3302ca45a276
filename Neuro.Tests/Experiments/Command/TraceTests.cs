using System.Diagnostics;
using System.Text.Json;
using Neuro.Experiments.Command;
using Neuro.Experiments.Parquet;
using Neuro.Tests.Experiments.Sweeps;
using Neuro.Tests.Experiments.Traces;

namespace Neuro.Tests.Experiments.Command;

public sealed class TraceTests : IDisposable
{
    private static readonly Column[] Columns =
    [
        new("epoch", ColumnType.Int32, ColumnEncoding.Delta), new("layer", ColumnType.String, ColumnEncoding.Dictionary), new("loss", ColumnType.Double, Optional: true), new("rate", ColumnType.Float, ColumnEncoding.ByteStreamSplit),
    ];

    private readonly Invocation _neuro = new();
    private readonly string _run;

    /// <summary>Two tables, one of them in two parts.</summary>
    public TraceTests()
    {
        _run = RecordFile.Write(_neuro.Folder, "run", "{}", null, "completed", "ghost-ma");
        var layers = new WrittenTable(_run, "layers");
        layers.Part(0, Columns, [[1, "hidden1", 0.5, 0.1f], [1, "hidden2", null, 10f]], [[2, "hidden1", double.NaN, -1f]]);
        layers.Part(1, Columns, [[2, "hidden2", 1e-7, float.PositiveInfinity]]);
        new WrittenTable(_run, "seconds").Part(0, [new Column("t", ColumnType.Int64)], [[7L], [-3L]]);
    }

    public void Dispose() => _neuro.Dispose();

    [Fact]
    public void Head_AlignsColumns()
    {
        Assert.Equal(0, _neuro.Invoke("trace", "head", _run, "layers"));
        Assert.Equal(
            [
                "epoch  layer     loss      rate",
                "    1  hidden1    0.5       0.1",
                "    1  hidden2   null        10",
                "    2  hidden1    NaN        -1",
                "    2  hidden2  1E-07  Infinity",
            ],
            _neuro.Output.Lines);
    }

    [Theory]
    [InlineData("-n 1 --columns layer,epoch", "layer    epoch", "hidden1      1")]
    [InlineData("-n 0 --columns epoch", "epoch")]
    [InlineData("--where epoch=2 --where layer=hidden1 --columns epoch,rate", "epoch  rate", "    2    -1")]
    [InlineData("--where loss=null --columns layer", "layer", "hidden2")]
    [InlineData("--where layer=hidden2 --columns epoch -n 1", "epoch", "    1")]
    public void Head_ShowsWhatIsAskedFor(string options, params string[] lines)
    {
        Assert.Equal(0, _neuro.Invoke(["trace", "head", _run, "layers", .. options.Split(' ')]));
        Assert.Equal(lines, _neuro.Output.Lines);
    }

    [Fact]
    public void Head_AsJson_IsAnObjectALine()
    {
        Assert.Equal(0, _neuro.Invoke("trace", "head", _run, "layers", "--json"));
        Assert.Equal(
            [
                """{"epoch":1,"layer":"hidden1","loss":0.5,"rate":0.1}""",
                """{"epoch":1,"layer":"hidden2","loss":null,"rate":10}""",
                """{"epoch":2,"layer":"hidden1","loss":"NaN","rate":-1}""",
                """{"epoch":2,"layer":"hidden2","loss":1E-07,"rate":"Infinity"}""",
            ],
            _neuro.Output.Lines);
    }

    [Fact]
    public void Head_WithoutN_ShowsTenRows()
    {
        new WrittenTable(_run, "many").Part(0, [new Column("i", ColumnType.Int32)], [.. Enumerable.Range(0, 6).Select(i => new object?[][] { [2 * i], [(2 * i) + 1] })]);
        Assert.Equal(0, _neuro.Invoke("trace", "head", _run, "many"));
        Assert.Equal(["i", .. Enumerable.Range(0, 10).Select(i => $"{i}")], _neuro.Output.Lines);
    }

    [Fact]
    public void Info_TellsWhatTheFootersSay()
    {
        Assert.Equal(0, _neuro.Invoke("trace", "info", _run));
        var bytes = Directory.GetFiles(Path.Combine(_run, "layers")).Sum(file => new FileInfo(file).Length);
        Assert.Equal($"{_run}: ghost-ma, completed, tables layers, seconds", _neuro.Output.Lines[0]);
        Assert.Equal($"layers: 4 rows in 2 parts, 3 row groups, {bytes:N0} bytes", _neuro.Output.Lines[3]);
        string[] Row(string name) => Assert.Single(_neuro.Output.Lines, line => line.StartsWith($"{name} ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[..6];
        Assert.Equal(["epoch", "int32", "delta", "0", "1", "2"], Row("epoch"));
        Assert.Equal(["layer", "string", "dictionary", "0", "hidden1", "hidden2"], Row("layer"));
        Assert.Equal(["loss", "double?", "plain", "1", "?", "?"], Row("loss"));
        Assert.Equal(["rate", "float", "byte-stream-split", "0", "-1", "Infinity"], Row("rate"));
        Assert.Equal(["t", "int64", "plain", "0", "-3", "7"], Row("t"));
        Assert.Contains("table = layers", _neuro.Output.Lines);
        Assert.Equal(["neuro.seed = 1"], _neuro.Output.Lines.Where(line => line.StartsWith("neuro.seed", StringComparison.Ordinal)));
        Assert.Equal("neuro.seed = 1", _neuro.Output.Lines[1]);
        Assert.DoesNotContain(_neuro.Output.Lines, line => line.Contains("crc32", StringComparison.Ordinal));
    }

    [Fact]
    public void Info_AsJson_TellsTheSame()
    {
        Assert.Equal(0, _neuro.Invoke("trace", "info", _run, "--json"));
        var json = _neuro.Json();
        Assert.Equal(("ghost-ma", "completed"), (json.GetProperty("experiment").GetString(), json.GetProperty("status").GetString()));
        var table = json.GetProperty("tables")[0];
        Assert.Equal(("layers", 4, 2, 3), (table.GetProperty("name").GetString(), table.GetProperty("rows").GetInt32(), table.GetProperty("parts").GetInt32(), table.GetProperty("rowGroups").GetInt32()));
        var rate = table.GetProperty("columns")[3];
        Assert.Equal(
            ["rate", "float", "False", "byte-stream-split", "0", "-1", "Infinity"],
            new[] { "name", "type", "optional", "encoding", "absent", "least", "largest" }.Select(name => rate.GetProperty(name).ToString()));
        Assert.Equal(JsonValueKind.Null, table.GetProperty("columns")[2].GetProperty("least").ValueKind);
        Assert.Equal("layers", table.GetProperty("metadata").GetProperty("table").GetString());
    }

    [Theory]
    [InlineData("running", false, "killed")]
    [InlineData("running", true, "going on")]
    [InlineData("interrupted", false, "interrupted")]
    public void Info_TellsHowTheRunStands(string status, bool held, string told)
    {
        var run = RecordFile.Write(_neuro.Folder, "other", "{}", null, status, "ghost-mb");
        using var log = held ? new FileStream(Path.Combine(run, "log.jsonl"), FileMode.Create, FileAccess.Write, FileShare.Read) : null;
        Assert.Equal(0, _neuro.Invoke("trace", "info", run));
        Assert.Equal([$"{run}: ghost-mb, {told}, no tables"], _neuro.Output.Lines);
    }

    [Fact]
    public void Tables_AreReadWithoutTheRecord()
    {
        File.Delete(Path.Combine(_run, "run.json"));
        Assert.Equal(0, _neuro.Invoke("trace", "info", _run));
        Assert.Equal($"{_run}: no run.json, tables layers, seconds", _neuro.Output.Lines[0]);
        Assert.Equal(0, _neuro.Invoke("trace", "export", "csv", _run, "seconds"));
        Assert.Equal(["t", "7", "-3"], _neuro.Output.Lines);
    }

    [Fact]
    public void Export_WritesAFileAsAWhole_AndReplacesNoneUnasked()
    {
        var file = Path.Combine(_neuro.Folder.Path, "out.csv");
        Assert.Equal(0, _neuro.Invoke("trace", "export", "csv", _run, "seconds", "-o", file));
        Assert.Equal("t\r\n7\r\n-3\r\n", File.ReadAllText(file));
        Assert.Equal(2, _neuro.Invoke("trace", "export", "csv", _run, "layers", "-o", file));
        Assert.Contains($"-o: found the file {file}, expected none of that name, or --force to replace it", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Equal("t\r\n7\r\n-3\r\n", File.ReadAllText(file));
        Assert.Equal(0, _neuro.Invoke("trace", "export", "csv", _run, "layers", "--columns", "epoch", "--where", "epoch=2", "-o", file, "--force"));
        Assert.Equal("epoch\r\n2\r\n2\r\n", File.ReadAllText(file));
        Assert.Equal(["out.csv", "run"], Directory.GetFileSystemEntries(_neuro.Folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(_neuro.Output.Lines);
    }

    [Fact]
    public void Export_ThatFails_LeavesNothing()
    {
        var file = Path.Combine(_neuro.Folder.Path, "out.npz");
        new WrittenTable(_run, "gaps").Part(0, [new Column("i", ColumnType.Int32, Optional: true)], [[1], [null]]);
        Assert.Equal(2, _neuro.Invoke("trace", "export", "npz", _run, "gaps", "-o", file));
        Assert.Contains("column 'i': found an absent value", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Equal(["run"], Directory.GetFileSystemEntries(_neuro.Folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Export_Npz_IsReadByHand()
    {
        var file = Path.Combine(_neuro.Folder.Path, "out.npz");
        Assert.Equal(0, _neuro.Invoke("trace", "export", "npz", _run, "layers", "-o", file));
        var arrays = NpyOracle.Read(file);
        Assert.Equal(["epoch", "layer", "layer_names", "loss", "rate"], arrays.Keys);
        Assert.Equal([0.5, double.NaN, double.NaN, 1e-7], arrays["loss"].Values);
        Assert.Equal(["hidden1", "hidden2"], arrays["layer_names"].Values);
        Assert.Equal([0, 1, 0, 1], arrays["layer"].Values);
    }

    [Theory]
    [InlineData("info nowhere", "nowhere: found no such folder, expected that of a run")]
    [InlineData("head RUN layer", "found no table 'layer', expected one of layers, seconds (nearest: layers)")]
    [InlineData("head RUN layers --columns epoch,los", "found no column 'los', expected one of epoch, layer, loss, rate (nearest: loss)")]
    [InlineData("head RUN layers --columns epoch,epoch", "--columns: found 'epoch' twice")]
    [InlineData("head RUN layers --where eopch=1", "found no column 'eopch'")]
    [InlineData("head RUN layers --where epoch=one", "--where epoch=one: found 'one', expected a whole number")]
    [InlineData("head RUN layers -n -1", "-n: found -1, expected 0 or more")]
    [InlineData("export xls RUN layers", "FORMAT: found xls, expected one of csv, npz")]
    [InlineData("export npz RUN layers", "-o: found nothing, expected a file")]
    [InlineData("export csv RUN layers -o nowhere/x.csv", "-o: found nowhere/x.csv, which cannot be made")]
    [InlineData("export csv RUN layers -o RUN", "expected the name of a file")]
    [InlineData("plod RUN", "found unknown command 'plod', expected one of info, head, export")]
    public void WrongUse_IsExitCode2_InOneLine(string line, string complaint)
    {
        Assert.Equal(2, _neuro.Invoke(["trace", .. line.Split(' ').Select(word => word == "RUN" ? _run : word)]));
        Assert.Contains(complaint, Assert.Single(_neuro.ErrorText.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(_neuro.Output.Lines);
    }

    [Fact]
    public void DamagedPart_IsExitCode2_WithItsName()
    {
        var file = _neuro.Folder.Write("run/seconds/part-00001.parquet", "PAR1"u8.ToArray());
        Assert.Equal(2, _neuro.Invoke("trace", "head", _run, "seconds"));
        Assert.StartsWith($"neuro: {file}: footer: found 4 bytes", _neuro.ErrorText, StringComparison.Ordinal);
    }

    /// <summary>A reader that has had enough, such as <c>head</c>, is no failure.</summary>
    [Theory]
    [InlineData("export", "csv")]
    [InlineData("head", null)]
    public void PipeThatIsClosed_EndsQuietly(string verb, string? format)
    {
        object?[][] group = [.. Enumerable.Range(0, 20_000).Select(i => new object?[] { i, "layer", 0.1, 0.5f })];
        new WrittenTable(_run, "long").Part(0, Columns, group);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string?[])[typeof(NeuroCommand).Assembly.Location, "trace", verb, format, _run, "long", verb == "head" ? "-n" : null, verb == "head" ? "20000" : null])
        {
            if (argument is not null)
            {
                start.ArgumentList.Add(argument);
            }
        }

        using var process = Process.Start(start)!;
        var first = process.StandardOutput.ReadLine();
        process.StandardOutput.Close();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Contains("epoch", first, StringComparison.Ordinal);
        Assert.Equal((0, string.Empty), (process.ExitCode, error));
    }
}
