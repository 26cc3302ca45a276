namespace Neuro.Experiments.Charts;

/// <summary>Chooses the ticks of an axis.</summary>
internal static class Ticks
{
    /// <summary>Numbers from here on, and steps finer than <see cref="Fine"/>, are written with a power of ten.</summary>
    private const double Coarse = 100_000;

    private const int Fine = -4;

    /// <summary>Over more decades than this, those between labels have no small marks.</summary>
    private const int DecadesWithMarks = 8;

    /// <summary>The ticks within a range, in ascending order.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="range">What it shows.</param>
    /// <param name="intervals">Into how many parts ticks may divide it at most; 1 or more.</param>
    public static IReadOnlyList<Tick> Of(Axis axis, AxisRange range, int intervals) => axis.Categories is { Count: > 0 } categories
        ? [.. categories.Select((name, place) => new Tick(place, name))]
        : range.Scale == AxisScale.Linear ? Linear(range, intervals, axis.IsWhole) : Logarithmic(range, intervals);

    private static List<Tick> Linear(AxisRange range, int intervals, bool whole)
    {
        var step = NiceStep.Within(range.Most - range.Least, intervals);
        if (whole && step.Power < 0)
        {
            step = new NiceStep(1, 0);
        }

        var (first, last) = (step.First(range.Least), step.Last(range.Most));
        var values = Enumerable.Range(0, (int)(last - first) + 1).Select(k => step.Times(first + k)).ToList();
        var largest = values.Select(Math.Abs).DefaultIfEmpty().Max();
        if (largest < Coarse && step.Power > Fine)
        {
            return [.. values.Select(value => new Tick(value, NumberText.Fixed(value, Math.Max(0, -step.Power))))];
        }

        var power = (int)Math.Floor(Math.Log10(largest) + 1e-12);
        return [.. values.Select(value => WithPower(value, power, Math.Max(0, power - step.Power)))];
    }

    private static List<Tick> Logarithmic(AxisRange range, int intervals)
    {
        var decade = new NiceStep(1, 0);
        var (first, last) = ((int)decade.First(Math.Log10(range.Least)), (int)decade.Last(Math.Log10(range.Most)));
        if (last - first < 1)
        {
            return WithinADecade(range, first - 1, last + 1, intervals);
        }

        var every = Math.Max(1, (int)Math.Ceiling((last - first) / (double)intervals));
        var plain = first >= -3 && last < 5;
        var ticks = new List<Tick>();
        for (var power = first - 1; power <= last; power++)
        {
            if (power >= first && power % every == 0)
            {
                ticks.Add(plain ? new Tick(PowerOfTen(power), NumberText.Fixed(PowerOfTen(power), Math.Max(0, -power))) : new Tick(PowerOfTen(power), "10", power));
            }

            if (last - first <= DecadesWithMarks)
            {
                ticks.AddRange(Enumerable.Range(2, 8).Select(digit => new Tick(digit * PowerOfTen(power), string.Empty)).Where(tick => Holds(range, tick.Value)));
            }
        }

        return ticks;
    }

    private static List<Tick> WithinADecade(AxisRange range, int from, int to, int intervals)
    {
        var nice = Enumerable.Range(from, to - from + 1).SelectMany(power => (NiceStep[])[new(1, power), new(2, power), new(5, power)]).Where(step => Holds(range, step.Times(1))).ToList();
        return nice.Count < 2
            ? [.. Linear(range, intervals, whole: false).Where(tick => tick.Value > 0)]
            : [.. nice.Select(step => step.Power is > Fine and < 5
                ? new Tick(step.Times(1), NumberText.Fixed(step.Times(1), Math.Max(0, -step.Power)))
                : WithPower(step.Times(1), step.Power, 0))];
    }

    private static Tick WithPower(double value, int power, int decimals) => value == 0
        ? new Tick(0, "0")
        : new Tick(value, $"{NumberText.Fixed(value / PowerOfTen(power), decimals)}×10", power);

    private static double PowerOfTen(int power) => new NiceStep(1, power).Times(1);

    private static bool Holds(AxisRange range, double value) => value >= range.Least && value <= range.Most;
}
