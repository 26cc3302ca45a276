using Neuro.Experiments.Charts;
using Neuro.Experiments.Reports;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Reports;

/// <summary>Apical potentials of the first and the last trial of a run, and of the last ones of several.</summary>
public sealed class ApicalFigureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_run_is_shown_before_and_after_learning()
    {
        Run("run", [0, 100, 200]);
        var panels = Draw(new FigureSelection()).Panels;
        Assert.Equal(["hidden1, unit 2: trial 0", "hidden1, unit 2: trial 200"], panels.Select(panel => panel.Title));
        Check(panels[0], trial: 0, unit: 2);
        Check(panels[1], trial: 200, unit: 2);
    }

    [Fact]
    public void A_trial_and_a_unit_can_be_asked_for()
    {
        Run("run", [0, 100, 200]);
        var panel = Assert.Single(Draw(new FigureSelection(Trial: 100, Unit: 3)).Panels);
        Assert.Equal("hidden1, unit 3: trial 100", panel.Title);
        Check(panel, trial: 100, unit: 3);
    }

    [Fact]
    public void Several_runs_stand_beside_each_other()
    {
        Run("one", [0, 100]);
        Run("two", [0, 200]);
        var panels = Draw(new FigureSelection()).Panels;
        Assert.Equal(["hidden1, unit 2: one, trial 100", "hidden1, unit 2: two, trial 200"], panels.Select(panel => panel.Title));
        Check(panels[1], trial: 200, unit: 2);
    }

    [Fact]
    public void A_run_without_activity_has_none()
    {
        _ = new SampleRun(_folder.Path, "run", 1, "completed");
        Assert.Null(FigureKinds.Named("apical").Draw(ReportData.Of([_folder.Path], new FigureSelection())).Figure);
    }

    private static void Check(Panel panel, int trial, int unit)
    {
        var lines = Assert.IsType<PlotPanel>(panel).Lines;
        Assert.Equal(["t", "c", "t − c"], lines.Select(line => line.Name));
        for (var step = 0; step < 8; step++)
        {
            double Value(string variable) => Activity.Value(trial, step, "hidden1", 0, unit, variable)!.Value;
            Assert.Equal(Value("apical"), lines[0].Y[step]);
            Assert.Equal(Value("cancel"), lines[1].Y[step]);
            Assert.Equal(Value("apical") - Value("cancel"), lines[2].Y[step]);
        }
    }

    private void Run(string name, long[] trials)
    {
        var run = new SampleRun(_folder.Path, name, 1, "completed", "model.hidden=[20]", "time.prediction=3", "time.nudging=2");
        foreach (var trial in trials)
        {
            run.Table("activity", Activity.Columns, Activity.Rows([trial], [0], [2, 3]));
        }
    }

    private Figure Draw(FigureSelection selection) => FigureKinds.Named("apical").Draw(ReportData.Of([_folder.Path], selection)).Figure!;
}
