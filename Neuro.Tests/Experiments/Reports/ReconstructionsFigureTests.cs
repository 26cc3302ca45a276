using Neuro.Experiments.Charts;
using Neuro.Experiments.Reports;
using Neuro.Tests.Experiments.Charts;
using Neuro.Tests.Experiments.Data;
using Neuro.Units.Populations;

namespace Neuro.Tests.Experiments.Reports;

/// <summary>The first row shows test images, the others what the networks make of them with their newest weights.</summary>
public sealed class ReconstructionsFigureTests : IDisposable
{
    private const int Images = 10;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_images_and_what_is_made_of_them()
    {
        var (a, b) = (Run("a", "bp"), Run("b", "dfa"));
        WeightStore[] newest = [a.Draw(71), b.Draw(72)];
        a.Write(9, a.Draw(1));
        a.Write(10, newest[0]);
        a.Write(2, a.Draw(2));
        b.Write(0, newest[1]);
        File.WriteAllText(Path.Combine(a.Run.Folder, "matrices", "epoch-99999.txt"), "nothing");

        var figure = Draw().Figure!;
        Assert.Contains("run a, after epoch 10", figure.Note, StringComparison.Ordinal);
        Assert.Contains("run b, before training", figure.Note, StringComparison.Ordinal);
        var drawing = new Drawing(figure);
        Assert.Equal(["input", "a", "b"], drawing.All("text").Where(text => text.Value is "input" or "a" or "b").Select(text => text.Value));
        var images = drawing.All("image").SkipLast(1).Select(image => new PngReader(Convert.FromBase64String(image.Attribute("href")!.Value.Split(',')[1]))).ToList();
        Assert.Equal(3 * Images, images.Count);

        var test = LayeredRun.Data.Test;
        var labels = test.Labels.ToArray();
        for (var label = 0; label < Images; label++)
        {
            var input = LayeredRun.Input(test, Array.IndexOf(labels, (byte)label));
            Check(images[label], input);
            foreach (var (row, run) in ((LayeredRun[])[a, b]).Index())
            {
                var net = run.Plain(newest[row]);
                Check(images[((row + 1) * Images) + label], net.Forward(input).H[net.Top]);
            }
        }
    }

    /// <summary>Of runs that differ in the seed alone the first that has weights stands for all.</summary>
    [Fact]
    public void A_run_without_weights_is_passed_over_for_one_of_its_group_that_has_some()
    {
        Run("a", "bp", seed: 1);
        var b = Run("b", "bp", seed: 2);
        b.Write(3, b.Draw(2));
        Assert.Contains("run b, after epoch 3", Draw().Figure!.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_weights_the_key_is_named()
    {
        Run("a", "bp");
        Assert.Contains("trace.matrices.every", Draw().Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_that_tell_classes_apart_have_a_word()
    {
        var run = new LayeredRun(_folder.Path, "a", 1, "model.kind=bp", "model.hidden=[12]");
        run.Write(1, run.Draw(1));
        Assert.Contains("model.reconstruct", Draw().Missing, StringComparison.Ordinal);
    }

    /// <summary>What cannot be read, or has no weights, is told beside those that have.</summary>
    [Fact]
    public void Damaged_weights_are_named_and_do_not_take_the_others_away()
    {
        var (a, b) = (Run("a", "bp"), Run("b", "dfa"));
        Run("c", "fa");
        a.Write(1, a.Draw(1));
        var file = Path.Combine(a.Run.Folder, "matrices", "epoch-00001.npz");
        File.WriteAllBytes(file, [1, 2, 3]);
        Assert.Contains(file, Draw().Missing, StringComparison.Ordinal);

        b.Write(1, b.Draw(1));
        var figure = Draw().Figure!;
        Assert.Contains(file, figure.Note, StringComparison.Ordinal);
        Assert.Contains("c: found no weights", figure.Note, StringComparison.Ordinal);
        Assert.Equal((2 * Images) + 1, new Drawing(figure).All("image").Count);
    }

    [Fact]
    public void Weights_of_another_network_are_refused()
    {
        var other = new LayeredRun(_folder.Path, "b", 1, "model.kind=bp", "model.hidden=[13]", "model.loss=mean-squared-error");
        Run("a", "bp").Write(1, other.Draw(1));
        Assert.Contains("input-hidden1", Draw().Missing, StringComparison.Ordinal);
    }

    /// <summary>White is 0 and black is 1.</summary>
    private static void Check(PngReader image, double[] values)
    {
        var side = LayeredRun.Data.Test.Columns;
        var cell = image.Width / side;
        for (var pixel = 0; pixel < values.Length; pixel++)
        {
            var (red, green, blue) = image[(pixel / side * cell) + (cell / 2), (pixel % side * cell) + (cell / 2)];
            Assert.Equal(255 * (1 - values[pixel]), red, 1.1);
            Assert.True(red == green && green == blue);
        }
    }

    private LayeredRun Run(string name, string kind, int seed = 1) =>
        new(_folder.Path, name, seed, $"model.kind={kind}", "model.hidden=[12,9]", "model.reconstruct=on", "model.loss=mean-squared-error", "model.activation=tanh");

    private FigureResult Draw() => FigureKinds.Named("reconstructions").Draw(ReportData.Of([_folder.Path], new FigureSelection()));
}
