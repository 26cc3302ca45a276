namespace Neuro.Experiments.Charts;

/// <summary>What a series looks like in a legend.</summary>
internal enum LegendSample
{
    /// <summary>A line.</summary>
    Line,

    /// <summary>A line through markers.</summary>
    MarkedLine,

    /// <summary>A marker alone.</summary>
    Marker,

    /// <summary>A bar.</summary>
    Bar,
}
