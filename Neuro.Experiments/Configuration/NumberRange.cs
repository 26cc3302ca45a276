using System.Globalization;

namespace Neuro.Experiments.Configuration;

/// <summary>The values a number may take.</summary>
/// <param name="Min">The least.</param>
/// <param name="Max">The greatest.</param>
/// <param name="IsOpenBelow">True when the least itself is excluded.</param>
/// <param name="IsOpenAbove">True when the greatest itself is excluded.</param>
internal readonly record struct NumberRange(double Min, double Max, bool IsOpenBelow = false, bool IsOpenAbove = false)
{
    public bool Contains(double value) =>
        (IsOpenBelow ? value > Min : value >= Min) && (IsOpenAbove ? value < Max : value <= Max);

    /// <summary>The range in words; empty when there is no limit.</summary>
    public string Describe(double everythingBelow, double everythingAbove)
    {
        string low = Text(Min);
        string high = Text(Max);
        return (Min > everythingBelow, Max < everythingAbove) switch
        {
            (false, false) => string.Empty,
            (true, false) => IsOpenBelow ? $"above {low}" : $"{low} or more",
            (false, true) => IsOpenAbove ? $"below {high}" : $"{high} or less",
            _ => $"{low}{(IsOpenBelow ? " (excluded)" : string.Empty)} to {high}{(IsOpenAbove ? " (excluded)" : string.Empty)}",
        };
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
