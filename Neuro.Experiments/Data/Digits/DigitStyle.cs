namespace Neuro.Experiments.Data.Digits;

/// <summary>How much the written digits vary. The default is what the built-in data set is made with.</summary>
internal sealed record DigitStyle
{
    /// <summary>Half the height of an undistorted glyph, in pixels.</summary>
    public double HalfHeight { get; init; } = 8.5;

    /// <summary>Largest turn, as the tangent of half the angle.</summary>
    public double HalfTurn { get; init; } = 0.12;

    /// <summary>Largest horizontal shear, in widths per height.</summary>
    public double Shear { get; init; } = 0.35;

    /// <summary>Scale of the width and of the height, each between these two.</summary>
    public double SmallestScale { get; init; } = 0.8;

    /// <summary>The upper end of the scales.</summary>
    public double LargestScale { get; init; } = 1.15;

    /// <summary>Largest shift along each axis, in pixels.</summary>
    public double Shift { get; init; } = 2.5;

    /// <summary>Standard deviation of each control point along each axis, in glyph units.</summary>
    public double Jitter { get; init; } = 0.03;

    /// <summary>Standard deviation of each coefficient of the smooth warp, in glyph units.</summary>
    public double Warp { get; init; } = 0.04;

    /// <summary>Half the width of the thinnest stroke, in pixels.</summary>
    public double ThinnestHalfWidth { get; init; } = 0.9;

    /// <summary>Half the width of the thickest stroke, in pixels.</summary>
    public double ThickestHalfWidth { get; init; } = 1.8;

    /// <summary>The palest ink, 0..1.</summary>
    public double PalestInk { get; init; } = 0.7;

    /// <summary>Largest number of specks beside the digit in an image.</summary>
    public int Specks { get; init; } = 1;

    /// <summary>Reach of the noise added to every pixel, as a part of full ink.</summary>
    public double Noise { get; init; } = 0.02;
}
