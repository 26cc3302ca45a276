using Neuro.Experiments.Charts;
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

        var side = (int)Math.Round(Math.Sqrt(inputs));
        if (side * side != inputs || side < LeastSide)
        {
            return FigureResult.None($"The input has {inputs} units, which make no square image.");
        }

        IEnumerable<int> chosen = data.Selection.Unit is { } unit && unit < units ? [unit] : Enumerable.Range(0, Math.Min(units, MostUnits));
        return new Figure(
            $"Weights from the input to units of {run.Network.Projection(projection).Target}: {run.Subject}",
            [new ImagePanel([.. chosen.Select(u => new Tile($"unit {u}", new Raster(side, array.Values<float>().Slice(u * inputs, inputs).ToArray())))], PerRow, new Axis("weight"), ColourMap.Diverging)])
        {
            Note = $"Run {run.Name}, {Path.GetRelativePath(run.Folder, file)}, {projection}.weight; the first {Math.Min(units, MostUnits)} of {units} units, {side} x {side} inputs each.",
        };
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
