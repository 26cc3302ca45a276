namespace Neuro.Experiments.Sweeps;

/// <summary>Some numbers in brief.</summary>
/// <param name="Count">How many.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation, with n - 1; null for a single one.</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The greatest.</param>
internal sealed record Spread(int Count, double Mean, double? Deviation, double Min, double Max)
{
    /// <summary>Sums up.</summary>
    /// <param name="values">The numbers, all finite.</param>
    /// <returns>Null when there are none.</returns>
    public static Spread? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        // Two passes: squares of large numbers would drown small differences.
        var mean = values.Sum() / values.Count;
        var squares = values.Sum(value => (value - mean) * (value - mean));
        return new Spread(values.Count, mean, values.Count == 1 ? null : Math.Sqrt(squares / (values.Count - 1)), values.Min(), values.Max());
    }
}
