using System.Globalization;

namespace Neuro.Experiments.Configuration;

/// <summary>A stretch of simulated time, in steps (<c>20</c>) or as a duration (<c>100 ms</c>). The default value is zero steps.</summary>
public readonly record struct SimulatedTime
{
    private SimulatedTime(long steps, decimal? milliseconds) => (Steps, Milliseconds) = (steps, milliseconds);

    /// <summary>The number of steps; 0 for a duration.</summary>
    public long Steps { get; }

    /// <summary>The duration in milliseconds; null when given in steps.</summary>
    public decimal? Milliseconds { get; }

    /// <summary>A number of steps.</summary>
    /// <param name="steps">Steps, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public static SimulatedTime OfSteps(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        return new(steps, null);
    }

    /// <summary>A duration.</summary>
    /// <param name="milliseconds">Milliseconds, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public static SimulatedTime OfMilliseconds(decimal milliseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds);
        return new(0, milliseconds);
    }

    /// <summary>Counts steps.</summary>
    /// <param name="timeStep">The step in milliseconds, above 0.</param>
    /// <param name="steps">The number of steps.</param>
    /// <returns>False when the duration is no whole number of steps, or of more than <see cref="int.MaxValue"/>.</returns>
    public bool TryGetSteps(double timeStep, out int steps)
    {
        steps = 0;
        decimal count = Steps;
        if (Milliseconds is { } duration)
        {
            // A double such as 0.1 is the nearest to what was written; as a decimal it is again what was written.
            if (timeStep is not (> 1e-9 and < 1e12))
            {
                return false;
            }

            decimal step = (decimal)timeStep;
            if (duration % step != 0)
            {
                return false;
            }

            count = duration / step;
        }

        if (count > int.MaxValue)
        {
            return false;
        }

        steps = (int)count;
        return true;
    }

    /// <summary>As it is written in a configuration.</summary>
    public override string ToString() => Milliseconds is { } duration
        ? $"{duration.ToString("0.############", CultureInfo.InvariantCulture)} ms"
        : Steps.ToString(CultureInfo.InvariantCulture);
}
