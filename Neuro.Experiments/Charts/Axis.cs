namespace Neuro.Experiments.Charts;

/// <summary>What an axis stands for.</summary>
/// <param name="Label">The quantity; empty for none.</param>
/// <param name="Unit">Its unit, written in parentheses behind the label; null for none.</param>
internal sealed record Axis(string Label, string? Unit = null)
{
    /// <summary>How values become distances.</summary>
    public AxisScale Scale { get; init; }

    /// <summary>Where the axis begins; null: a little below the least value.</summary>
    public double? Least { get; init; }

    /// <summary>Where the axis ends; null: a little above the largest value.</summary>
    public double? Most { get; init; }

    /// <summary>Whether a linear axis shows zero whatever the values.</summary>
    public bool ShowsZero { get; init; }

    /// <summary>Whether only whole numbers have ticks, as for steps and epochs.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Names for the places 0, 1, 2 and so on of a linear axis, in place of numbers; null for numbers.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>Label and unit.</summary>
    public string Text => Unit is null ? Label : $"{Label} ({Unit})";
}
