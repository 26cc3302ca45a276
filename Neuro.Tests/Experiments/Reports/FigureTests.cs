using System.Text.Json.Nodes;
using Neuro.Experiments.Charts;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Reports;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Reports;

/// <summary>Figures show what the tables hold.</summary>
public sealed class FigureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs that differ in the seed alone become one line: the mean over those that have the epoch, between the least and the largest.</summary>
    [Fact]
    public void Seeds_become_one_line_with_a_band()
    {
        double[][] accuracies = [[10, 20, 40], [16, 26], [13, 23, 60]];
        foreach (var (seed, values) in accuracies.Index())
        {
            Run($"seed{seed}", seed, $"run.out=elsewhere{seed}", $"trace.matrices.every={seed}").Table("metrics", "epoch|trials|loss|learning_accuracy|test_accuracy", values.Select((value, e) => new object?[] { e + 1, 100 * e, 1.0 / (e + 1), value / 2, value }));
        }

        var line = Assert.Single(Panels("accuracy")[0].Lines, line => line.Name == "test");
        Assert.Equal([1, 2, 3], line.X);
        Assert.Equal([13, 23, 50], line.Y);
        Assert.Equal([10, 20, 40], line.Band!.Value.Low);
        Assert.Equal([16, 26, 60], line.Band!.Value.High);
        Assert.Equal([1, 0.5, 1.0 / 3], Panels("accuracy")[^1].Lines[0].Y);
        Assert.Contains("seeds 0, 1, 2", Figure("accuracy").Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_while_learning_and_of_validation_stand_together()
    {
        Run("run", 1).Table("metrics", "epoch|loss|validation_loss|test_accuracy", [1, 0.5, 0.75, 10.0], [2, 0.25, 0.5, 20.0]);
        Assert.Equal([[0.5, 0.25], [0.75, 0.5]], Panels("accuracy")[^1].Lines.Select(line => line.Y));
        Run("other", 1, "model.nudging=2").Table("metrics", "epoch|loss|validation_loss|test_accuracy", [1, 0.5, 0.125, 10.0]);
        Assert.Equal([0.75, 0.125], Panels("accuracy").Single(panel => panel.Title == "loss, validation").Lines.Select(line => line.Y[0]).OrderDescending());
    }

    [Fact]
    public void Configurations_become_lines_of_their_own_named_by_what_differs()
    {
        foreach (var rate in (string[])["1", "3"])
        {
            for (var seed = 1; seed <= 2; seed++)
            {
                Run($"rate{rate}-{seed}", seed, $"learning.hidden={rate}", $"run.out=elsewhere{seed}").Table("metrics", "epoch|loss|test_accuracy", [1, 0.5, (10 * int.Parse(rate)) + seed]);
            }
        }

        var panel = Panels("accuracy").First(panel => panel.Title == "accuracy, test");
        Assert.Equal(["learning.hidden = 1", "learning.hidden = 3"], panel.Lines.Select(line => line.Name));
        Assert.Equal([11.5, 31.5], panel.Lines.Select(line => Assert.Single(line.Y)));
        Assert.Equal(2, panel.Lines.Select(line => line.Style).Distinct().Count());
    }

    /// <summary>One key that is a number tells the runs of each experiment apart: it becomes the axis, and each experiment a line.</summary>
    [Fact]
    public void A_disturbance_becomes_an_axis()
    {
        foreach (var delay in (int[])[4, 1, 2])
        {
            for (var seed = 1; seed <= 2; seed++)
            {
                var run = Run($"delay{delay}-{seed}", seed, $"schedule.delay={delay}", $"run.out=elsewhere{seed}");
                run.Table("metrics", "epoch|loss|test_accuracy", [1, 0.5, 1.0], [2, 0.5, 100.0 - (10 * delay) + seed]);
                run.Table("alignment", "epoch|layer|alignment|prediction_speed", [2, "hidden1", 0.5 / delay, 0.25], [2, "hidden2", 0.25 / delay, null]);
            }
        }

        var panels = Panels("response");
        Assert.Equal(3, panels.Count);
        Assert.Contains("schedule.delay", Figure("response").ToSvg(), StringComparison.Ordinal);
        Assert.Equal([1, 2, 4], panels[0].Lines[0].X);
        Assert.Equal([91.5, 81.5, 61.5], panels[0].Lines[0].Y);
        Assert.Equal([91, 81, 61], panels[0].Lines[0].Band!.Value.Low);
        Assert.Equal([0.375, 0.1875, 0.09375], panels[1].Lines[0].Y);
        Assert.Equal([0.25, 0.25, 0.25], panels[2].Lines[0].Y);
    }

    [Theory]
    [InlineData("no key", "schedule.delay=1", "schedule.delay=1")]
    [InlineData("the keys", "schedule.delay=2", "model.nudging=2")]
    [InlineData("expected numbers", "model.kind=ma", "model.kind=mb")]
    public void Without_one_number_that_differs_there_is_no_response(string why, string first, string second)
    {
        Run("a", 1, first).Table("metrics", "epoch|loss|test_accuracy", [1, 0.5, 1.0]);
        Run("b", 2, second).Table("metrics", "epoch|loss|test_accuracy", [1, 0.5, 1.0]);
        Assert.Contains(why, FigureKinds.Named("response").Draw(Data()).Missing, StringComparison.Ordinal);
    }

    /// <summary>Three keys differ; one of them tells the groups apart.</summary>
    [Fact]
    public void Labels_are_no_longer_than_they_must_be()
    {
        Run("a", 1, "model.kind=ma", "learning.hidden=1", "learning.input=5").Save();
        Run("b", 1, "model.kind=ma", "learning.hidden=2", "learning.input=6").Save();
        Run("c", 1, "model.kind=mb", "learning.hidden=3", "learning.input=6").Save();
        Assert.Equal(["learning.hidden = 1", "learning.hidden = 2", "learning.hidden = 3"], Data().Groups.Select(group => group.Label).Order(StringComparer.Ordinal));
    }

    /// <summary>A killed run loses the part in hand, but its record has every epoch.</summary>
    [Theory]
    [InlineData(2, 3, 3)]
    [InlineData(3, 2, 3)]
    [InlineData(0, 2, 2)]
    public void Whichever_knows_more_epochs_is_shown(int inTable, int inRecord, int shown)
    {
        var run = Run("run", 1).Save(record => record["history"] = new JsonArray([.. Enumerable.Range(1, inRecord).Select(epoch => new JsonObject
        {
            ["epoch"] = epoch, ["loss"] = 2.0, ["testAccuracy"] = 30.0, ["onlineAccuracy"] = 20.0, ["trainAccuracy"] = null,
            ["layers"] = new JsonArray(new JsonObject { ["name"] = "hidden1", ["alignment"] = 0.25 }),
        })]));
        if (inTable > 0)
        {
            run.Table("metrics", "epoch|loss|test_accuracy", Enumerable.Range(1, inTable).Select(epoch => new object?[] { epoch, 2.0, 30.0 }));
            run.Table("alignment", "epoch|layer|alignment", Enumerable.Range(1, inTable).Select(epoch => new object?[] { epoch, "hidden1", 0.25 }));
        }

        Assert.Equal(Enumerable.Repeat(30.0, shown), Panels("accuracy")[0].Lines[0].Y);
        Assert.Equal(Enumerable.Repeat(0.25, shown), Panels("alignment")[0].Lines[0].Y);
    }

    /// <summary>A row of panels for each layer; a measure that no layer has takes no room, a missing value is a gap.</summary>
    [Fact]
    public void Measures_stand_by_layer()
    {
        Run("run", 1).Table(
            "alignment", "epoch|layer|cancellation|mimicry|forward_distance|feedback_distance",
            [1, "hidden1", 0.5, null, 3.0, null], [1, "hidden2", 0.25, null, 4.0, null], [2, "hidden1", null, null, 2.0, null], [2, "hidden2", 0.125, null, 1.0, null]);
        var cancellation = Panels("cancellation");
        Assert.Equal(["hidden1", "hidden2"], cancellation.Select(panel => panel.Title));
        Assert.Equal([0.5, double.NaN], cancellation[0].Lines[0].Y);
        Assert.Equal([0.25, 0.125], cancellation[1].Lines[0].Y);
        Assert.Equal([3, 2], Panels("distances")[0].Lines[0].Y);
        Assert.Contains("no", FigureKinds.Named("alignment").Draw(Data()).Missing, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Counts of the table, or of the record where it has none, added up by projection and phase, and by epoch.</summary>
    [Fact]
    public void Traffic_is_added_up()
    {
        Run("run", 1).Table(
            "traffic", "epoch|projection|phase|events|signal_events|synaptic_operations",
            [1, "a", "prediction", 1, 0, 10], [1, "a", "nudging", 2, 4, 20], [1, "b", "prediction", 8, 0, 40], [1, "b", "nudging", 16, 0, 80],
            [2, "a", "prediction", 32, 0, 160], [2, "a", "nudging", 64, 128, 320], [2, "b", "prediction", 256, 0, 640], [2, "b", "nudging", 512, 0, 1280]);
        var panels = Panels("traffic");
        Assert.Equal(["prediction", "nudging"], panels[0].Bars.Select(bar => bar.Name));
        Assert.Equal([33, 264], panels[0].Bars[0].Y);
        Assert.Equal([198, 528], panels[0].Bars[1].Y);
        Assert.Equal([170, 680], panels[1].Bars[0].Y);
        Assert.Equal([9, 288], panels[2].Lines[0].Y);
        Assert.Equal([22, 704], panels[2].Lines[1].Y);
    }

    [Fact]
    public void Traffic_of_a_run_without_the_table_comes_from_its_record()
    {
        Run("run", 1).Result(("traffic", new JsonArray(new JsonObject { ["projection"] = "a", ["phase"] = "nudging", ["events"] = 3, ["signalEvents"] = 4, ["synapticOperations"] = 5 })));
        var panels = Panels("traffic");
        Assert.Equal([7, 5], panels.Select(panel => Assert.Single(Assert.Single(panel.Bars).Y)));
    }

    /// <summary>Offsets are those of the table; a record tells ages, and in lockstep the age is the delay.</summary>
    [Fact]
    public void Reads_are_counted_by_offset()
    {
        Run("run", 1).Table(
            "schedule", "replica|projection|target_shard|source_shard|first_step|steps|offset",
            [0, "a", 0, 0, 0, 5, 0], [0, "a", 0, 0, 5, 3, -1], [], [1, "a", 0, 0, 0, 10, 0], [0, "b", 0, 0, 0, 4, 2], [0, "a", 1, 0, 0, 2, -1]);
        var panels = Panels("staleness");
        Assert.Equal(["a", "b"], panels.Select(panel => panel.Title));
        Assert.Equal([-1, 0], panels[0].Bars[0].X);
        Assert.Equal([25, 75], panels[0].Bars[0].Y);
        Assert.Equal([2], panels[1].Bars[0].X);
        Assert.Equal([100], panels[1].Bars[0].Y);
    }

    [Fact]
    public void Reads_of_a_run_without_the_table_come_from_its_record()
    {
        Run("run", 1).Result(("reads", new JsonArray(new JsonObject { ["projection"] = "a", ["delay"] = 2, ["staleness"] = new JsonArray(1, 0, 6, 3) })));
        var bars = Assert.Single(Panels("staleness")[0].Bars);
        Assert.Equal([-1, 0, 2], bars.X);
        Assert.Equal([30, 60, 10], bars.Y);
    }

    [Fact]
    public void Norms_stand_by_projection()
    {
        Run("run", 1).Table("weights", "epoch|projection|norm|change", [0, "a", 3.0, null], [0, "b", 5.0, null], [1, "a", 4.0, 2.0], [1, "b", 6.0, 1.0]);
        var panels = Panels("norms");
        Assert.Equal([[3, 4], [5, 6]], panels.Select(panel => panel.Lines[0].Y));
        Assert.Equal([double.NaN, 1], panels[1].Lines[1].Y);
    }

    [Fact]
    public void A_figure_of_no_name_is_refused_with_all_names() =>
        Assert.All(FigureKinds.All, kind => Assert.Contains(kind.Name, Assert.Throws<ConfigurationException>(() => FigureKinds.Named("nothing")).Message, StringComparison.Ordinal));

    [Fact]
    public void A_run_of_which_nothing_was_recorded_has_a_word_for_each_figure()
    {
        Run("run", 1, "status").Save();
        var data = Data();
        Assert.All(FigureKinds.All, kind =>
        {
            var result = kind.Draw(data);
            Assert.Null(result.Figure);
            Assert.EndsWith(".", result.Missing, StringComparison.Ordinal);
        });
    }

    private SampleRun Run(string name, int seed, params string[] settings) => new(_folder.Path, name, seed, "completed", settings.Where(set => set.Contains('=', StringComparison.Ordinal)));

    private ReportData Data() => ReportData.Of([_folder.Path], new FigureSelection());

    private Figure Figure(string name) => FigureKinds.Named(name).Draw(Data()).Figure!;

    private IReadOnlyList<PlotPanel> Panels(string name) => [.. Figure(name).Panels.OfType<PlotPanel>()];
}
