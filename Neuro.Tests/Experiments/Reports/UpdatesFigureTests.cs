using System.Text.Json.Nodes;
using Neuro.Experiments.Charts;
using Neuro.Experiments.Reports;
using Neuro.Tests.Experiments.Charts;
using Neuro.Tests.Experiments.Data;
using Neuro.Tests.Models;
using Neuro.Tests.Oracles;
using Neuro.Tests.Oracles.Layered;

namespace Neuro.Tests.Experiments.Reports;

/// <summary>Points are entries of what a model and backprop would change weights by, and cosines are those of all entries.</summary>
public sealed class UpdatesFigureTests : IDisposable
{
    private const int Samples = 12;
    private const int Seed = 5;

    private static readonly string[] Common = [$"measure.samples={Samples}", "run.batch=10"];
    private static readonly string[] Inverting = ["model.activation=leaky-relu", "model.output-activation=leaky-relu", "model.loss=mean-squared-error", "initial.bias=0.1"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bp", "model.hidden=[14,12]", "model.loss=softmax-cross-entropy")]
    [InlineData("dfa", "model.hidden=[14,12]", "model.loss=softmax-cross-entropy")]
    [InlineData("gait", "model.hidden=[12,12]", "initial.kind=orthogonal")]
    [InlineData("itp", "model.hidden=[12,12]", "initial.kind=orthogonal")]
    [InlineData("tp", "model.hidden=[12,12]", "initial.kind=orthogonal")]
    [InlineData("gait", "model.hidden=[784,20,12]", "initial.kind=orthogonal", "model.tower=on")]
    public void Points_are_entries_of_both_updates(string kind, params string[] settings)
    {
        var run = Run("run", kind, settings);
        var figure = Draw().Figure!;
        var expected = Plain(run, kind);
        var panels = figure.Panels.Cast<PlotPanel>().ToList();
        Assert.Equal(expected.Count, panels.Count);
        Assert.Equal(expected.Count, figure.Columns);
        foreach (var (at, (own, backprop)) in expected.Index())
        {
            var name = at == expected.Count - 1 ? "output" : $"hidden{at + 1}";
            var (ownAll, backpropAll) = (Dense.Flatten(own), Dense.Flatten(backprop));
            var words = panels[at].Title.Split(": cosine ");
            Assert.Equal(name, words[0]);
            Assert.Equal(PlainCase.Cosine(ownAll, backpropAll), double.Parse(words[1].Replace('\u2212', '-')), 1.5e-4);
            var points = Assert.Single(panels[at].Points);
            if (ownAll.Length <= UpdatesFigure.MostEntries)
            {
                PlainCase.AssertEqual(Active(ownAll, ownAll, backpropAll, own[0].Length), [.. points.Y], 1e-4);
                PlainCase.AssertEqual(Active(backpropAll, ownAll, backpropAll, own[0].Length), [.. points.X], 1e-4);
            }
            else
            {
                AssertAmong(points, backpropAll, ownAll);
            }
        }
    }

    /// <summary>What the GAIT text claims, and its Figure 1 shows: with orthogonal weights its updates are those of backprop, and those of target propagation are not.</summary>
    [Fact]
    public void With_orthogonal_weights_only_gait_agrees_with_backprop()
    {
        string[] orthogonal = ["model.hidden=[12,12]", "initial.kind=orthogonal"];
        Run("a-gait", "gait", orthogonal);
        Run("b-gait-random", "gait", ["model.hidden=[12,12]"]);
        Run("c-tp", "tp", orthogonal);
        var figure = Draw().Figure!;
        var cosines = figure.Panels.Cast<PlotPanel>().Select(panel => double.Parse(panel.Title.Split("cosine ")[1].Replace('\u2212', '-'))).Chunk(3).ToList();
        Assert.Equal(3, figure.Columns);
        Assert.Equal(3, cosines.Count);
        Assert.All(cosines, row => Assert.Equal(1, row[2]));
        var labels = Data().Groups.Select(group => group.Runs[0].Name).ToList();
        Assert.All(cosines[labels.IndexOf("a-gait")], cosine => Assert.InRange(cosine, 0.9999, 1));
        Assert.InRange(cosines[labels.IndexOf("b-gait-random")][0], -1, 0.95);
        Assert.InRange(cosines[labels.IndexOf("c-tp")][0], -1, 0.95);
        Assert.All(labels, name => Assert.Contains($"run {name}, seed {Seed}, the first {Samples} training samples", figure.Note, StringComparison.Ordinal));
    }

    [Fact]
    public void Networks_of_fewer_layers_leave_places_empty()
    {
        Run("a", "bp", ["model.hidden=[14]"]);
        Run("b", "bp", ["model.hidden=[14,12]"]);
        var panels = Draw().Figure!.Panels;
        Assert.Equal(6, panels.Count);
        Assert.Single(panels, panel => panel is BlankPanel);
    }

    [Fact]
    public void The_seed_chooses_the_same_entries_again()
    {
        Run("run", "dfa", ["model.hidden=[14,12]"]);
        Assert.Equal(new Drawing(Draw().Figure!).Text, new Drawing(Draw().Figure!).Text);
    }

    [Fact]
    public void Networks_without_layers_have_a_word()
    {
        new SampleRun(_folder.Path, "run").Save();
        Assert.Contains("model.kind", Draw().Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_its_data_a_run_has_a_word_and_does_not_take_the_others_away()
    {
        Run("a", "bp", ["model.hidden=[14]", "data.set=\"elsewhere\"", "data.root=\"/nowhere\""]);
        Assert.Contains("elsewhere", Draw().Missing, StringComparison.Ordinal);
        Run("b", "bp", ["model.hidden=[14]"]);
        var figure = Draw().Figure!;
        Assert.Equal(2, figure.Panels.Count);
        Assert.Contains("a: data set: expected one of", figure.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_data_than_those_of_the_run_are_refused()
    {
        Run("run", "bp", ["model.hidden=[14]"]).Run.Save(record => record["data"]!["checksums"] = new JsonArray());
        Assert.Contains("other checksums", Draw().Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_probe_batch_there_is_a_word()
    {
        Run("run", "bp", ["model.hidden=[14]", "measure.samples=0"]);
        Assert.Contains("measure.samples", Draw().Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_without_an_inverse_have_a_word_that_says_so()
    {
        Run("run", "gait", ["model.hidden=[12,12]", "model.largest-condition=1.01"]);
        Assert.Contains("condition", Draw().Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void More_configurations_than_have_room_are_counted()
    {
        for (var units = 11; units < 19; units++)
        {
            Run($"run{units}", "bp", [$"model.hidden=[{units}]", "measure.samples=2"]);
        }

        var figure = Draw().Figure!;
        Assert.Equal(6 * 2, figure.Panels.Count);
        Assert.Contains("2 more configurations are not shown", figure.Note, StringComparison.Ordinal);
    }

    private LayeredRun Run(string name, string kind, string[] settings) =>
        new(_folder.Path, name, Seed, [.. Common, $"model.kind={kind}", .. kind is "bp" or "dfa" ? [] : Inverting, .. settings]);

    /// <summary>Changes of each layer, post x pre, from below: those of the model, and those of backprop.</summary>
    private static List<(double[][] Own, double[][] Backprop)> Plain(LayeredRun run, string kind)
    {
        var weights = run.Draw(Seed);
        var net = run.Plain(weights);
        var changes = Enumerable.Range(1, net.Top).Select(l => (Own: Dense.Zeros(net.W[l].Length, net.W[l][0].Length), Backprop: Dense.Zeros(net.W[l].Length, net.W[l][0].Length))).ToList();
        var images = LayeredRun.Data.Train;
        for (var sample = 0; sample < Samples; sample++)
        {
            var pass = net.Forward(LayeredRun.Input(images, sample));
            var label = LayeredRun.OneHot(images, sample);
            var target = kind is "bp" or "dfa" ? label : PlainTargets.OutputTarget(pass.H[net.Top], label);
            var backprop = PlainSignals.Backprop(net, pass, target);
            var own = kind switch
            {
                "bp" => backprop,
                "dfa" => PlainSignals.DirectFeedbackAlignment(net, pass, target, [[], .. Enumerable.Range(1, net.Top - 1).Select(l => GhostPair.Rows(weights[$"output-hidden{l}"]))]),
                "tp" => PlainTargets.Signals(PlainTargetRule.Full, net, pass, target),
                "itp" => PlainTargets.Signals(PlainTargetRule.Incremental, net, pass, target),
                _ => PlainTargets.Signals(PlainTargetRule.GradientAdjusted, net, pass, target),
            };
            for (var l = 1; l <= net.Top; l++)
            {
                var read = pass.H[l - 1][..net.W[l][0].Length];
                Dense.AddOuter(changes[l - 1].Own, 1.0 / Samples, own[l], read);
                Dense.AddOuter(changes[l - 1].Backprop, 1.0 / Samples, backprop[l], read);
            }
        }

        return changes;
    }

    /// <summary>The entries of columns that are not zero in both.</summary>
    private static double[] Active(double[] values, double[] first, double[] second, int columns) =>
        [.. values.Where((_, at) => Enumerable.Range(0, values.Length / columns).Any(row => first[(row * columns) + (at % columns)] != 0 || second[(row * columns) + (at % columns)] != 0))];

    private static void AssertAmong(PointSeries points, double[] xs, double[] ys)
    {
        Assert.InRange(points.X.Count, UpdatesFigure.MostEntries / 2, UpdatesFigure.MostEntries);
        var (wide, high) = (1e-4 * xs.Max(Math.Abs), 1e-4 * ys.Max(Math.Abs));
        for (var at = 0; at < points.X.Count; at++)
        {
            var (x, y) = (points.X[at], points.Y[at]);
            Assert.True(Enumerable.Range(0, xs.Length).Any(i => Math.Abs(xs[i] - x) <= wide && Math.Abs(ys[i] - y) <= high), $"({x}, {y}) is no entry");
        }
    }

    private ReportData Data() => ReportData.Of([_folder.Path], new FigureSelection());

    private FigureResult Draw() => FigureKinds.Named("updates").Draw(Data());
}
