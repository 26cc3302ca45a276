using Neuro.Experiments.Charts;
using Neuro.Experiments.Checkpoints;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Measures;
using Neuro.Experiments.Numpy;
using Neuro.Experiments.Running;
using Neuro.Runtime.ControlPlane;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Reports;

/// <summary>Some test images, and below them what auto-encoders make of them with the newest weights that they have written: a row for each group of runs.</summary>
internal static class ReconstructionsFigure
{
    private const int MostImages = 10;
    private const int MostRows = 12;

    public static FigureResult Draw(ReportData data)
    {
        var groups = data.Groups
            .Select(group => (group, Runs: group.Runs.Where(run => run.Outcome.Settings.Get(NeuroKeys.Reconstruct)).ToList()))
            .Where(found => found.Runs.Count > 0)
            .Select(found => (found.group, Run: found.Runs.Find(run => run.NewestMatrices is not null) ?? found.Runs[0]))
            .ToList();
        if (groups.Count == 0)
        {
            return FigureResult.None($"No run is of an auto-encoder (see the key {NeuroKeys.Reconstruct.Path}).");
        }

        if (groups.TrueForAll(found => found.Run.NewestMatrices is null))
        {
            return FigureResult.NotRecorded($"weights in {MatrixWriter.FolderName}", $"{NeuroKeys.MatricesEvery.Path}");
        }

        ImageSet? shown = null;
        var rows = new List<Row>();
        var missing = new List<string>();
        var left = 0;
        foreach (var (group, run) in groups)
        {
            if (rows.Count == MostRows)
            {
                left++;
                continue;
            }

            try
            {
                rows.Add(Of(data, group, run, ref shown));
            }
            catch (Exception e) when (e is ConfigurationException or DataException or NumpyException or SpecificationException or SimulationFailedException)
            {
                missing.Add($"{run.Name}: {e.Message.TrimEnd('.')}.");
            }
        }

        if (rows.Count == 0)
        {
            return FigureResult.None(string.Join(" ", missing));
        }

        if (left > 0)
        {
            missing.Add($"{left} more configurations are not shown.");
        }

        return new Figure(
            $"Test images, and what is made of them: {data.Subject}",
            [Panel(shown!, rows)])
        {
            Note = string.Join(" ", [.. rows.Select(row => row.Note), "The images are the first of each class.", .. missing]),
        };
    }

    private static ImagePanel Panel(ImageSet images, IReadOnlyList<Row> rows)
    {
        var pixels = images.PixelsPerImage;
        IEnumerable<Tile> Tiles(Func<int, float> value) =>
            Enumerable.Range(0, images.Count).Select(image => new Tile(string.Empty, new Raster(images.Columns, [.. Enumerable.Range(image * pixels, pixels).Select(value)])));
        return new ImagePanel(
            [.. Tiles(at => images.Pixels[at] / 255f), .. rows.SelectMany(row => Tiles(at => row.Values[at]))],
            images.Count,
            new Axis("rate") { Least = 0, Most = 1 },
            ColourMap.Grey)
        {
            Rows = ["input", .. rows.Select(row => row.Label)],
            TileHeight = 44,
        };
    }

    /// <summary>The row of a group.</summary>
    /// <param name="data">All runs.</param>
    /// <param name="group">The group.</param>
    /// <param name="run">The run that stands for it.</param>
    /// <param name="shown">The images that the rows before this one were made of; null for the first one.</param>
    private static Row Of(ReportData data, ReportGroup group, ReportRun run, ref ImageSet? shown)
    {
        if (run.NewestMatrices is not { } newest)
        {
            throw new ConfigurationException($"found no weights in {MatrixWriter.FolderName}, expected some (see the key {NeuroKeys.MatricesEvery.Path})");
        }

        var settings = run.Outcome.Settings;
        var set = data.DataSetOf(run);
        var images = FirstOfEach(set.Test);
        if (shown is not null && !(shown.Columns == images.Columns && shown.Pixels.SequenceEqual(images.Pixels)))
        {
            throw new ConfigurationException($"found the data set {set.Name}, expected the same as in the rows shown");
        }

        var network = run.NetworkOn(set);
        var weights = WeightStore.Create(network, (ulong)settings.Get(NeuroKeys.Seed));
        WeightArrays.Read(weights, NpzFile.Read(newest.File));
        var values = new StillNetwork(network, weights, images, NetworkConfiguration.Execution(settings)).Answers();
        shown ??= images;
        return new Row(group.Label ?? run.Outcome.Experiment, run, newest.Epoch, values);
    }

    /// <summary>The first image of each class, in the order of classes.</summary>
    private static ImageSet FirstOfEach(ImageSet set)
    {
        var labels = set.Labels.ToArray();
        var first = Enumerable.Range(0, set.Classes).Select(label => Array.IndexOf(labels, (byte)label)).Where(at => at >= 0).Take(MostImages).ToList();
        var pixels = first.SelectMany(at => set.Image(at).ToArray()).ToArray();
        return new ImageSet(set.Name, set.Rows, set.Columns, set.Classes, pixels, first.Select(at => labels[at]).ToArray());
    }

    private sealed record Row(string Label, ReportRun Run, int Epoch, float[] Values)
    {
        public string Note => $"{Label}: run {Run.Name}, {(Epoch == 0 ? "before training" : $"after epoch {Epoch}")}.";
    }
}
