namespace Neuro.Experiments.Charts;

/// <summary>A line through data points. Where a value is not a finite number the line has a gap.</summary>
internal sealed class LineSeries
{
    /// <summary>Makes a line.</summary>
    /// <param name="name">Its words in the legend; null for none.</param>
    /// <param name="style">The number of its style.</param>
    /// <param name="x">Where the points stand; never descending.</param>
    /// <param name="y">Their values.</param>
    /// <exception cref="ArgumentException">The lengths differ, or <paramref name="x"/> descends or is not finite.</exception>
    public LineSeries(string? name, int style, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count)
        {
            throw new ArgumentException($"found {y.Count} values, expected {x.Count}, one for each place", nameof(y));
        }

        for (var i = 0; i < x.Count; i++)
        {
            if (!double.IsFinite(x[i]) || (i > 0 && x[i] < x[i - 1]))
            {
                throw new ArgumentException($"found the place {x[i]} at index {i}, expected finite places that never descend", nameof(x));
            }
        }

        (Name, Style, X, Y) = (name, style, x, y);
    }

    /// <summary>Its words in the legend; null for none.</summary>
    public string? Name { get; }

    /// <summary>The number of its style.</summary>
    public int Style { get; }

    /// <summary>Where the points stand.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Their values.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>The lower and upper border of a band about the line, a value for each point; null for no band.</summary>
    /// <exception cref="ArgumentException">The lengths differ from that of the line.</exception>
    public (IReadOnlyList<double> Low, IReadOnlyList<double> High)? Band
    {
        get;
        init => field = value is { } band && (band.Low.Count != X.Count || band.High.Count != X.Count)
            ? throw new ArgumentException($"found borders of {band.Low.Count} and {band.High.Count} values, expected {X.Count}", nameof(value))
            : value;
    }

    /// <summary>Whether no two neighbours have values, so that there are points and no line.</summary>
    public bool IsScattered => Y.Any(double.IsFinite) && !Enumerable.Range(1, Math.Max(0, Y.Count - 1)).Any(i => double.IsFinite(Y[i - 1]) && double.IsFinite(Y[i]));

    /// <summary>All values that the y axis should show.</summary>
    public IEnumerable<double> Values => Band is { } band ? Y.Concat(band.Low).Concat(band.High) : Y;
}
