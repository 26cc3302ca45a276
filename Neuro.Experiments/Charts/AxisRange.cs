namespace Neuro.Experiments.Charts;

/// <summary>The stretch of values that an axis shows.</summary>
internal sealed class AxisRange
{
    /// <summary>Room beyond the least and the largest value, as a part of what lies between them.</summary>
    public const double Padding = 0.04;

    /// <summary>Values beyond this are as good as infinite, and on a logarithmic axis values below its inverse as good as zero, so that ends stay finite.</summary>
    public const double Limit = 1e280;

    /// <summary>What lies between the ends is at least this part of their size: below it doubles have no room for ticks.</summary>
    private const double Resolution = 1e-9;

    /// <summary>What a logarithmic axis shows at least, as the logarithm of a ratio: over less of it small differences would look large.</summary>
    private static readonly double LeastStretch = Math.Log(4);

    /// <summary>Makes a range.</summary>
    /// <param name="least">Where the axis begins.</param>
    /// <param name="most">Where it ends; more than <paramref name="least"/>.</param>
    /// <param name="scale">Its scale; both ends of a logarithmic one are positive.</param>
    public AxisRange(double least, double most, AxisScale scale)
    {
        if (!(most > least) || (scale == AxisScale.Logarithmic && !(least > 0)) || !double.IsFinite(most - least))
        {
            throw new ArgumentException($"found {least} .. {most}, expected a range of a {scale} axis", nameof(most));
        }

        (Least, Most, Scale) = (least, most, scale);
    }

    /// <summary>Where the axis begins.</summary>
    public double Least { get; }

    /// <summary>Where the axis ends.</summary>
    public double Most { get; }

    /// <summary>The scale.</summary>
    public AxisScale Scale { get; }

    /// <summary>The range of an axis that shows some values; null when none of them can be shown and the axis names no ends.</summary>
    public static AxisRange? Of(Axis axis, IEnumerable<double> values)
    {
        if (axis.Categories is { Count: > 0 } categories)
        {
            return new AxisRange(-0.5, categories.Count - 0.5, AxisScale.Linear);
        }

        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (CanShow(value, axis.Scale))
            {
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }
        }

        if (axis.ShowsZero && axis.Scale == AxisScale.Linear && least <= most)
        {
            (least, most) = (Math.Min(least, 0), Math.Max(most, 0));
        }

        if (least > most)
        {
            return axis is { Least: { } from, Most: { } to } ? new AxisRange(from, to, axis.Scale) : null;
        }

        return axis.Scale == AxisScale.Linear ? Linear(axis, least, most) : Logarithmic(axis, least, most);
    }

    /// <summary>Whether a value has a place on an axis of some scale.</summary>
    public static bool CanShow(double value, AxisScale scale) => Math.Abs(value) <= Limit && (scale == AxisScale.Linear || value >= 1 / Limit);

    /// <summary>Where a value stands: 0 at the beginning of the axis, 1 at its end.</summary>
    public double Part(double value) => Scale == AxisScale.Linear
        ? (value - Least) / (Most - Least)
        : (Math.Log(value) - Math.Log(Least)) / (Math.Log(Most) - Math.Log(Least));

    private static AxisRange Linear(Axis axis, double least, double most)
    {
        var (from, to) = (axis.Least ?? least, axis.Most ?? most);
        var smallest = Math.Max(Math.Abs(from), Math.Abs(to)) * Resolution;
        if (!(to - from > smallest))
        {
            if (axis.ShowsZero && from == 0)
            {
                return new AxisRange(0, 1, AxisScale.Linear);
            }

            // All values are as good as equal: they stand in the middle of a range of their size.
            var half = from == 0 && to == 0 ? 0.5 : Math.Max(Math.Abs(from), Math.Abs(to)) * 0.1;
            return new AxisRange(axis.Least ?? (from - half), axis.Most is { } end && end > from ? end : (axis.Least ?? from) + half, AxisScale.Linear);
        }

        var room = (to - from) * Padding;
        // Bars stand on the axis: zero is an end when nothing lies beyond it.
        return new AxisRange(
            axis.Least ?? (axis.ShowsZero && least == 0 ? 0 : from - room),
            axis.Most ?? (axis.ShowsZero && most == 0 ? 0 : to + room),
            AxisScale.Linear);
    }

    private static AxisRange Logarithmic(Axis axis, double least, double most)
    {
        var (from, to) = (axis.Least ?? least, axis.Most ?? most);
        var stretch = Math.Log(to) - Math.Log(from);
        var room = Math.Exp(Math.Max(stretch * Padding, (LeastStretch - stretch) / 2));
        (from, to) = (axis.Least ?? (from / room), axis.Most ?? (to * room));
        return new AxisRange(from, to > from ? to : from * 10, AxisScale.Logarithmic);
    }
}
