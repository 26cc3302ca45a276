using System.Text.Json;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Running;

namespace Neuro.Tests.Experiments.Command;

public sealed class RunTests : IDisposable
{
    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    /// <summary>Scripts read these names; the list is the contract's own.</summary>
    [Fact]
    public void Json_IsTheLastLine_WithTheFieldsOfTheContract()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--json"));
        var json = _neuro.Json();
        Dictionary<string, JsonValueKind> contract = new()
        {
            ["experiment"] = JsonValueKind.String,
            ["dataset"] = JsonValueKind.String,
            ["seed"] = JsonValueKind.Number,
            ["epochs"] = JsonValueKind.Number,
            ["trainAccuracy"] = JsonValueKind.Number,
            ["testAccuracy"] = JsonValueKind.Number,
            ["bestTestAccuracy"] = JsonValueKind.Number,
            ["loss"] = JsonValueKind.Number,
            ["seconds"] = JsonValueKind.Number,
            ["samplesPerSecond"] = JsonValueKind.Number,
            ["stateHash"] = JsonValueKind.String,
            ["schedule"] = JsonValueKind.String,
            ["workers"] = JsonValueKind.Number,
            ["run"] = JsonValueKind.String,
            ["events"] = JsonValueKind.Number,
            ["synapticOperations"] = JsonValueKind.Number,
            ["denseSynapticOperations"] = JsonValueKind.Number,
            ["bytes"] = JsonValueKind.Number,
            ["multiplyAdds"] = JsonValueKind.Number,
            ["energyEstimateJoules"] = JsonValueKind.Number,
            ["traffic"] = JsonValueKind.Array,
            ["layers"] = JsonValueKind.Array,
            ["validationAccuracy"] = JsonValueKind.Null,
            ["interrupted"] = JsonValueKind.False,
        };
        foreach (var (name, kind) in contract)
        {
            Assert.True(json.TryGetProperty(name, out var value), name);
            Assert.Equal((name, kind), (name, value.ValueKind));
        }

