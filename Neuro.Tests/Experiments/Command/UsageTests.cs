using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Whatever is asked wrongly ends with 2 and one line that says where, what was found, what was expected.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    [Theory]
    [InlineData("", "found no command, expected one of list, show, run, sweep, resume, replay, trace, report, data, inspect, bench")]
    [InlineData("inspct", "found unknown command 'inspct', expected one of list, show, run, sweep, resume, replay, trace, report, data, inspect, bench (nearest: inspect)")]
    [InlineData("data", "found no command, expected one of list, get, check; 'neuro data --help'")]
    [InlineData("data fetch mnist", "found unknown command 'fetch', expected one of list, get, check")]
    [InlineData("data get mnits", "found 'mnits'")]
    [InlineData("run", "Required argument")]
    [InlineData("run ghost-ma --epoch 3", "found unknown option '--epoch'")]
    [InlineData("run ghost-ma --epoch 3", "(nearest: --epochs)")]
    [InlineData("run ghost-ma ghost-mb", "found argument 'ghost-mb'")]
    [InlineData("run ghost-mx", "found unknown experiment 'ghost-mx', expected one of autoencoder-bp, ")]
    [InlineData("run gost-ma-fa", "(nearest: ghost-ma-fa)")]
    [InlineData("run ghost-ma --set model.hiden=[20]", "--set model.hiden=[20]: key 'model.hiden': found an unknown key")]
    [InlineData("run ghost-ma --set model.hiden=[20]", "(nearest: model.hidden)")]
    [InlineData("run ghost-ma --epochs 0", "--epochs: key 'run.epochs': found ")]
    [InlineData("run ghost-ma --epochs 0", "expected a whole number, 1 or more")]
    [InlineData("run ghost-ma --seed -1", "--seed: key 'run.seed': found ")]
    [InlineData("run ghost-ma --schedule lively", "--schedule: key 'schedule.kind': found the string \"lively\", expected one of lockstep, link, live")]
    [InlineData("run ghost-ma --set run.epochs", "found no '=', expected KEY=VALUE")]
    [InlineData("run ghost-ma --limit 50", "key 'run.batch': found 100, expected at most the 50 training samples")]
    [InlineData("run ghost-ma --dataset nowhere", "data set: expected one of digits, patterns, teacher, bars, mnist, fashion-mnist, kmnist")]
    [InlineData("run ghost-ma --dataset mnist", "mnist: expected train-images-idx3-ubyte.gz or train-images-idx3-ubyte in the folder")]
    [InlineData("run nowhere.conf", "nowhere.conf: at the root: found no such file")]
    [InlineData("show ghost-mx", "found unknown experiment 'ghost-mx'")]
    [InlineData("inspect ghost-ma --set time.step=20 --set time.prediction=5 --set time.nudging=5", "expected dt / tau <= 1")]
    [InlineData("bench nothing", "nothing")]
    public void WrongUse_IsExitCode2_InOneLine(string line, string complaint)
    {
        _neuro.Environment["HOME"] = _neuro.Folder.Path;
        Assert.Equal(2, _neuro.Invoke(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.StartsWith("neuro: ", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Contains(complaint, Assert.Single(_neuro.ErrorText.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(_neuro.Output.Lines);
    }

    [Fact]
    public void DamagedData_IsExitCode2_WithFileAndOffset()
    {
        Samples.Lay(_neuro.Folder, "mnist", packed: false);
        var file = _neuro.Folder.Write(Path.Combine("mnist", "train-labels-idx1-ubyte"), [0, 0, 8, 9, 0, 0, 0, 3, 7, 0, 9]);
        Assert.Equal(2, _neuro.RunTiny("ghost-ma", "--dataset", "mnist", "--data", _neuro.Folder.Path));
        Assert.Matches(@$"^neuro: {System.Text.RegularExpressions.Regex.Escape(file)}: offset \d+: expected .*, found ", _neuro.ErrorText);
        Assert.Empty(_neuro.RunFolders);
    }

    [Fact]
    public void DataThatIsNotWhatItsNameSays_IsUsedWithAWarning()
    {
        Samples.Lay(_neuro.Folder, "mnist", packed: true);
        _neuro.Environment["NEURO_DATA"] = _neuro.Folder.Path;
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--dataset", "mnist", "--batch", "3", "--limit", "0", "--quiet", "--set", "measure.samples=3"));
        Assert.StartsWith("neuro: data set mnist: the files are not those that its name stands for", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.False(_neuro.Record().GetProperty("data").GetProperty("verified").GetBoolean());
    }

    [Theory]
    [InlineData("--help", "inspect")]
    [InlineData("run --help", "--dataset")]
    [InlineData("data get --help", "NAME")]
    public void Help_IsExitCode0(string line, string mentioned)
    {
        Assert.Equal(0, _neuro.Invoke(line.Split(' ')));
        Assert.Contains(mentioned, _neuro.Output.Text, StringComparison.Ordinal);
        Assert.Empty(_neuro.ErrorText);
    }
}
