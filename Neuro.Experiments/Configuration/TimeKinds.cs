using System.Globalization;
using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>Durations in milliseconds; a bare number is in milliseconds too.</summary>
internal sealed class DurationKind(NumberRange range) : ValueKind<double>
{
    public override string Expected => Phrase("a duration such as 0.5 ms", range.Describe(double.MinValue, double.MaxValue), $"{HoconUnits.DurationUnits} (a bare number: ms)");

    public override string? Read(HoconValue value, out double result)
    {
        result = 0;
        if (value is not HoconScalar { Kind: HoconKind.Number or HoconKind.String } scalar
            || !HoconUnits.TryParseDuration(scalar.Text, out decimal exact, out _))
        {
            return value.Describe();
        }

        result = (double)exact;
        return range.Contains(result) ? null : value.Describe();
    }

    public override string Write(double value) => $"{value.ToString("R", CultureInfo.InvariantCulture)} ms";
}

/// <summary>A count of steps, or a duration with its unit.</summary>
internal sealed class SimulatedTimeKind(long minSteps) : ValueKind<SimulatedTime>
{
    public override string Expected =>
        $"a whole number of steps, {minSteps} or more, or a duration with a unit ({HoconUnits.DurationUnits}), {(minSteps > 0 ? "above 0" : "0 or more")}";

    public override string? Read(HoconValue value, out SimulatedTime result)
    {
        result = default;
        if (value is not HoconScalar { Kind: HoconKind.Number or HoconKind.String } scalar)
        {
            return value.Describe();
        }

        if (!HoconUnits.HasUnit(scalar.Text))
        {
            if (!scalar.TryGetInt64(out long steps) || steps < minSteps || steps < 0)
            {
                return value.Describe();
            }

            result = SimulatedTime.OfSteps(steps);
            return null;
        }

        if (!HoconUnits.TryParseDuration(scalar.Text, out decimal duration, out _) || duration < 0 || (duration == 0 && minSteps > 0))
        {
            return value.Describe();
        }

        result = SimulatedTime.OfMilliseconds(duration);
        return null;
    }

    public override string Write(SimulatedTime value) => value.ToString();
}
