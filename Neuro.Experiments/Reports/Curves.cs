using Neuro.Experiments.Charts;

namespace Neuro.Experiments.Reports;

/// <summary>Puts the same measure of several runs into one line.</summary>
internal static class Curves
{
    /// <summary>The mean over runs at each place, with a band from the least to the largest when there are several.</summary>
    /// <param name="name">Its words in the legend; null for none.</param>
    /// <param name="style">The number of its style.</param>
    /// <param name="runs">The points of each run, in any order; what is not finite does not count.</param>
    public static LineSeries Of(string? name, int style, IReadOnlyList<IReadOnlyList<(double X, double Y)>> runs)
    {
        var places = runs.SelectMany(run => run).Where(point => double.IsFinite(point.X))
            .GroupBy(point => point.X)
            .OrderBy(place => place.Key)
            .Select(place => (X: place.Key, Values: place.Select(point => point.Y).Where(double.IsFinite).ToList()))
            .ToList();
        IReadOnlyList<double> Each(Func<List<double>, double> value) => [.. places.Select(place => place.Values.Count == 0 ? double.NaN : value(place.Values))];
        return new LineSeries(name, style, [.. places.Select(place => place.X)], Each(values => values.Average()))
        {
            Band = runs.Count > 1 ? (Each(values => values.Min()), Each(values => values.Max())) : null,
        };
    }

    /// <summary>Whether a line has anything to show.</summary>
    public static bool HasValues(LineSeries line) => line.Y.Any(double.IsFinite);
}
