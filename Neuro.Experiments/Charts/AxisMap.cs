namespace Neuro.Experiments.Charts;

/// <summary>Where the values of an axis lie in a drawing.</summary>
/// <param name="Range">The values that are shown.</param>
/// <param name="From">The pixel of the least one.</param>
/// <param name="To">The pixel of the largest one; smaller than <paramref name="From"/> when the axis points up.</param>
internal sealed record AxisMap(AxisRange Range, double From, double To)
{
    /// <summary>The pixel of a value.</summary>
    public double Pixel(double value) => From + (Range.Part(value) * (To - From));

    /// <summary>Whether a value has a place on the axis, be it beyond its ends.</summary>
    public bool CanShow(double value) => AxisRange.CanShow(value, Range.Scale);

    /// <summary>The pixel of a value, or of the nearer end when it lies beyond the ends or has no place.</summary>
    public double Within(double value) => CanShow(value) ? From + (Math.Clamp(Range.Part(value), 0, 1) * (To - From)) : From;
}
