namespace Neuro.Experiments.Charts;

/// <summary>A distance between ticks: 1, 2 or 5 times a power of ten.</summary>
/// <param name="Digit">1, 2 or 5.</param>
/// <param name="Power">The power of ten.</param>
internal readonly record struct NiceStep(int Digit, int Power)
{
    /// <summary>Steps within this part of a nice one count as nice, so that 0.1 + 0.2 is not beyond 0.3.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>The least nice step of which at most so many fit into a stretch.</summary>
    public static NiceStep Within(double stretch, int intervals)
    {
        var raw = stretch / intervals;
        var power = (int)Math.Floor(Math.Log10(raw));
        foreach (var step in (ReadOnlySpan<NiceStep>)[new(1, power), new(2, power), new(5, power)])
        {
            if (step.Times(1) >= raw * (1 - Tolerance))
            {
                return step;
            }
        }

        return new NiceStep(1, power + 1);
    }

    /// <summary>So many steps: the double nearest to that decimal number.</summary>
    public double Times(double count) => Power switch
    {
        >= 0 => count * Digit * Math.Pow(10, Power),
        >= -300 => count * Digit / Math.Pow(10, -Power),
        _ => count * Digit / 1e300 / Math.Pow(10, -Power - 300),
    };

    /// <summary>The first whole number of steps at or above a value.</summary>
    public double First(double value) => Math.Ceiling((value / Times(1)) - Tolerance);

    /// <summary>The last whole number of steps at or below a value.</summary>
    public double Last(double value) => Math.Floor((value / Times(1)) + Tolerance);
}
