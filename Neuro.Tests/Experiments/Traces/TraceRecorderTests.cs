using System.Runtime.InteropServices;
using System.Text.Json;
using Neuro.Experiments.Command;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Numpy;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Experiments.Traces;
using Neuro.Tests.Experiments.Command;

namespace Neuro.Tests.Experiments.Traces;

/// <summary>What the tables of a run hold, and what becomes of them when the disk is slow or the run does not end well.</summary>
public sealed class TraceRecorderTests : IDisposable
{
    private readonly Invocation _neuro = new();

    private string Run => _neuro.RunFolders[^1];

    public void Dispose() => _neuro.Dispose();

    /// <summary>What <c>run.json</c> tells, the tables tell, too.</summary>
    [Fact]
    public void Tables_hold_what_the_record_tells()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma-deep", "--set", "model.hidden=[20,12]", "--epochs", "3", "--quiet", "--set", "data.validation=100", "--set", "trace.matrices.every=1"));
        var record = _neuro.Record();
        List<JsonElement> history = [.. record.GetProperty("history").EnumerateArray()];
        var metrics = PartImage.Table(Run, "metrics");
        Assert.Equal(3, metrics.Count);
        foreach (var (row, epoch) in metrics.Zip(history))
        {
            Assert.Equal((epoch.GetProperty("epoch").GetInt32(), epoch.GetProperty("loss").GetDouble()), ((int)row["epoch"]!, (double)row["loss"]!));
            Assert.Equal(5L * (int)row["epoch"]!, row["trials"]);
            foreach (var (column, property) in new[] { ("learning_accuracy", "onlineAccuracy"), ("train_accuracy", "trainAccuracy"), ("validation_accuracy", "validationAccuracy"), ("test_accuracy", "testAccuracy"), ("seconds", "seconds"), ("samples_per_second", "samplesPerSecond") })
            {
                Assert.Equal(Number(epoch, property), (double?)row[column]);
            }
        }

        var layers = history.SelectMany(epoch => epoch.GetProperty("layers").EnumerateArray().Select(layer => (Epoch: epoch.GetProperty("epoch").GetInt32(), Layer: layer))).ToList();
        var alignment = PartImage.Table(Run, "alignment");
        Assert.Equal(6, alignment.Count);
        foreach (var (row, (epoch, layer)) in alignment.Zip(layers))
        {
            Assert.Equal((epoch, layer.GetProperty("name").GetString()), ((int)row["epoch"]!, (string)row["layer"]!));
            foreach (var (column, value) in row.Skip(2))
            {
                Assert.Equal(Number(layer, CamelCase(column)), (double?)value);
            }
        }

