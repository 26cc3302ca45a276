namespace Neuro.Experiments.Data.Digits;

/// <summary>One movement of the pen in glyph coordinates: x to the right, y down, the glyph about 2 high and centred at 0.</summary>
/// <param name="Smooth">A Catmull-Rom curve through the points when true, straight lines between them otherwise.</param>
/// <param name="Points">x and y of each point in turn; at least two points.</param>
internal sealed record DigitStroke(bool Smooth, double[] Points)
{
    public int Count => Points.Length / 2;

    /// <summary>A curve through the points.</summary>
    public static DigitStroke Curve(params double[] points) => new(true, points);

    /// <summary>Straight lines between the points.</summary>
    public static DigitStroke Lines(params double[] points) => new(false, points);
}
