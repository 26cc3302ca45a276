namespace Neuro.Experiments.Charts;

/// <summary>Points that no line joins, in any order. What is not finite has no point.</summary>
internal sealed class PointSeries
{
    /// <summary>Makes points.</summary>
    /// <param name="style">The number of its style, of which the colour alone counts.</param>
    /// <param name="x">Where the points stand.</param>
    /// <param name="y">Their values.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public PointSeries(int style, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count)
        {
            throw new ArgumentException($"found {y.Count} values, expected {x.Count}, one for each place", nameof(y));
        }

        (Style, X, Y) = (style, x, y);
    }

    /// <summary>The number of its style.</summary>
    public int Style { get; }

    /// <summary>Where the points stand.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Their values.</summary>
    public IReadOnlyList<double> Y { get; }
}
