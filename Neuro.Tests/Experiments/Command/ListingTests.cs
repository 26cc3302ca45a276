using System.Text.Json;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Command;

/// <summary>The verbs that tell and train nothing.</summary>
public sealed class ListingTests : IDisposable
{
    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    [Fact]
    public void List_NamesEveryExperimentWithItsTable()
    {
        Assert.Equal(0, _neuro.Invoke("list", "--json"));
        var experiments = _neuro.Json().GetProperty("experiments").EnumerateArray().ToList();
        Assert.Equal(ExperimentFilesTests.All, experiments.Select(e => e.GetProperty("name").GetString()));
        var mb = experiments.Single(e => e.GetProperty("name").GetString() == "ghost-mb-fa");
        Assert.Equal("Table 1, MB, FA", mb.GetProperty("paper").GetString());
        Assert.Equal("MB, Random", mb.GetProperty("model").GetString());
        Assert.Equal("digits", mb.GetProperty("dataset").GetString());
        Assert.Equal("Gait", experiments.Single(e => e.GetProperty("name").GetString() == "gait").GetProperty("model").GetString());
        Assert.Equal(0, _neuro.Invoke("list"));
        Assert.Equal(1 + ExperimentFilesTests.All.Count, _neuro.Output.Lines.Count);
    }

    [Fact]
    public void Show_TellsEveryKeyOnce_AndTheWholeAsJson()
    {
        Assert.Equal(0, _neuro.Invoke("show", "ghost-ma", "--set", "model.hidden=[7, 8]"));
        Assert.Equal(Neuro.Experiments.Running.NeuroKeys.Schema.Keys.Select(k => k.Path.ToString()), _neuro.Output.Lines.Skip(1).Select(line => line.Split(' ')[0]));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("model.hidden", StringComparison.Ordinal) && line.EndsWith("--set model.hidden=[7, 8]", StringComparison.Ordinal));
        Assert.Equal(0, _neuro.Invoke("show", "ghost-ma", "--json"));
        Assert.Equal("ma", _neuro.Json().GetProperty("configuration").GetProperty("model").GetProperty("kind").GetString());
    }

    [Fact]
    public void Inspect_TellsWhoReadsWhat_WithoutAnyFilesOfTheDataSet()
    {
        _neuro.Environment["HOME"] = _neuro.Folder.Path;
        Assert.Equal(0, _neuro.Invoke("inspect", "ghost-ma", "--dataset", "mnist", "--set", "model.hidden=[30]", "--set", "schedule.delay=3", "--set", "time.nudging=40ms"));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("hidden1 ", StringComparison.Ordinal) && line.EndsWith("input (1), output (3), ghost2 (3)", StringComparison.Ordinal));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("input-hidden1 ", StringComparison.Ordinal) && line.Contains("30 x 784 + bias", StringComparison.Ordinal)
            && line.Contains($"+-{Math.Sqrt(6.0 / 814):0.####}", StringComparison.Ordinal));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("nudging ", StringComparison.Ordinal) && line.Contains("40 ms", StringComparison.Ordinal));

        // 70 000 images of 784 pixels and a label.
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("data set ", StringComparison.Ordinal) && line.EndsWith("54.9 MB", StringComparison.Ordinal)
            || line.EndsWith("55.0 MB", StringComparison.Ordinal));
    }

    [Fact]
    public void DataList_TellsWhatIsThere()
    {
        Samples.Lay(_neuro.Folder, "kmnist", packed: true);
        Assert.Equal(0, _neuro.Invoke("data", "list", "--json", "--data", _neuro.Folder.Path));
        var there = _neuro.Json().GetProperty("datasets").EnumerateArray().Where(d => d.GetProperty("there").GetBoolean()).Select(d => d.GetProperty("name").GetString());
        Assert.Equal(["digits", "patterns", "teacher", "bars", "kmnist"], there);
        Assert.Equal(0, _neuro.Invoke("data", "list", "--data", _neuro.Folder.Path));
        Assert.Contains(_neuro.Output.Lines, line => line.Contains("neuro data get mnist", StringComparison.Ordinal));
    }

    [Fact]
    public void DataCheck_OfWrongFiles_IsExitCode1_AndNamesTheFirst()
    {
        Samples.Lay(_neuro.Folder, "mnist", packed: true);
        Assert.Equal(1, _neuro.Invoke("data", "check", "mnist", "--data", _neuro.Folder.Path));
        Assert.StartsWith("neuro: mnist: train-images-idx3-ubyte.gz is wrong: expected ", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Equal(5, _neuro.Output.Lines.Count);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("get")]
    public void Data_OfTheBuiltInSet_IsThere(string verb)
    {
        _neuro.Environment["HOME"] = _neuro.Folder.Path;
        Assert.Equal(0, _neuro.Invoke("data", verb, "digits"));
    }
}
