using System.Globalization;
using Neuro.Experiments.Charts;

namespace Neuro.Tests.Experiments.Charts;

/// <summary>Ticks stand at multiples of 1, 2 or 5 times a power of ten, fill the axis, and say what they stand for.</summary>
public sealed class TickTests
{
    private static readonly Axis Plain = new("x");

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Linear_ticks_are_nice_whole_and_truly_labelled(int seed)
    {
        var random = new Random(seed);
        var size = Math.Pow(10, random.Next(-12, 13));
        var least = (random.NextDouble() - 0.5) * size;
        var most = least + (size * Math.Pow(10, random.Next(-5, 2)) * (random.NextDouble() + 0.01));
        var intervals = random.Next(1, 12);
        var ticks = Ticks.Of(Plain, new AxisRange(least, most, AxisScale.Linear), intervals);

        var step = SmallestNiceStep((most - least) / intervals);
        // Every multiple of the step within the range, by counting in decimal.
        var expected = Multiples(step, least, most);
        Assert.Equal(expected.Count, ticks.Count);
        foreach (var (multiple, tick) in expected.Zip(ticks))
        {
            Assert.Equal(multiple, tick.Value, 1e-9 * (double)step.Unit * step.Digit);
            Assert.InRange(Math.Abs(Said(tick) - tick.Value), 0, 1e-9 * Math.Max(Math.Abs(tick.Value), (double)step.Unit));
        }

        Assert.InRange(ticks.Count, 0, intervals + 1);
    }

    /// <summary>Decades that can be seen are all labelled, in ascending order, when there is room.</summary>
    [Theory]
    [InlineData(0.9, 1100, 10, "1 10 100 1000")]
    [InlineData(1e-3, 1, 10, "0.001 0.010 0.100 1")]
    [InlineData(1e-8, 1e-5, 10, "10^-8 10^-7 10^-6 10^-5")]
    [InlineData(1e-8, 1e4, 4, "10^-6 10^-3 10^0 10^3")]
    [InlineData(0.9, 9, 10, "1 2 5")]
    [InlineData(3e6, 3e7, 10, "5×10^6 1×10^7 2×10^7")]
    [InlineData(3.1, 4.4, 3, "3.5 4.0")]
    public void Logarithmic_ticks(double least, double most, int intervals, string labels)
    {
        var ticks = Ticks.Of(Plain, new AxisRange(least, most, AxisScale.Logarithmic), intervals).Where(tick => tick.Label.Length > 0).ToList();
        Assert.Equal(
            labels.Split(' ').Select(Value),
            ticks.Select(tick => Math.Round(tick.Value, 12)));
        Assert.All(ticks, tick => Assert.Equal(tick.Value, Said(tick), 1e-9 * tick.Value));

        static double Value(string label) => Math.Round(
            label.Split('^') is [var digits, var power]
                ? double.Parse(digits.Replace("×10", string.Empty, StringComparison.Ordinal) is { } d && d != digits ? d : "1") * Math.Pow(10, int.Parse(power))
                : double.Parse(label),
            12);
    }

    [Fact]
    public void Small_marks_stand_at_the_digits_between_decades()
    {
        var marks = Ticks.Of(Plain, new AxisRange(0.5, 250, AxisScale.Logarithmic), 5).Where(tick => tick.Label.Length == 0).Select(tick => Math.Round(tick.Value, 9));
        Assert.Equal([0.5, 0.6, 0.7, 0.8, 0.9, 2, 3, 4, 5, 6, 7, 8, 9, 20, 30, 40, 50, 60, 70, 80, 90, 200], marks);
    }

    [Fact]
    public void Whole_axes_have_no_ticks_between_whole_numbers()
    {
        var ticks = Ticks.Of(new Axis("epoch") { IsWhole = true }, new AxisRange(0.9, 2.1, AxisScale.Linear), 6);
        Assert.Equal(["1", "2"], ticks.Select(tick => tick.Label));
    }

    [Fact]
    public void Zero_has_no_sign_and_negative_numbers_have_a_minus() =>
        Assert.Equal(["\u22120.2", "0.0", "0.2"], Ticks.Of(Plain, new AxisRange(-0.21, 0.21, AxisScale.Linear), 3).Select(tick => tick.Label));

    [Theory]
    [InlineData(false, 0, 0)]
    [InlineData(false, 5, 5)]
    [InlineData(false, 1e9, 1e9)]
    [InlineData(false, 1e15, 1.0000000001e15)]
    [InlineData(false, -1e279, 1e279)]
    [InlineData(false, 1e-280, 2e-280)]
    [InlineData(true, 7, 7)]
    [InlineData(true, 1e-279, 1e279)]
    public void Extreme_values_still_make_an_axis_that_holds_them(bool isLogarithmic, double low, double high)
    {
        var axis = new Axis("x") { Scale = isLogarithmic ? AxisScale.Logarithmic : AxisScale.Linear };
        var range = AxisRange.Of(axis, [low, double.NaN, high, double.PositiveInfinity])!;
        Assert.InRange(range.Part(low), 0, 1);
        Assert.InRange(range.Part(high), range.Part(low), 1);
        Assert.InRange(Ticks.Of(axis, range, 5).Count(tick => tick.Label.Length > 0), 1, 6);
    }

    /// <summary>Values that differ little stand in the middle of an axis over a ratio of 4; those of a larger ratio have a margin of 4 % of it.</summary>
    [Theory]
    [InlineData(9, 9, 4.5, 18)]
    [InlineData(4, 9, 3, 12)]
    [InlineData(0.001, 1000, 0.000575439937, 1737.80082875)]
    public void Logarithmic_axes_make_small_differences_no_larger_than_they_are(double low, double high, double least, double most)
    {
        var range = AxisRange.Of(new Axis("x") { Scale = AxisScale.Logarithmic }, [high, low])!;
        Assert.Equal((least, most), (Math.Round(range.Least, 12), Math.Round(range.Most, 8)));
    }

    /// <summary>What a label says, read as a person does.</summary>
    private static double Said(Tick tick)
    {
        var label = tick.Label.Replace('\u2212', '-');
        var power = tick.Exponent is { } exponent ? Math.Pow(10, exponent) : 1;
        return tick.Exponent is null ? double.Parse(label, CultureInfo.InvariantCulture)
            : label == "10" ? power
            : double.Parse(label[..^3], CultureInfo.InvariantCulture) * power;
    }

    private static (int Digit, decimal Unit) SmallestNiceStep(double atLeast)
    {
        for (var unit = 1e-20m; ; unit *= 10)
        {
            foreach (var digit in (int[])[1, 2, 5])
            {
                if ((double)(digit * unit) >= atLeast * (1 - 1e-9))
                {
                    return (digit, unit);
                }
            }
        }
    }

    private static List<double> Multiples((int Digit, decimal Unit) step, double least, double most)
    {
        var width = step.Digit * step.Unit;
        var tolerance = 1e-9 * (double)width;
        var first = Math.Floor((decimal)least / width) - 1;
        return [.. Enumerable.Range(0, 40).Select(k => (double)((first + k) * width)).Where(value => value >= least - tolerance && value <= most + tolerance)];
    }
}
