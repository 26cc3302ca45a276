using System.Xml.Linq;
using Neuro.Experiments.Reports;
using Neuro.Experiments.Studies;
using Neuro.Tests.Experiments.Reports;

namespace Neuro.Tests.Experiments.Command;

/// <summary><c>neuro trace plot</c> and the page of <c>neuro report</c>.</summary>
public sealed class PlotTests : IDisposable
{
    private readonly Invocation _neuro = new();

    public void Dispose() => _neuro.Dispose();

    /// <summary>A run without any table has the figures that its record allows.</summary>
    [Fact]
    public void A_run_of_the_command_has_figures_and_a_page()
    {
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet"));
        var run = _neuro.RunFolders[0];
        Assert.Equal(0, _neuro.Invoke("trace", "plot", run));
        var figures = Directory.GetFiles(Path.Combine(run, "figures")).Select(file => Path.GetFileNameWithoutExtension(file)!).ToList();
        Assert.Subset(figures.ToHashSet(), new HashSet<string>(["accuracy", "cancellation", "alignment", "distances", "dynamics", "staleness", "traffic"]));
        Assert.All(figures, name => Assert.Equal("svg", XElement.Load(Path.Combine(run, "figures", $"{name}.svg")).Name.LocalName));
        Assert.Equal(FigureKinds.All.Where(kind => kind.Study == StudyKind.None).Select(kind => kind.Name), _neuro.Output.Lines.Select(line => line.Split(' ')[0]));

        Assert.Equal(0, _neuro.Invoke("report", run));
        Assert.Equal(Path.Combine(run, "report.html"), _neuro.LastLine);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(_neuro.LastLine), StringComparison.Ordinal);
    }

    /// <summary>Runs of any layered model have all figures that they should, in one page with runs of other models.</summary>
    [Fact]
    public void Runs_of_layered_models_have_figures_of_their_own()
    {
        string[] experiments = ["gait-tower", "general-aux-s3", "dtp", "autoencoder-s1"];
        Assert.All(experiments, experiment => Assert.Equal(0, _neuro.RunTiny(experiment, "--quiet", "--epochs", "1", "--set", "model.hidden=[784,16]", "--set", "trace.matrices.every=1")));
        Assert.Equal(0, _neuro.RunTiny("ghost-ma", "--quiet"));
        Assert.Equal(0, _neuro.Invoke("trace", "plot", _neuro.Runs));
        string[] expected = ["weights", "updates", "reconstructions"];
        Assert.All(expected, name => Assert.Contains(_neuro.Output.Lines, line => line.StartsWith($"{name}  {_neuro.Runs}", StringComparison.Ordinal)));
        var updates = XElement.Load(Path.Combine(_neuro.Runs, "figures", "updates.svg")).Value;
        Assert.All(experiments, experiment => Assert.Contains($"{experiment}:", updates, StringComparison.Ordinal));
        Assert.Equal(0, _neuro.Invoke("report", _neuro.Runs));
        Assert.DoesNotContain("Cannot be drawn", File.ReadAllText(_neuro.LastLine), StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_goes_where_it_is_asked_to()
    {
        Sample();
        var file = Path.Combine(_neuro.Folder.Path, "new", "a.svg");
        Assert.Equal(0, _neuro.Invoke("trace", "plot", _neuro.Runs, "--figure", "accuracy", "-o", file));
        Assert.Contains("accuracy", XElement.Load(file).Value, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, _neuro.Invoke("report", _neuro.Runs, "-o", Path.Combine(_neuro.Folder.Path, "page.html")));
        Assert.True(File.Exists(Path.Combine(_neuro.Folder.Path, "page.html")));
        Assert.Equal(0, _neuro.Invoke("report", _neuro.Runs, "--format", "csv", "-o", Path.Combine(_neuro.Folder.Path, "t.csv")));
        Assert.StartsWith("n,", File.ReadAllText(Path.Combine(_neuro.Folder.Path, "t.csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--figure acuracy", "found 'acuracy', expected one of accuracy, cancellation, alignment")]
    [InlineData("--figure acuracy", "(nearest: accuracy)")]
    [InlineData("--figure traces", "--figure traces: No run has a complete part of the table activity (see the key trace.activity.every)")]
    [InlineData("--figure updates", "--figure updates: No run is of a layered network (see the key model.kind)")]
    [InlineData("--figure reconstructions", "--figure reconstructions: No run is of an auto-encoder (see the key model.reconstruct)")]
    [InlineData("-o all.svg", "found one file for 17 figures")]
    [InlineData("--trial many", "Cannot parse")]
    public void Wrong_use_is_exit_code_2_in_one_line(string options, string complaint)
    {
        Sample();
        Assert.Equal(2, _neuro.Invoke(["trace", "plot", _neuro.Runs, .. options.Split(' ')]));
        Assert.Contains(complaint, Assert.Single(_neuro.ErrorText.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_neuro.Runs, "figures")));
    }

    /// <summary>Damaged files are named, whatever they hold.</summary>
    [Theory]
    [InlineData("weights", "matrices/epoch-00001.npz")]
    [InlineData("accuracy", "metrics/part-00000.parquet")]
    public void Damaged_files_are_exit_code_2_with_their_name(string figure, string file)
    {
        var path = Path.Combine(Sample().Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Equal(2, _neuro.Invoke("trace", "plot", _neuro.Runs, "--figure", figure));
        Assert.Contains(path, Assert.Single(_neuro.ErrorText.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_names_every_figure()
    {
        Assert.Equal(0, _neuro.Invoke("trace", "plot", "--help"));
        Assert.All(FigureKinds.All, kind => Assert.Contains($"{kind.Name}: ", _neuro.Output.Text, StringComparison.Ordinal));
    }

    private SampleRun Sample() => new SampleRun(_neuro.Runs, "run").Table("metrics", "epoch|loss|test_accuracy", [1, 0.5, 30.0]);
}
