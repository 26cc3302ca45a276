using Neuro.Experiments.Measures;

namespace Neuro.Experiments.Studies;

/// <summary>How a nudge of the output travels down: the error signal of every hidden layer of several kinds of networks, over their depth, against the exact gradient of each.</summary>
/// <param name="options">How it is done.</param>
internal sealed class NudgeDepthStudy(NudgeDepthOptions options) : IStudy
{
    /// <summary>The name of its table.</summary>
    public const string Table = "nudge-depth";

    /// <inheritdoc/>
    public string Description =>
        $"{new NudgedModels(options).All.Count} kinds of networks with 1 to {options.Depth} hidden layers of {options.Units} units, {options.Networks} of each, {options.Samples} samples, beta {options.Nudging}, seed {options.Seed}";

    /// <inheritdoc/>
    public StudyResult Measure(StudyWork work)
    {
        var models = new NudgedModels(options).All;

        // The deepest first: they take longest, and nobody should wait for one that was begun last.
        var blocks = work.Blocks("networks", models.Count * options.Depth * options.Networks, number => models[number % models.Count].Measure(
            options.Depth - (number / models.Count % options.Depth), number / models.Count / options.Depth));
        var rows = blocks
            .OrderBy(block => models.Select(model => model.Name).ToList().IndexOf(block.Model)).ThenBy(block => block.Depth).ThenBy(block => block.Network)
            .SelectMany(block => Enumerable.Range(0, block.Depth).Select(layer => (Block: block, Layer: layer)))
            .ToList();
        double Error((NudgedErrors Block, int Layer) row) => Vectors.Norm(row.Block.Errors[row.Layer]);
        double Gradient((NudgedErrors Block, int Layer) row) => Vectors.Norm(row.Block.Gradients[row.Layer]);
        var table = new StudyTable(
            Table,
            StudyColumn.Of("model", [.. rows.Select(row => row.Block.Model)]),
            StudyColumn.Of("depth", [.. rows.Select(row => (double)row.Block.Depth)]),
            StudyColumn.Of("network", [.. rows.Select(row => (double)row.Block.Network)]),
            StudyColumn.Of("layer", [.. rows.Select(row => row.Layer + 1.0)]),
            StudyColumn.Of("below_output", [.. rows.Select(row => (double)(row.Block.Depth - row.Layer))]),
            StudyColumn.Of("cosine", [.. rows.Select(row => Vectors.Dot(row.Block.Errors[row.Layer], row.Block.Gradients[row.Layer]) / (Error(row) * Gradient(row)))]),
            StudyColumn.Of("ratio", [.. rows.Select(row => Error(row) / Gradient(row))]),
            StudyColumn.Of("error_norm", [.. rows.Select(Error)]),
            StudyColumn.Of("gradient_norm", [.. rows.Select(Gradient)]));
        return Judge(table, [.. models.Select(model => (model.Name, model.Label))]);
    }

    private StudyResult Judge(StudyTable table, IReadOnlyList<(string Name, string Label)> models)
    {
        List<(string, double)> measures = [];
        List<(string, string)> summary = [];
        foreach (var (model, label) in models)
        {
            var deepest = Enumerable.Range(0, table.Rows).Where(row => table.Column("model").Words![row] == model && (int)Numbers(table, "depth")[row] == options.Depth).ToList();
            var (cosine, factor) = (deepest.Min(row => Numbers(table, "cosine")[row]), FactorPerLayer(table, deepest));
            var name = string.Concat(model.Split(' ').Select((word, at) => at == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
            measures.Add(($"{name}LeastCosine", cosine));
            measures.Add(($"{name}FactorPerLayer", factor));
            summary.Add((label, $"{options.Depth} hidden layers: cosine at least {cosine:0.000}, error / gradient changes by a factor of {factor:0.000} per layer downwards"));
        }

        return new StudyResult(table, measures, summary);
    }

    private static IReadOnlyList<double> Numbers(StudyTable table, string column) => table.Column(column).Numbers!;

    /// <summary>exp of the slope of the logarithm of the ratio over the layers below the output; NaN of a single layer.</summary>
    private static double FactorPerLayer(StudyTable table, List<int> rows)
    {
        var points = rows.Select(row => (X: Numbers(table, "below_output")[row], Y: Math.Log(Numbers(table, "ratio")[row]))).ToList();
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return Math.Exp(points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x)));
    }
}