        AssertTraffic(record);
        AssertWeights();
    }

    [Fact]
    public void The_record_says_how_much_was_recorded()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--schedule", "live", "--set", "trace.activity.every=2"));
        var trace = _neuro.Record().GetProperty("trace");
        string[] tables = ["metrics", "alignment", "activity", "schedule", "traffic", "weights"];
        Assert.Equal(tables, trace.GetProperty("rows").EnumerateObject().Select(table => table.Name));
        Assert.All(tables, table => Assert.Equal(PartImage.Table(Run, table).Count, trace.GetProperty("rows").GetProperty(table).GetInt64()));
        Assert.Equal(tables.SelectMany(table => PartImage.Parts(Run, table)).Sum(file => new FileInfo(file).Length), trace.GetProperty("bytes").GetInt64());
        Assert.Equal(0, trace.GetProperty("droppedTrials").GetInt64());

        // What was told beforehand is what came: activity exactly.
        var rows = PartImage.Table(Run, "activity").Count / 2;
        Assert.Equal(0, _neuro.Invoke(["inspect", "ghost-ma", .. Invocation.Tiny, "--set", "trace.activity.every=2"]));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("activity ", StringComparison.Ordinal) && line.Contains($" {rows:N0} ", StringComparison.Ordinal));
    }

    /// <summary>The same rows on any number of workers and shards, compressed or not, in one part or many.</summary>
    [Fact]
    public void Tables_are_the_same_however_they_were_written()
    {
        string[] what = ["--set", "model.hidden=[70]", "--quiet", "--set", "trace.activity.every=1", "--set", "trace.activity.units=[0..3,60..69]"];
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", what));
        var expected = Rows("activity");
        Assert.True(expected.Count > 1000);
        foreach (var how in new string[][]
        {
            ["--workers", "2", "--shards", "3"],
            ["--set", "trace.compression=gzip"],
            ["--set", "trace.part-age=0.1", "--epochs", "2"],
            ["--set", "faults.crash=[\"hidden1 trial=3 step=2\", \"output trial=7 step=9\"]", "--set", "faults.snapshot-every=2"],
        })
        {
            Assert.Equal(0, _neuro.RunTiny("ghost-ma", [.. what, .. how]));
            Assert.Equal(expected, Rows("activity"));
        }
    }

    [Fact]
    public void Only_the_tables_that_are_asked_for_are_written()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet", "--set", "trace.tables=[metrics, weights]"));
        Assert.Equal(["metrics", "weights"], Directory.GetDirectories(Run).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet", "--set", "trace.tables=[]"));
        Assert.Empty(Directory.GetDirectories(Run));
    }

    /// <summary>While a disk hangs a run goes on if it may drop, and says how much it dropped; else it waits, and nothing is lost.</summary>
    [UnixFact]
    public void A_disk_that_hangs_is_waited_for_or_not()
    {
        foreach (var drop in new[] { true, false })
        {
            using var run = new Invocation();
            var folder = Path.Combine(run.Folder.Path, "run");
            Directory.CreateDirectory(Path.Combine(folder, "activity"));
            var pipe = Path.Combine(folder, "activity", ".part-00000.partial");
            Assert.Equal(0, Shell.Run($"mkfifo '{pipe}'"));
            var settings = new ConfigurationLayers(NeuroKeys.Schema)
                .AddText("run { limit = 2000, batch = 1, epochs = 2, workers = 1 }, model.hidden = [20], measure.samples = 0, trace { tables = [activity, metrics], activity.every = 1 }", "test").Resolve();
            using var runner = new ExperimentRunner("ghost-ma", settings, DataSetLoader.Load("digits", null, _ => null), TimeProvider.System);
            using var recorder = new TraceRecorder(new RunFolder(folder), runner, TraceConfiguration.Options(settings) with { Drop = drop }, new Dictionary<string, string>(), TimeProvider.System);

            // The recorder hangs as it opens the part, until somebody reads from the pipe; here, once all batches wait to be written.
            long read = 0;
            using var done = new ManualResetEventSlim();
            var reader = new Thread(() =>
            {
                if (drop)
                {
                    done.Wait();
                }
                else
                {
                    SpinWait.SpinUntil(() => recorder.FreeBatches == 0);
                }

                using var stream = new FileStream(pipe, FileMode.Open, FileAccess.Read);
                var buffer = new byte[1 << 16];
                for (int n; (n = stream.Read(buffer)) > 0; read += n)
                {
                }
            });
            reader.Start();
            runner.Run(recorder, CancellationToken.None);
            done.Set();
            var summary = recorder.Complete();
            reader.Join();
            var rowsPerTrial = runner.Activity!.Layout.RowsPerTrial;
            Assert.Equal(drop, summary.DroppedTrials > 0);
            Assert.Equal((4000 - summary.DroppedTrials) * rowsPerTrial, summary.Rows["activity"]);
            Assert.Equal(2, summary.Rows["metrics"]);
            Assert.True(read > 0);
        }
    }

    /// <summary>The folder goes away, or cannot take a table any more.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_that_cannot_be_written_ends_the_run(bool vanished)
    {
        _neuro.OnLine = line =>
        {
            if (!line.StartsWith("    2 ", StringComparison.Ordinal))
            {
                return;
            }

            if (vanished)
            {
                Directory.Delete(Run, recursive: true);
                return;
            }

            Directory.Delete(Path.Combine(Run, "activity"), recursive: true);
            File.WriteAllText(Path.Combine(Run, "activity"), "in the way");
        };
        Assert.Equal(1, _neuro.RunTiny("ghost-ma", "--epochs", "100000", "--set", "trace.part-age=0.1", "--set", "trace.activity.every=1"));
        Assert.Matches("^neuro: run folder .*: cannot be written: ", _neuro.ErrorText);
        if (!vanished)
        {
            Assert.Equal("failed", _neuro.Record().GetProperty("status").GetString());
            Assert.NotEmpty(PartImage.Table(Run, "metrics"));
        }
    }

    /// <summary>A small file system, filled by the run itself; of some sizes, so that it is now one file and now another that has no room left.</summary>
    [UnixFact(mounts: true)]
    public void A_full_disk_ends_the_run_and_leaves_whole_parts()
    {
        foreach (var kilobytes in new[] { 400, 404, 412, 500, 640 })
        {
            AssertFullDisk(kilobytes);
        }
    }

    /// <summary>SIGKILL: every table can be read, whole up to its last part.</summary>
    [UnixFact]
    public void A_killed_run_leaves_whole_parts()
    {
        using (var process = Shell.Start(
            $"exec {Shell.Neuro} run ghost-ma {string.Join(' ', Invocation.Tiny.Select(argument => $"'{argument}'"))} --epochs 100000 --out '{_neuro.Runs}' --schedule live --set trace.part-age=0.1 --set trace.activity.every=1"))
        {
            // Until some parts are there and another one is being written.
            while (process.StandardOutput.ReadLine() is { } && (_neuro.RunFolders.Length == 0 || PartImage.Parts(Run, "activity").Length < 3))
            {
            }

            process.Kill();
            process.WaitForExit();
        }

        AssertWholePrefix(Run);
        Assert.Equal("running", _neuro.Record().GetProperty("status").GetString());
        Assert.Equal(0, _neuro.Invoke("trace", "info", Run));
        Assert.Equal(0, _neuro.Invoke("replay", Run, "--verify"));
        Assert.StartsWith("verified: ", _neuro.LastLine, StringComparison.Ordinal);
    }

    private void AssertFullDisk(int kilobytes)
    {
        var (disk, copy) = (Path.Combine(_neuro.Folder.Path, "disk"), Path.Combine(_neuro.Folder.Path, $"copy{kilobytes}"));
        Directory.CreateDirectory(disk);
        var run = $"{Shell.Neuro} run ghost-ma {string.Join(' ', Invocation.Tiny.Select(argument => $"'{argument}'"))} --epochs 100000 --quiet --out '{disk}/runs' --set trace.part-age=0.1 --set trace.activity.every=1";
        var exit = Shell.Run($"unshare -rm sh -c \"mount -t tmpfs -o size={kilobytes}k tmpfs '{disk}' && ({run}); code=\\$?; cp -r '{disk}/runs' '{copy}'; exit \\$code\"", out var output);
        Assert.True(exit == 1, $"exit code {exit}: {output}");
        Assert.Matches("cannot be written: .*No space left", output);
        var folder = Assert.Single(Directory.GetDirectories(copy));

        // The record is whole; whether there is still room to tell in it that the run failed is a matter of bytes.
        Assert.Equal("ghost-ma", JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json"))).RootElement.GetProperty("experiment").GetString());
        AssertWholePrefix(folder);
    }

    private static double? Number(JsonElement from, string property) => from.GetProperty(property) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static float[] Floats(NpzFile file, string array) => MemoryMarshal.Cast<byte, float>(file[array].Bytes).ToArray();

    private static string CamelCase(string column) => string.Concat(column.Split('_').Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>Rows of the first trials without a gap.</summary>
    private static void AssertWholePrefix(string folder)
    {
        var trials = PartImage.Table(folder, "activity").Select(row => (long)row["trial"]!).ToList();
        Assert.True(trials.Count > 0);
        Assert.Equal(Enumerable.Range(0, (int)trials[^1] + 1).Select(trial => (long)trial), trials.Distinct());
        Assert.Single(trials.GroupBy(trial => trial).Select(group => group.Count()).Distinct());
        var epochs = PartImage.Table(folder, "metrics").Select(row => (int)row["epoch"]!).ToList();
        Assert.Equal(Enumerable.Range(1, epochs.Count), epochs);
    }

    private List<string> Rows(string table) => [.. PartImage.Table(Run, table).Select(row => string.Join(' ', row.Values.Select(value => value is float number ? $"{BitConverter.SingleToInt32Bits(number)}" : $"{value}")))];

    /// <summary>Counts of the epochs add up to those of the run.</summary>
    private void AssertTraffic(JsonElement record)
    {
        var rows = PartImage.Table(Run, "traffic");
        Assert.Equal([1, 2, 3], rows.Select(row => (int)row["epoch"]!).Distinct());
        var whole = record.GetProperty("result").GetProperty("traffic").EnumerateArray().ToList();
        Assert.Equal(3 * whole.Count, rows.Count);
        foreach (var part in whole)
        {
            var own = rows.FindAll(row => (string)row["projection"]! == part.GetProperty("projection").GetString() && (string)row["phase"]! == part.GetProperty("phase").GetString());
            Assert.Equal(3, own.Count);
            foreach (var column in new[] { "messages", "events", "signal_events", "bytes", "synaptic_operations", "dense_synaptic_operations", "multiply_adds" })
            {
                Assert.Equal(part.GetProperty(CamelCase(column)).GetInt64(), own.Sum(row => (long)row[column]!));
            }
        }
    }

    /// <summary>Norms as a plain loop finds them in the matrices that the run wrote beside.</summary>
    private void AssertWeights()
    {
        var rows = PartImage.Table(Run, "weights");
        Dictionary<string, float[]>? before = null;
        for (var epoch = 0; epoch <= 3; epoch++)
        {
            var matrices = NpzFile.Read(Path.Combine(Run, "matrices", $"epoch-{epoch:00000}.npz"));
            var weights = new Dictionary<string, float[]>(StringComparer.Ordinal);
            foreach (var row in rows.Where(row => (int)row["epoch"]! == epoch))
            {
                var projection = (string)row["projection"]!;
                var values = Floats(matrices, $"{projection}.weight");
                weights[projection] = values;
                Assert.Equal(Math.Sqrt(values.Sum(v => (double)v * v)), (double)row["norm"]!, 1e-9);
                var bias = matrices.Names.Contains($"{projection}.bias") ? Floats(matrices, $"{projection}.bias") : [];
                Assert.Equal(Math.Sqrt(bias.Sum(v => (double)v * v)), (double)row["bias_norm"]!, 1e-9);
                Assert.Equal(values.Max(Math.Abs), (double)row["largest"]!);
                double? change = before is null ? null : Math.Sqrt(values.Zip(before[projection]).Sum(pair => Math.Pow((double)pair.First - pair.Second, 2)));
                Assert.Equal(change is null, row["change"] is null);
                Assert.Equal(change ?? 0, (double?)row["change"] ?? 0, 1e-9);
            }

            Assert.Equal(epoch * weights.Count, rows.Count(row => (int)row["epoch"]! < epoch));
            before = weights;
        }
    }
}
