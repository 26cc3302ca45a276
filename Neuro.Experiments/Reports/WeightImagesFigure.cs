using Neuro.Experiments.Charts;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Numpy;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Reports;

/// <summary>Weights from the input to units of the first layer, as images.</summary>
internal static class WeightImagesFigure
{
    private const int MostUnits = 40;
    private const int PerRow = 10;

    /// <summary>Images smaller than this are no images.</summary>
    private const int LeastSide = 4;

    public static FigureResult Draw(ReportData data)
    {
        foreach (var run in data.Runs)
        {
            if (Last(run.Folder, "matrices") is { } matrices)
            {
                return Of(data, run, matrices);
            }

            if (Last(run.Folder, "checkpoints") is { } checkpoint)
            {
                return Of(data, run, checkpoint);
            }
        }

        return FigureResult.NotRecorded("matrices or checkpoints", "trace.matrices.every");
    }

    private static FigureResult Of(ReportData data, ReportRun run, string file)
    {
        var projection = FirstProjection(run.Network);
        var array = NpzFile.Read(file)[$"{projection}.weight"];
        if (array is not { Type: NumpyType.Float32, Shape: [var units, var inputs] })
        {
            return FigureResult.None($"{file}: array '{projection}.weight': found {array.Kind}, expected float32 of two dimensions.");
        }

        var drawn = run.Network.Projection(projection);
        if (Shape(data, run, drawn, inputs) is not var (rows, columns) || rows < LeastSide || columns < LeastSide)
        {
            return FigureResult.None($"The input has {inputs} units, which make no square image.");
        }

        IEnumerable<int> chosen = data.Selection.Unit is { } unit && unit < units ? [unit] : Enumerable.Range(0, Math.Min(units, MostUnits));
        return new Figure(
            $"Weights from the input to units of {drawn.Target}: {run.Subject}",
            [new ImagePanel([.. chosen.Select(u => new Tile($"unit {u}", Image(array.Values<float>().Slice(u * inputs, inputs), rows, columns)))], PerRow, new Axis("weight"), ColourMap.Diverging)])
        {
            Note = $"Run {run.Name}, {Path.GetRelativePath(run.Folder, file)}, {projection}.weight; the first {Math.Min(units, MostUnits)} of {units} units, {(rows * columns == inputs ? $"{rows} x {columns} inputs each" : $"which read the first {inputs} of {rows} x {columns} inputs")}.",
        };
    }

    /// <summary>Rows and columns of the image that the inputs are: a square one, or what the data set says.</summary>
    private static (int Rows, int Columns)? Shape(ReportData data, ReportRun run, ProjectionSpec projection, int inputs)
    {
        var side = (int)Math.Round(Math.Sqrt(inputs));

        // Where widths shrink the first layer may read a part of the input, and that part may be a square by chance.
        if (side * side == inputs && projection.SourceUnits is null)
        {
            return (side, side);
        }

        try
        {
            var images = data.DataSetOf(run).Train;
            return images.PixelsPerImage == inputs || (projection.SourceUnits is not null && images.PixelsPerImage > inputs) ? (images.Rows, images.Columns) : null;
        }
        catch (Exception e) when (e is DataException or ConfigurationException)
        {
            return side * side == inputs ? (side, side) : null;
        }
    }

    /// <summary>Weights where their inputs are; where there are none they are missing.</summary>
    private static Raster Image(ReadOnlySpan<float> weights, int rows, int columns)
    {
        var values = new float[rows * columns];
        values.AsSpan().Fill(float.NaN);
        weights.CopyTo(values);
        return new Raster(columns, values);
    }

    /// <summary>The projection through which the input reaches the first layer.</summary>
    private static string FirstProjection(NetworkSpec network)
    {
        var input = network.Populations.OfType<ClampedSpec>().First(population => population.Content == TrialContent.Input).Name;
        return network.Projections.First(projection => projection.Source == input && projection.Port == Port.Basal).Name;
    }

    /// <summary>The last file of a folder by name; names count up.</summary>
    private static string? Last(string run, string folder) => Directory.Exists(Path.Combine(run, folder))
        ? Directory.GetFiles(Path.Combine(run, folder), "*.npz").Order(StringComparer.Ordinal).LastOrDefault()
        : null;
}
