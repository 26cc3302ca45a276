using Neuro.Experiments.Charts;
using Neuro.Experiments.Checkpoints;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Measures;
using Neuro.Experiments.Numpy;
using Neuro.Experiments.Running;
using Neuro.Runtime.ControlPlane;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Reports;

/// <summary>Entries of the first weight updates of layered networks against those of backprop: a row for each group of runs, a panel for each layer.</summary>
/// <remarks>Nothing of it was recorded: the network is built anew from the configuration and the seed, and shown the probe batch.</remarks>
internal static class UpdatesFigure
{
    /// <summary>Points of a panel at most.</summary>
    public const int MostEntries = 2000;

    private const int MostRows = 6;
    private const double Width = 200;
    private const double Height = 150;

    /// <summary>Words beside a row may be longer than its plots are high: there is room between rows.</summary>
    private const double LongestWords = 190;

    private const string Explanation =
        "Entries of the mean over the batch of signal times rate below, before rates, optimisers and regularisers, drawn by the seed from those whose input is not silent. The cosine is that of all entries; the line is that of equal updates.";

    public static FigureResult Draw(ReportData data)
    {
        var rows = new List<Row>();
        var missing = new List<string>();
        var left = 0;
        foreach (var group in data.Groups)
        {
            var run = group.Runs[0];
            if (!NetworkConfiguration.IsLayered(run.Outcome.Settings))
            {
                continue;
            }

            if (rows.Count == MostRows)
            {
                left++;
                continue;
            }

            try
            {
                rows.Add(Of(data, group, run));
            }
            catch (Exception e) when (e is ConfigurationException or DataException or NumpyException or SpecificationException or SimulationFailedException)
            {
                missing.Add($"{run.Name}: {e.Message.TrimEnd('.')}.");
            }
        }

        if (rows.Count == 0)
        {
            return FigureResult.None(missing.Count > 0 ? string.Join(" ", missing) : "No run is of a layered network (see the key model.kind), whose updates could be had again.");
        }

        if (left > 0)
        {
            missing.Add($"{left} more configurations are not shown.");
        }

        var columns = rows.Max(row => row.Updates.Count);
        return new Figure($"First weight updates against those of backprop: {data.Subject}", [.. rows.SelectMany(row => row.Panels(columns))])
        {
            Columns = columns, PlotWidth = Width, PlotHeight = Height, Note = string.Join(" ", [.. rows.Select(row => row.Note), Explanation, .. missing]),
        };
    }

    private static Row Of(ReportData data, ReportGroup group, ReportRun run)
    {
        var settings = run.Outcome.Settings;
        var set = data.DataSetOf(run);
        var images = ExperimentRunner.Split(settings, set).Train;
        var samples = Math.Min(settings.Get(NeuroKeys.ProbeSamples), images.Count);
        if (samples == 0)
        {
            throw new ConfigurationException($"found {NeuroKeys.ProbeSamples.Path} = 0, expected a probe batch");
        }

        var network = run.NetworkOn(set);
        var updates = new StillNetwork(network, InitialWeights.Of(settings, network), images.Slice(images.Name, 0, samples), NetworkConfiguration.Execution(settings)).Updates();
        return new Row(group.Label ?? run.Outcome.Experiment, run, samples, updates);
    }

    private sealed record Row(string Label, ReportRun Run, int Samples, IReadOnlyList<(LayerUpdate Own, LayerUpdate Backprop)> Updates)
    {
        public string Note => $"{Label}: run {Run.Name}, seed {Run.Outcome.Seed}, the first {Samples} training samples.";

        public IEnumerable<Panel> Panels(int columns) =>
            [.. Updates.Select((update, at) => Panel(update.Own, update.Backprop, at)), .. Enumerable.Repeat(new BlankPanel(), columns - Updates.Count)];

        private PlotPanel Panel(LayerUpdate own, LayerUpdate backprop, int at)
        {
            var entries = Entries(own, at);
            double[] x = [.. entries.Select(entry => backprop[entry.Post, entry.Pre])];
            double[] y = [.. entries.Select(entry => own[entry.Post, entry.Pre])];
            var cosine = LayerUpdate.Cosine(own, backprop);
            return new PlotPanel(new Axis("backprop"), new Axis(at == 0 ? TextMetrics.Cut(Label, Theme.LabelText, LongestWords) : string.Empty))
            {
                Title = $"{own.Layer}: cosine {(double.IsFinite(cosine) ? NumberText.Fixed(cosine, 4) : "none")}",
                Points = [new PointSeries(0, x, y)],
                ShowsEquality = true,
            };
        }

        /// <summary>All entries, or some of them that the seed chooses.</summary>
        private IReadOnlyList<(int Post, int Pre)> Entries(LayerUpdate update, int layer)
        {
            var active = update.ActivePre();
            var all = (long)update.Post * active.Count;
            if (all <= MostEntries)
            {
                return [.. Enumerable.Range(0, (int)all).Select(at => (at / active.Count, active[at % active.Count]))];
            }

            var key = CounterHash.Key((ulong)Run.Outcome.Seed, (ulong)layer);
            return [.. Enumerable.Range(0, MostEntries)
                .Select(at => (CounterHash.Below(CounterHash.At(key, 2 * (ulong)at), update.Post), active[CounterHash.Below(CounterHash.At(key, (2 * (ulong)at) + 1), active.Count)]))
                .Distinct()];
        }
    }
}
