using Neuro.Experiments.Charts;
using Neuro.Experiments.Numpy;
using Neuro.Experiments.Reports;
using Neuro.Tests.Experiments.Charts;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Reports;

/// <summary>Weights are shown as the images that their inputs are.</summary>
public sealed class WeightImageTests : IDisposable
{
    private const int Side = 5;
    private readonly TemporaryFolder _folder = new();
    private readonly SampleRun _run;

    public WeightImageTests() => _run = new SampleRun(_folder.Path, "run");

    public void Dispose() => _folder.Dispose();

    /// <summary>Unit u has its only weight at pixel (u, u + 1): positive for even units, negative for odd ones.</summary>
    [Fact]
    public void Each_unit_has_an_image_of_the_last_matrix()
    {
        Write("epoch-00002", 3, Side * Side, (unit, input) => input == (unit * Side) + unit + 1 ? (unit % 2 == 0 ? 1 : -1) : 0);
        Write("epoch-00001", 3, Side * Side, (_, _) => 1);
        var figure = Draw().Figure!;
        Assert.Contains("epoch-00002.npz", figure.Note, StringComparison.Ordinal);
        var images = Images(figure);
        Assert.Equal(3, images.Count);
        foreach (var (unit, image) in images.Index())
        {
            var cell = image.Width / Side;
            for (var pixel = 0; pixel < Side * Side; pixel++)
            {
                var (red, green, blue) = image[(pixel / Side * cell) + (cell / 2), (pixel % Side * cell) + (cell / 2)];
                if (pixel == (unit * Side) + unit + 1)
                {
                    Assert.Equal(unit % 2 == 0, red > blue);
                }
                else
                {
                    Assert.Equal((255, 255, 255), (red, green, blue));
                }
            }
        }
    }

    [Fact]
    public void Inputs_that_are_no_square_have_no_image()
    {
        Write("epoch-00001", 2, 24, (_, _) => 1);
        Assert.Contains("24 units", Draw().Missing, StringComparison.Ordinal);
    }

    /// <summary>Where widths shrink the first layer may read a part of the input only: the rest of the image is missing, also where that part would make a square.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(25)]
    public void Inputs_that_are_not_read_are_missing(int units)
    {
        var run = new LayeredRun(_folder.Path, "tower", 1, "model.kind=gait", "model.tower=on", $"model.hidden=[{units},12]", "model.activation=leaky-relu", "model.output-activation=leaky-relu", "model.loss=mean-squared-error");
        run.Write(1, run.Draw(1));
        var figure = Draw().Figure!;
        Assert.Contains($"the first {units} of 28 x 28 inputs", figure.Note, StringComparison.Ordinal);
        var images = Images(figure);
        Assert.Equal(units, images.Count);
        var weights = run.Draw(1)["input-hidden1"];
        foreach (var (unit, image) in images.Index())
        {
            var cell = image.Width / 28;
            for (var pixel = 0; pixel < 28 * 28; pixel++)
            {
                var (red, green, blue) = image[(pixel / 28 * cell) + (cell / 2), (pixel % 28 * cell) + (cell / 2)];
                if (pixel >= units)
                {
                    Assert.Equal(Theme.Missing, $"#{red:x2}{green:x2}{blue:x2}");
                }
                else
                {
                    Assert.Equal(Math.Sign(weights[unit, pixel]), red == blue ? Math.Sign(weights[unit, pixel]) : Math.Sign(red - blue));
                }
            }
        }
    }

    /// <summary>Whatever the model, its first layer is found.</summary>
    [Theory]
    [InlineData("general", "model.hidden=[14,12]", "model.auxiliary-errors=on", "model.strategy=3", "model.loss=softmax-cross-entropy")]
    [InlineData("dtp", "model.hidden=[14,12]", "model.loss=softmax-cross-entropy")]
    [InlineData("dfa", "model.hidden=[14,12]", "model.reconstruct=on", "model.loss=mean-squared-error")]
    [InlineData("tp", "model.hidden=[14,14]", "model.activation=leaky-relu", "model.output-activation=leaky-relu", "model.loss=mean-squared-error")]
    public void Layered_networks_have_an_image_for_each_unit(string kind, params string[] settings)
    {
        var run = new LayeredRun(_folder.Path, "layered", 1, [$"model.kind={kind}", .. settings]);
        run.Write(1, run.Draw(1));
        var figure = Draw().Figure!;
        Assert.Contains("input-hidden1.weight", figure.Note, StringComparison.Ordinal);
        Assert.Contains("28 x 28 inputs each", figure.Note, StringComparison.Ordinal);
        Assert.Equal(14, Images(figure).Count);
    }

    private static List<PngReader> Images(Figure figure) =>
        [.. new Drawing(figure).All("image").SkipLast(1).Select(image => new PngReader(Convert.FromBase64String(image.Attribute("href")!.Value.Split(',')[1])))];

    private FigureResult Draw() => FigureKinds.Named("weights").Draw(ReportData.Of([_folder.Path], new FigureSelection()));

    private void Write(string name, int units, int inputs, Func<int, int, float> weight)
    {
        Directory.CreateDirectory(Path.Combine(_run.Folder, "matrices"));
        using var stream = File.Create(Path.Combine(_run.Folder, "matrices", name + ".npz"));
        float[] values = [.. Enumerable.Range(0, units * inputs).Select(at => weight(at / inputs, at % inputs))];
        NpzFile.Write(stream, [("input-hidden1.weight", NumpyArray.Of<float>(values, units, inputs)), ("input-hidden1.bias", NumpyArray.Vector<float>(new float[units]))]);
    }
}
