using Neuro.Experiments.Charts;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Reports;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Reports;

/// <summary>Every value of the traces of units is that of its trial, step, population, sample, unit and variable.</summary>
public sealed class ActivityFigureTests : IDisposable
{
    private static readonly int[] Samples = [0, 3];
    private static readonly int[] Units = [2, 3, 5];

    private readonly TemporaryFolder _folder = new();

    public ActivityFigureTests()
    {
        var run = new SampleRun(_folder.Path, "run", 1, "completed", "model.hidden=[20]", "time.prediction=3", "time.nudging=2");
        run.Table("activity", Activity.Columns, Activity.Rows([0, 100], Samples, Units));
        run.Table("activity", Activity.Columns, Activity.Rows([200], Samples, Units));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, null, null, 200, 0, 2)]
    [InlineData(100, null, null, 100, 0, 2)]
    [InlineData(0, 3, 5, 0, 3, 5)]
    [InlineData(200, 3, 3, 200, 3, 3)]
    public void Traces_are_those_of_the_selection(int? trial, int? sample, int? unit, int shownTrial, int shownSample, int shownUnit)
    {
        var panels = Draw("traces", new FigureSelection(trial, sample, unit)).Panels;
        // A row for hidden1 and one for output, each with feedback, error and state; output has no feedback.
        Assert.Equal(6, panels.Count);
        Assert.IsType<BlankPanel>(panels[3]);
        Check(panels[0], ("hidden1", "apical"), ("hidden1", "cancel"));
        Check(panels[1], ("hidden1", "error"));
        Check(panels[2], ("hidden1", "state"));
        Check(panels[4], ("output", "error"));
        // Unit by unit, ghost2 stands for the output.
        Check(panels[5], ("output", "state"), ("ghost2", "state"));

        void Check(Panel panel, params (string Population, string Variable)[] lines)
        {
            var plot = Assert.IsType<PlotPanel>(panel);
            Assert.Equal(lines.Length, plot.Lines.Count);
            foreach (var (line, (population, variable)) in plot.Lines.Zip(lines))
            {
                Assert.Equal(Enumerable.Range(0, 8).Select(step => (double)step), line.X);
                Assert.Equal(Enumerable.Range(0, 8).Select(step => (double)Activity.Value(shownTrial, step, population, shownSample, shownUnit, variable)!.Value), line.Y);
            }
        }
    }

    /// <summary>A phase lasts from the version at its beginning to that of its last step.</summary>
    [Fact]
    public void Phases_are_shaded_from_version_to_version()
    {
        var regions = Assert.IsType<PlotPanel>(Draw("traces", new FigureSelection()).Panels[0]).Regions;
        Assert.Equal([("sweep", 0, 2), ("prediction", 2, 5), ("nudging", 5, 7)], regions.Select(region => (region.Label, region.From, region.To)));
    }

    [Fact]
    public void One_population_can_be_asked_for()
    {
        var panels = Draw("traces", new FigureSelection(Population: "output")).Panels;
        Assert.All(panels, panel => Assert.StartsWith("output", panel.Title, StringComparison.Ordinal));
        Assert.Equal(["ghost2"], Draw("rates", new FigureSelection(Population: "ghost2")).Panels.Select(panel => panel.Title));
    }

    /// <summary>Rows are units, columns are steps.</summary>
    [Fact]
    public void The_map_of_rates_has_a_row_for_each_unit()
    {
        var trial = ActivityReading.Of(Path.Combine(_folder.Path, "run"), new FigureSelection(100, 3))!;
        var population = trial.Find("output")!;
        var map = population.Map("rate");
        Assert.Equal((3, 8), (map.Rows, map.Columns));
        Assert.Equal(Units, population.Units);
        for (var at = 0; at < map.Values.Count; at++)
        {
            Assert.Equal(Activity.Value(100, at % 8, "output", 3, Units[at / 8], "rate"), map.Values[at]);
        }

        Assert.Equal(Activity.Populations, Draw("rates", new FigureSelection()).Panels.Select(panel => panel.Title));
    }

    [Theory]
    [InlineData(50, null, null, null, "--trial 50", "between 0 and 200")]
    [InlineData(null, 1, null, null, "--sample 1", "expected one of 0, 3")]
    [InlineData(null, null, 4, null, "--unit 4", "hidden1: 2, 3, 5")]
    [InlineData(null, null, null, "hiden1", "--population hiden1", "expected one of hidden1, output, ghost2")]
    public void What_was_not_recorded_is_refused_with_what_was(int? trial, int? sample, int? unit, string? population, string found, string expected)
    {
        var message = Assert.Throws<ConfigurationException>(() => Draw("traces", new FigureSelection(trial, sample, unit, population))).Message;
        Assert.Contains(found, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private Figure Draw(string name, FigureSelection selection) => FigureKinds.Named(name).Draw(ReportData.Of([_folder.Path], selection)).Figure!;
}
