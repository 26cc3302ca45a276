using System.Text.Json;
using System.Xml.Linq;
using Neuro.Experiments.Command;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Results;
using Neuro.Experiments.Studies;
using Neuro.Experiments.Traces;
using Spectre.Console;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Experiments that measure and train nothing.</summary>
public sealed class StudyTests : IDisposable
{
    private static readonly string[] Tiny = ["--set", "stdp.spikes=50000", "--set", "stdp.pre-rate=50"];

    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    [Fact]
    public void Run_writes_a_folder_like_any_other()
    {
        Assert.Equal(0, Run("--seed", "7", "--workers", "1", "--json"));
        var result = _neuro.Json();
        Assert.Equal(("stdp", "stdp", 7, 41), (result.GetProperty("experiment").GetString(), result.GetProperty("study").GetString(), result.GetProperty("seed").GetInt32(), result.GetProperty("rows").GetInt32()));
        Assert.True(result.GetProperty("measures").GetProperty("chiSquarePerBin").GetDouble() > 0);
        var folder = Assert.Single(_neuro.RunFolders);
        Assert.Equal("stdp-20260203-040506-seed7", Path.GetFileName(folder));
        Assert.Equal(["log.jsonl", "run.json", "stdp"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var record = _neuro.Record();
        Assert.Equal(("completed", "stdp", 7), (record.GetProperty("status").GetString(), record.GetProperty("study").GetString(), record.GetProperty("seed").GetInt32()));
        Assert.Equal(result.GetProperty("stateHash").GetString(), record.GetProperty("stateHash").GetString());
        Assert.Equal(50, record.GetProperty("configuration").GetProperty("stdp").GetProperty("pre-rate").GetInt32());
        Assert.Equal(41, record.GetProperty("trace").GetProperty("rows").GetProperty("stdp").GetInt32());
        Assert.False(string.IsNullOrEmpty(record.GetProperty("machine").GetProperty("processor").GetString()));
        Assert.Equal("stdp", RecordedRun.Open(folder).Study);
        var table = TraceTable.Open(folder, "stdp");
        Assert.Equal(["difference", "measured", "standard_error", "closed_form", "pairs"], table.Columns.Select(column => column.Name));
        Assert.Equal(41, table.Rows);
        Assert.Equal("7", table.Footers[0].Metadata["neuro.seed"]);
    }

    [Fact]
    public void Same_command_gives_the_same_table_for_any_number_of_workers()
    {
        Assert.All((string[])["1", "3"], workers => Assert.Equal(0, Run("--workers", workers, "--quiet")));
        Assert.Equal(_neuro.Record(0).GetProperty("stateHash").GetString(), _neuro.Record(1).GetProperty("stateHash").GetString());
        Assert.Equal(Part(0), Part(1));
        Assert.Equal($"stdp, seed 1: 41 rows, table {_neuro.Record(1).GetProperty("stateHash").GetString()}; {_neuro.RunFolders[1]}", Assert.Single(_neuro.Output.Lines));
    }

    [Fact]
    public void Without_a_terminal_each_tenth_has_a_line_and_the_end_a_summary()
    {
        Assert.Equal(0, Run("--workers", "1"));
        Assert.Contains("blocks  50 %", _neuro.Output.Lines);
        Assert.Contains("blocks 100 %", _neuro.Output.Lines);
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("chi square  ", StringComparison.Ordinal));
        Assert.Equal($"run         {_neuro.RunFolders[0]}", _neuro.LastLine);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(100)]
    public void On_a_terminal_there_is_a_bar(int width)
    {
        using var screen = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(screen) });
        terminal.Profile.Width = width;
        string[] args = ["run", "stdp", .. Tiny, "--out", _neuro.Runs];
        Assert.Equal(0, NeuroCommand.Run(new CommandContext(args, _ => null, screen, _neuro.Error, TimeProvider.System, CancellationToken.None) { Terminal = terminal }));
        Assert.Contains("blocks", screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("left", screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("chi square", screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Interruption_is_exit_code_130_and_leaves_a_record_without_a_table()
    {
        _neuro.OnLine = line =>
        {
            if (line == "blocks  20 %")
            {
                _neuro.Interrupt();
            }
        };
        Assert.Equal(130, Run("--workers", "1", "--json"));
        Assert.True(_neuro.Json().GetProperty("interrupted").GetBoolean());
        Assert.Equal(JsonValueKind.Null, _neuro.Json().GetProperty("stateHash").ValueKind);
        Assert.DoesNotContain("blocks  50 %", _neuro.Output.Lines);
        Assert.Equal("interrupted", _neuro.Record().GetProperty("status").GetString());
        Assert.Empty(TraceTable.NamesIn(_neuro.RunFolders[0]));

        // What there is can still be looked at.
        Assert.Equal(0, _neuro.Invoke("trace", "info", _neuro.RunFolders[0]));
        Assert.Equal(0, _neuro.Invoke("report", _neuro.RunFolders[0]));
        Assert.Equal(2, _neuro.Invoke("trace", "plot", _neuro.RunFolders[0], "--figure", "stdp"));
        Assert.Contains("--figure stdp: No run has the table stdp", _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void Figure_has_a_point_for_each_bin_beside_the_closed_form_and_a_page_shows_it()
    {
        Assert.Equal(0, Run("--quiet"));
        Assert.Equal(0, Run("--quiet", "--seed", "2"));
        var folder = _neuro.RunFolders[0];
        Assert.Equal(0, _neuro.Invoke("trace", "plot", folder, "--figure", "stdp"));
        var figure = XElement.Load(Path.Combine(folder, "figures", "stdp.svg"));
        Assert.Equal("svg", figure.Name.LocalName);
        Assert.Equal(41, figure.Descendants().Count(element => element.Name.LocalName == "line" && (string?)element.Attribute("stroke-width") == "3"));
        Assert.Contains("closed form", figure.Value, StringComparison.Ordinal);

        Assert.Equal(0, _neuro.Invoke("trace", "plot", _neuro.Runs));
        Assert.StartsWith("stdp  ", Assert.Single(_neuro.Output.Lines), StringComparison.Ordinal);
        Assert.Contains("differ in the seed alone", XElement.Load(Path.Combine(_neuro.Runs, "figures", "stdp.svg")).Value, StringComparison.Ordinal);
        Assert.Equal(0, _neuro.Invoke("report", _neuro.Runs));
        var page = File.ReadAllText(_neuro.LastLine);
        Assert.Contains("closed form", page, StringComparison.Ordinal);
        Assert.Contains("chiSquarePerBin", page, StringComparison.Ordinal);
        Assert.DoesNotContain("accuracy", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, _neuro.Invoke("report", _neuro.Runs, "--format", "markdown"));
        Assert.Contains("| n | seconds | largestDeviation | chiSquarePerBin |", _neuro.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_of_trainings_and_studies_are_drawn_from_their_own_runs()
    {
        Assert.Equal(0, Run("--quiet"));
        Assert.Equal(2, _neuro.Invoke("trace", "plot", _neuro.Runs, "--figure", "updates"));
        Assert.Contains("--figure updates: found no run but of stdp, expected one of a training (what can be drawn: stdp)", _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet"));
        Assert.Equal(0, _neuro.Invoke("trace", "plot", _neuro.Runs));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("stdp  ", StringComparison.Ordinal));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("accuracy  ", StringComparison.Ordinal));
        Assert.DoesNotContain("stdp", XElement.Load(Path.Combine(_neuro.Runs, "figures", "accuracy.svg")).Value, StringComparison.Ordinal);
        Assert.Equal(0, _neuro.Invoke("report", _neuro.Runs));
    }

    [Theory]
    [InlineData("run stdp --dataset mnist", "--dataset: key 'data.set': found mnist, expected nothing: the study stdp trains no network and reads stdp.*, run.seed, run.workers, run.out")]
    [InlineData("run stdp --data .", "--data: key 'data.root'")]
    [InlineData("run stdp --epochs 20", "key 'run.epochs': found 20, expected nothing")]
    [InlineData("run stdp --schedule live", "key 'schedule.kind': found live, expected nothing")]
    [InlineData("run stdp --set model.hidden=[3]", "key 'model.hidden'")]
    [InlineData("run ghost-ma --set stdp.bin=3ms", "expected nothing: only the study stdp (experiment.study) reads it")]
    [InlineData("run stdp --set experiment.study=none --set stdp.bin=3ms", "only the study stdp")]
    [InlineData("run stdp --set experiment.study=sdtp", "expected one of none, stdp")]
    [InlineData("sweep stdp --seeds 1..2", "found the study stdp, expected a training: a study is run with 'neuro run'")]
    [InlineData("sweep ghost-ma --seeds 1 --grid experiment.study=none,stdp", "found the study stdp, expected a training")]
    [InlineData("inspect stdp", "found the study stdp, which has no network")]
    [InlineData("run stdp --set stdp.bin=4ms", "key 'stdp.bin': found \"4ms\", expected an odd number of steps of stdp.step")]
    [InlineData("run stdp --set stdp.bin=2.5ms", "key 'stdp.bin'")]
    [InlineData("run stdp --set stdp.window=103ms", "key 'stdp.window': found \"103ms\", expected a whole number of bins of stdp.bin")]
    [InlineData("run stdp --set stdp.window=100s", "at most 10000 steps")]
    [InlineData("run stdp --set stdp.smoothing=20ms", "key 'stdp.smoothing': found \"20ms\", expected less than stdp.correlation")]
    [InlineData("run stdp --set stdp.pre-rate=1001", "key 'stdp.pre-rate': found 1001, expected at most one spike in a step")]
    [InlineData("run stdp --set stdp.amplitude=123", "key 'stdp.rate'")]
    [InlineData("run stdp --set stdp.rate=0", "key 'stdp.rate': found ")]
    [InlineData("run stdp --set stdp.spikes=2e9", "key 'stdp.spikes': found 2e9, expected what 1,000,000 blocks")]
    public void What_does_not_apply_is_refused_before_anything_is_written(string command, string complaint)
    {
        Assert.Equal(2, _neuro.Invoke([.. command.Split(' '), .. command.StartsWith("inspect", StringComparison.Ordinal) ? Array.Empty<string>() : ["--out", _neuro.Runs]]));
        Assert.Contains(complaint, Assert.Single(_neuro.ErrorText.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(_neuro.RunFolders);
    }

    [Theory]
    [InlineData("resume", "expected that of a training: a study has no checkpoints")]
    [InlineData("replay", "expected that of a training with schedule.kind = live")]
    public void Run_of_a_study_is_not_gone_on_with(string verb, string complaint)
    {
        Assert.Equal(0, Run("--quiet"));
        Assert.Equal(2, _neuro.Invoke(verb, _neuro.RunFolders[0]));
        Assert.Contains(complaint, _neuro.ErrorText, StringComparison.Ordinal);
        Assert.Contains("found the run of a study (stdp)", _neuro.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void Variable_for_data_is_no_reason_to_refuse()
    {
        _neuro.Environment["NEURO_DATA"] = "/nowhere";
        Assert.Equal(0, Run("--quiet"));
    }

    [Fact]
    public void List_and_show_tell_of_it()
    {
        Assert.Equal(0, _neuro.Invoke("list", "--json"));
        var listed = _neuro.Json().GetProperty("experiments").EnumerateArray().ToDictionary(e => e.GetProperty("name").GetString()!);
        Assert.Equal("stdp", listed["stdp"].GetProperty("study").GetString());
        Assert.Equal(JsonValueKind.Null, listed["stdp"].GetProperty("dataset").ValueKind);
        Assert.Equal(JsonValueKind.Null, listed["ghost-ma"].GetProperty("study").ValueKind);
        Assert.Equal(0, _neuro.Invoke("list"));
        Assert.Contains(_neuro.Output.Lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["stdp", "study", "-", ..]);
        Assert.Equal(0, _neuro.Invoke("show", "stdp", "--set", "stdp.bin=3ms"));
        Assert.Contains(_neuro.Output.Lines, line => line.StartsWith("stdp.bin ", StringComparison.Ordinal) && line.EndsWith("--set stdp.bin=3ms", StringComparison.Ordinal));
    }

    /// <summary>Every study but none is known by the name that its key has, and its figures and keys by it.</summary>
    [Fact]
    public void Every_kind_of_study_is_in_the_catalogue()
    {
        Assert.Equal(Enum.GetValues<StudyKind>().Where(kind => kind != StudyKind.None), StudyCatalogue.All.Select(study => study.Kind));
        Assert.All(StudyCatalogue.All, study => Assert.Equal(
            study.Kind,
            new ConfigurationLayers(Neuro.Experiments.Running.NeuroKeys.Schema).AddSet($"experiment.study={study.Name}").Resolve().Get(Neuro.Experiments.Running.NeuroKeys.Study)));
    }

    private int Run(params IEnumerable<string> args) => _neuro.Invoke(["run", "stdp", .. Tiny, "--out", _neuro.Runs, .. args]);

    private byte[] Part(int run) => File.ReadAllBytes(Path.Combine(_neuro.RunFolders[run], "stdp", "part-00000.parquet"));
}