        Assert.Equal("ghost-ma", json.GetProperty("experiment").GetString());
        Assert.Equal("digits", json.GetProperty("dataset").GetString());
        Assert.Equal(2, json.GetProperty("epochs").GetInt32());
        Assert.Equal("lockstep", json.GetProperty("schedule").GetString());
        Assert.Equal(_neuro.RunFolders[0], json.GetProperty("run").GetString());
        var layer = Assert.Single(json.GetProperty("layers").EnumerateArray());
        Assert.Equal("hidden1", layer.GetProperty("name").GetString());
        Assert.All(["alignment", "errorRatio", "cancellation", "mimicry"], name => Assert.Equal(JsonValueKind.Number, layer.GetProperty(name).ValueKind));
    }

    [Fact]
    public void Json_AMeasureThatTheModelDoesNotHave_IsNull()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-mb", "--json"));
        var layer = _neuro.Json().GetProperty("layers")[0];
        Assert.Equal(JsonValueKind.Null, layer.GetProperty("mimicry").ValueKind);
        Assert.Equal(JsonValueKind.Number, layer.GetProperty("cancellation").ValueKind);
    }

    [Fact]
    public void Output_WithoutATerminal_IsALineForEachEpochInFixedColumns()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma"));
        var heading = _neuro.Output.Lines.FindIndex(line => line.StartsWith("epoch", StringComparison.Ordinal));
        var rows = _neuro.Output.Lines.GetRange(heading, 3);
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        Assert.Equal(["1", "2"], rows[1..].Select(row => row.Trim().Split(' ')[0]));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("hidden1", StringComparison.Ordinal) && line.Contains("alignment", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', _neuro.Output.Text);
        Assert.Empty(_neuro.ErrorText);
    }

    [Theory]
    [InlineData("--quiet")]
    [InlineData("--quiet", "--json")]
    public void Quiet_PrintsTheResultAlone(params string[] options)
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", options));
        Assert.Contains("ghost-ma", Assert.Single(_neuro.Output.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Record_ExplainsTheRun()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--json", "--seed", "7"));
        Assert.Equal("ghost-ma-20260203-040506-seed7", Path.GetFileName(Assert.Single(_neuro.RunFolders)));
        var record = _neuro.Record();
        Assert.Equal("completed", record.GetProperty("status").GetString());
        Assert.Equal(7, record.GetProperty("seed").GetInt64());
        Assert.Equal("2026-02-03T04:05:06Z", record.GetProperty("started").GetString());
        Assert.Equal("2026-02-03T04:05:06Z", record.GetProperty("ended").GetString());
        Assert.Equal(JsonValueKind.Null, record.GetProperty("failure").ValueKind);
        Assert.Equal("run", record.GetProperty("commandLine")[0].GetString());
        Assert.Equal(4, record.GetProperty("data").GetProperty("checksums").GetArrayLength());
        Assert.True(record.GetProperty("data").GetProperty("verified").GetBoolean());
        Assert.Equal(2, record.GetProperty("history").GetArrayLength());
        Assert.Equal(_neuro.LastLine, JsonSerializer.Serialize(record.GetProperty("result")));
        Assert.Equal(_neuro.Json().GetProperty("stateHash").GetString(), record.GetProperty("stateHash").GetString());
        Assert.Equal(System.Environment.ProcessorCount, record.GetProperty("machine").GetProperty("cores").GetInt32());
        Assert.All(["neuro", "dotnet", "os"], name => Assert.NotEmpty(record.GetProperty("versions").GetProperty(name).GetString()!));
    }

    /// <summary>The recorded configuration, read as a file, is the configuration of the run.</summary>
    [Fact]
    public void Record_HoldsAConfigurationThatCanBeReadAgain()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-mb-fa", "--quiet", "--set", "learning.input=10"));
        var again = new ConfigurationLayers(NeuroKeys.Schema).AddText(_neuro.Record().GetProperty("configuration").GetRawText(), "run.json").Resolve();
        Assert.Equal(JsonValueKind.Number, _neuro.Record().GetProperty("configuration").GetProperty("run").GetProperty("epochs").ValueKind);
        Assert.Equal([20], again.Get(NeuroKeys.Hidden));
        Assert.Equal(500, again.Get(NeuroKeys.Limit));
        Assert.Equal(10.0, again.Get(NeuroKeys.InputRate));
        Assert.Equal(4, again.GetSteps(NeuroKeys.NudgingTime, NeuroKeys.TimeStep));
    }

    [Fact]
    public void Log_IsOneJsonObjectALineWithTheMessageInWords()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet"));
        var lines = File.ReadAllLines(Path.Combine(_neuro.RunFolders[0], "log.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(4, lines.Count);
        Assert.StartsWith("run of ghost-ma on digits begins", lines[0].GetProperty("RenderedMessage").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, lines[2].GetProperty("Properties").GetProperty("Epoch").GetInt32());
    }

    [Fact]
    public void Folder_IsNeverUsedTwice()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet"));
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet"));
        Assert.Equal(["ghost-ma-20260203-040506-seed1", "ghost-ma-20260203-040506-seed1-2"], _neuro.RunFolders.Select(Path.GetFileName));
    }

    [Fact]
    public void StateHash_IsTheSameForAnyNumberOfWorkers_AndAnotherForAnotherSeed()
    {
        string Hash(params string[] options)
        {
            Assert.Equal(0, _neuro.RunTiny("ghost-ma", ["--json", .. options]));
            return _neuro.Json().GetProperty("stateHash").GetString()!;
        }

        var one = Hash("--workers", "1");
        Assert.Equal(one, Hash("--workers", "2"));
        Assert.NotEqual(one, Hash("--seed", "2"));
    }

    [Theory]
    [InlineData("--epochs", "3", "run.epochs", "3")]
    [InlineData("--seed", "5", "run.seed", "5")]
    [InlineData("--batch", "50", "run.batch", "50")]
    [InlineData("--workers", "2", "run.workers", "2")]
    [InlineData("--limit", "70", "run.limit", "70")]
    [InlineData("--schedule", "lockstep", "schedule.kind", "lockstep")]
    [InlineData("--dataset", "mnist", "data.set", "mnist")]
    [InlineData("--data", "some/where", "data.root", "some/where")]
    [InlineData("--out", "there", "run.out", "there")]
    public void Option_IsAShortFormOfAKey(string option, string value, string key, string recorded)
    {
        Assert.Equal(0, _neuro.Invoke("show", "ghost-ma", option, value));
        var row = Assert.Single(_neuro.Output.Lines, line => line.StartsWith(key + " ", StringComparison.Ordinal));
        Assert.Equal(recorded, row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].Trim('"'));
        Assert.EndsWith(option, row, StringComparison.Ordinal);
    }
}
