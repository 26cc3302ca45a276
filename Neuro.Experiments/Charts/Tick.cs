namespace Neuro.Experiments.Charts;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where it stands.</param>
/// <param name="Label">What is written; empty for a small mark without words.</param>
/// <param name="Exponent">A power of ten that is written raised behind the label, which then ends with 10; null for none.</param>
internal readonly record struct Tick(double Value, string Label, int? Exponent = null)
{
    /// <summary>Width of the label in pixels.</summary>
    public double Width => TextMetrics.Width(Label, Theme.TickText)
        + (Exponent is { } exponent ? TextMetrics.Width(NumberText.Whole(exponent), Theme.TickText * Theme.Raised) : 0);
}
