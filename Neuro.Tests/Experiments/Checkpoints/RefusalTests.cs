using System.Text;
using System.Text.Json;
using Neuro.Experiments.Checkpoints;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Numpy;
using Neuro.Experiments.Results;
using Neuro.Runtime.Observing;
using Neuro.Tests.Experiments.Command;
using Neuro.Tests.Experiments.Numpy;

namespace Neuro.Tests.Experiments.Checkpoints;

/// <summary>What a run does not go on from, and with which words; what its checkpoints hold.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly Invocation _neuro = new();

    private string Run => _neuro.RunFolders[0];

    private string Newest => Directory.GetFiles(Path.Combine(Run, "checkpoints")).Order(StringComparer.Ordinal).Last();

    public void Dispose() => _neuro.Dispose();

    [Fact]
    public void ARunThatIsComplete_OrWithoutCheckpoint_OrNone_IsRefused()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet"));
        AssertRefused($"{Run}: found a run that is complete, expected one that was interrupted, killed or failed");
        Edit("\"status\": \"completed\"", "\"status\": \"running\"");
        AssertRefused("checkpoints: found no checkpoint, expected one: they are taken with checkpoint.every");
        Assert.Equal(2, _neuro.Invoke("resume", Path.Combine(_neuro.Folder.Path, "nowhere")));
        Assert.Contains("run.json: found none that can be read", _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherConfiguration_IsRefused()
    {
        Interrupted();
        foreach (var (option, value, message) in new[]
                 {
                     ("--seed", "2", "--seed: key 'run.seed': found 2, expected 1, with which the run began"), ("--epochs", "3", "key 'run.epochs'"), ("--set", "learning.input=3", "key 'learning.input': found 3, expected 10"),
                     ("--set", "trace.activity.every=1", "key 'trace.activity.every'"),
                 })
        {
            AssertRefused(message, option, value);
        }

        Edit("\"input\": 10", "\"input\": 11");
        AssertRefused("found a checkpoint of another configuration than");
        Edit("\"input\": 11", "\"input\": 10");
        Assert.Equal(130, Resume("--workers", "2", "--shards", "2", "--set", "checkpoint.every=3", "--set", "faults.watchdog=9"));
    }

    [Fact]
    public void AnotherDivisionOfARace_IsRefused()
    {
        Interrupted("--schedule", "live");
        AssertRefused("key 'run.shards': found 2, expected 1, with which the run began", "--shards", "2");
    }

    [Fact]
    public void OtherData_AreRefused()
    {
        Interrupted();
        var record = File.ReadAllText(Path.Combine(Run, "run.json"));
        var checksum = JsonDocument.Parse(record).RootElement.GetProperty("data").GetProperty("checksums")[0].GetProperty("contentSha256").GetString()!;
        Edit(checksum, new string('0', checksum.Length));
        AssertRefused("data set digits: found other checksums than those of the run");
    }

    /// <summary>Two processes never write one folder.</summary>
    [Fact]
    public void ARunThatGoesOn_IsRefused()
    {
        Interrupted();
        using (new RunFolder(Run).Claim())
        {
            AssertRefused($"{Run}: found a run that is still going on (");
        }

        Assert.Equal(130, Resume());
        Assert.False(File.Exists(Path.Combine(Run, ".claim")));
    }

    [Fact]
    public void ACheckpointThatWasCut_IsRefused()
    {
        Interrupted();
        var (file, whole) = (Newest, File.ReadAllBytes(Newest));
        foreach (var length in new[] { 0, 1, 70, 71, 72, whole.Length / 2, whole.Length - 64, whole.Length - 1 })
        {
            File.WriteAllBytes(file, whole[..length]);
            AssertRefused($"{file}: found ");
            AssertRefused("cut or edited");
        }

        File.WriteAllBytes(file, [.. whole, 0]);
        AssertRefused("cut or edited");
        File.WriteAllBytes(file, whole);
        Assert.Equal(130, Resume());
    }

    /// <summary>One wrong bit anywhere, also where no array lies.</summary>
    [Fact]
    public void ACheckpointThatWasEdited_IsRefused()
    {
        Interrupted();
        var (file, whole) = (Newest, File.ReadAllBytes(Newest));
        var random = new Random(3);
        int[] places = [.. Enumerable.Range(0, 64), .. Enumerable.Range(whole.Length - 200, 200), .. Enumerable.Range(0, 500).Select(_ => random.Next(whole.Length))];
        foreach (var place in places)
        {
            var edited = whole.ToArray();
            edited[place] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, edited);
            var refused = Assert.Throws<ConfigurationException>(() => CheckpointFile.Read(file));
            Assert.StartsWith($"{file}: found ", refused.Message, StringComparison.Ordinal);
        }

        AssertRefused(file);
    }

    /// <summary>Whoever writes the arrays anew, with whatever program, has edited the checkpoint.</summary>
    [Fact]
    public void ACheckpointThatWasWrittenByAnother_IsRefused()
    {
        Interrupted();
        var arrays = NpzFile.Read(Newest).Arrays.Select(pair => (pair.Key, pair.Value)).ToList();
        using (var stream = File.Create(Newest))
        {
            NpzFile.Write(stream, arrays);
        }

        AssertRefused("that do not end with a checksum, expected a whole checkpoint");
    }

    [Fact]
    public void ACheckpointOfAnotherRun_IsRefused()
    {
        Interrupted();
        using var other = new Invocation();
        other.InterruptAfterLines(3);
        Assert.Equal(130, other.RunTiny("ghost-ma", "--batch", "10", "--epochs", "1000", "--seed", "2"));
        Resumed.Copy(Path.Combine(other.RunFolders[0], "checkpoints"), Path.Combine(Run, "checkpoints"));
        File.Move(Directory.GetFiles(Path.Combine(other.RunFolders[0], "checkpoints")).Single(), Path.Combine(Run, "checkpoints", "trial-000999999999.npz"));
        AssertRefused("trial-000999999999.npz: found a checkpoint of another configuration");
    }

    [Fact]
    public void PartsThatAreMissingOrEdited_AreRefused()
    {
        Interrupted();
        var part = Path.Combine(Run, "metrics", "part-00000.parquet");
        var whole = File.ReadAllBytes(part);
        File.WriteAllBytes(part, whole[..^1]);
        AssertRefused($"metrics: found {whole.Length - 1} bytes in 1 parts, expected {whole.Length}");
        File.Delete(part);
        AssertRefused("part-00000.parquet: found no such file, expected 1 parts of the table, as the checkpoint tells");
        File.WriteAllBytes(part, whole);
        Assert.Equal(130, Resume());
    }

    /// <summary>Save, restore, save: the same bytes.</summary>
    [Fact]
    public void ACheckpoint_IsReadAndWrittenAsItIs()
    {
        Interrupted("--schedule", "link", "--set", "schedule.threshold=[0.01]");
        Assert.Equal(File.ReadAllBytes(Newest), CheckpointFile.Write(CheckpointFile.Read(Newest)));
    }

    /// <summary>A network that goes on from a checkpoint and stops at once leaves the same one.</summary>
    [Fact]
    public void ARunThatIsInterruptedAtOnce_LeavesTheSameState()
    {
        Interrupted();
        var (file, before) = (Newest, NpzFile.Read(Newest));
        using var again = new Invocation();
        again.Interrupt();
        Assert.Equal(130, again.Invoke("resume", Run, "--quiet"));
        Assert.Equal(file, Newest);
        var after = NpzFile.Read(file);
        Assert.Equal(before.Names, after.Names);
        Assert.All(before.Names.Where(name => name != "checkpoint"), name => Assert.Equal(before[name].Bytes.ToArray(), after[name].Bytes.ToArray()));
    }

    [NumpyFact]
    public void NumpyOpensACheckpoint()
    {
        Interrupted();
        var seen = Python.Print(
            "import sys, json, numpy\nwith numpy.load(sys.argv[1], allow_pickle=False) as z:\n  c = json.loads(z['checkpoint'].tobytes())\n  print(c['format'], c['formatVersion'], c['progress']['trials'], len(c['identity']))\n"
            + "  for n in ['input-hidden1.weight', 'hidden1-output.bias', 'population.hidden1.state', 'population.input.rate', 'run.trials', 'port.hidden1-output.staleness']:\n    print(n, z[n].dtype, z[n].shape)\n"
            + "  print(z['run.trials'][0], bool(numpy.isfinite(z['population.hidden1.rate']).all()))",
            Newest).Trim().Split('\n');
        var trials = int.Parse(Path.GetFileNameWithoutExtension(Newest)["trial-".Length..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            [
                $"neuro-checkpoint 1 {trials} 64", "input-hidden1.weight float32 (20, 784)", "hidden1-output.bias float32 (10,)", "population.hidden1.state float32 (10, 20)", "population.input.rate float32 (10, 784)",
                "run.trials int64 (1,)", $"port.hidden1-output.staleness int64 ({ReadStatistics.Ages},)", $"{trials} True",
            ],
            seen.Select(line => line.TrimEnd('\r')));
    }

    /// <summary>A run that was interrupted after a few epochs of many.</summary>
    private void Interrupted(params string[] options)
    {
        _neuro.InterruptAfterLines(5);
        Assert.Equal(130, _neuro.RunTiny("ghost-ma", ["--batch", "10", "--epochs", "1000", .. options]));
        _neuro.OnLine = null;
    }

    private int Resume(params string[] options)
    {
        using var again = new Invocation();
        again.InterruptAfterLines(4);
        var code = again.Invoke(["resume", Run, .. options]);
        _neuro.Error.Write(again.ErrorText);
        return code;
    }

    private void AssertRefused(string message, params string[] options)
    {
        var before = Directory.GetFiles(Run, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        using var again = new Invocation();
        Assert.Equal(2, again.Invoke(["resume", Run, .. options]));
        Assert.Contains(message, again.ErrorText, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(Run, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    private void Edit(string found, string replacement)
    {
        var file = Path.Combine(Run, "run.json");
        var text = File.ReadAllText(file);
        Assert.Contains(found, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(found, replacement, StringComparison.Ordinal), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
