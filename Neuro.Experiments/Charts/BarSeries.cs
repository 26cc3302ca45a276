namespace Neuro.Experiments.Charts;

/// <summary>Bars that stand on zero, or on the foot of a logarithmic axis. Bars of several series at a place stand side by side.</summary>
internal sealed class BarSeries
{
    /// <summary>Makes bars.</summary>
    /// <param name="name">Its words in the legend; null for none.</param>
    /// <param name="style">The number of its style.</param>
    /// <param name="x">The middles of the places.</param>
    /// <param name="y">The heights; what is not finite has no bar.</param>
    /// <param name="width">Width of a place, in units of the x axis; all series share it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the width is not positive.</exception>
    public BarSeries(string? name, int style, IReadOnlyList<double> x, IReadOnlyList<double> y, double width = 0.8)
    {
        if (x.Count != y.Count)
        {
            throw new ArgumentException($"found {y.Count} heights, expected {x.Count}, one for each place", nameof(y));
        }

        if (!(width > 0))
        {
            throw new ArgumentException($"found the width {width}, expected more than 0", nameof(width));
        }

        (Name, Style, X, Y, Width) = (name, style, x, y, width);
    }

    /// <summary>Its words in the legend; null for none.</summary>
    public string? Name { get; }

    /// <summary>The number of its style.</summary>
    public int Style { get; }

    /// <summary>The middles of the places.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>The heights.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Width of a place, in units of the x axis.</summary>
    public double Width { get; }
}
