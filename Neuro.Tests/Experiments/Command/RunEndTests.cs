using System.Text.Json;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Runs that do not go to their end.</summary>
public sealed class RunEndTests : IDisposable
{
    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    [Fact]
    public void Divergence_IsExitCode1_AndNamesThePlace()
    {
        Assert.Equal(1, _neuro.RunTiny("ghost-ma", "--set", "model.activation=relu", "--set", "learning.input=1e6", "--json"));
        var complaint = Assert.Single(_neuro.ErrorText.Trim().Split('\n'));
        Assert.Matches(@"population '\w+' failed at step \d+ of trial \d+: .*state of unit \d+, sample \d+ is (NaN|-?Infinity)", complaint);
        Assert.DoesNotContain("   at ", complaint, StringComparison.Ordinal);
        Assert.DoesNotContain(_neuro.Output.Lines, line => line.StartsWith('{'));
        var record = _neuro.Record();
        Assert.Equal("failed", record.GetProperty("status").GetString());
        Assert.Contains("expected a finite number", record.GetProperty("failure").GetString(), StringComparison.Ordinal);
        Assert.Contains("NonFiniteStateException", File.ReadAllText(Path.Combine(_neuro.RunFolders[0], "log.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void Interruption_IsExitCode130_WithWhatIsKnownRecorded()
    {
        _neuro.OnLine = line =>
        {
            if (line.StartsWith("    1", StringComparison.Ordinal))
            {
                _neuro.Interrupt();
            }
        };
        Assert.Equal(130, _neuro.RunTiny("ghost-ma", "--epochs", "1000", "--json"));
        Assert.True(_neuro.Json().GetProperty("interrupted").GetBoolean());
        Assert.Equal(1, _neuro.Json().GetProperty("epochs").GetInt32());
        Assert.Equal(JsonValueKind.Null, _neuro.Json().GetProperty("trainAccuracy").ValueKind);
        Assert.Equal("interrupted", _neuro.Record().GetProperty("status").GetString());
        Assert.Equal(1, _neuro.Record().GetProperty("history").GetArrayLength());
        Assert.Equal(_neuro.Json().GetProperty("stateHash").GetString(), _neuro.Record().GetProperty("stateHash").GetString());
    }

    [Fact]
    public void Interruption_BeforeTheFirstEpoch_StillLeavesARecord()
    {
        _neuro.Interrupt();
        Assert.Equal(130, _neuro.RunTiny("ghost-ma", "--json"));
        Assert.Equal(0, _neuro.Json().GetProperty("epochs").GetInt32());
        Assert.Equal(JsonValueKind.Null, _neuro.Json().GetProperty("testAccuracy").ValueKind);
        Assert.Empty(_neuro.Json().GetProperty("layers").EnumerateArray());
        Assert.Equal("interrupted", _neuro.Record().GetProperty("status").GetString());
    }

    [Fact]
    public void Record_WhileTheRunGoesOn_SaysSoAndHoldsTheEpochsSoFar()
    {
        JsonElement? seen = null;
        _neuro.OnLine = line =>
        {
            if (line.StartsWith("    1", StringComparison.Ordinal))
            {
                seen = _neuro.Record();
            }
        };
        Assert.Equal(0, _neuro.RunTiny("ghost-ma"));
        Assert.Equal("running", seen!.Value.GetProperty("status").GetString());
        Assert.Equal(1, seen.Value.GetProperty("history").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, seen.Value.GetProperty("ended").ValueKind);
    }

    [Fact]
    public void Out_ThatCannotBeWritten_IsExitCode2_BeforeTrainingBegins()
    {
        var file = _neuro.Folder.Write("taken", []);
        Assert.Equal(2, _neuro.Invoke(["run", "ghost-ma", .. Invocation.Tiny, "--out", file]));
        Assert.StartsWith("neuro: --out: key 'run.out': found a folder in which no run can be written", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Empty(_neuro.Output.Lines);
    }

    [Fact]
    public void Folder_ThatVanishesDuringTheRun_IsExitCode1()
    {
        _neuro.OnLine = line =>
        {
            if (line.StartsWith("    1", StringComparison.Ordinal))
            {
                Directory.Delete(_neuro.RunFolders[0], recursive: true);
            }
        };
        Assert.Equal(1, _neuro.RunTiny("ghost-ma"));
        Assert.Matches("^neuro: run folder .*ghost-ma-20260203-040506-seed1: cannot be written: ", _neuro.ErrorText);
        Assert.Single(_neuro.ErrorText.Trim().Split('\n'));
    }
}
