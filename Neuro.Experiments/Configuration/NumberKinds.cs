using System.Globalization;
using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>Whole numbers.</summary>
internal sealed class LongKind(long min, long max, string? unit) : ValueKind<long>
{
    public override string Expected => Phrase(
        "a whole number",
        (min > long.MinValue, max < long.MaxValue) switch
        {
            (false, false) => string.Empty,
            (true, false) => $"{min} or more",
            (false, true) => $"{max} or less",
            _ => $"{min} to {max}",
        },
        unit);

    public override string? Read(HoconValue value, out long result)
    {
        result = 0;
        return value is HoconScalar scalar && scalar.TryGetInt64(out result) && result >= min && result <= max ? null : value.Describe();
    }

    public override string Write(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Whole numbers of 32 bits.</summary>
internal sealed class IntKind(int min, int max, string? unit) : ValueKind<int>
{
    private readonly LongKind _wide = new(min, max, unit);

    public override string Expected => new LongKind(
        min == int.MinValue ? long.MinValue : min, max == int.MaxValue ? long.MaxValue : max, unit).Expected;

    public override string? Read(HoconValue value, out int result)
    {
        string? problem = _wide.Read(value, out long wide);
        result = problem is null ? (int)wide : 0;
        return problem;
    }

    public override string Write(int value) => _wide.Write(value);
}

/// <summary>Whole numbers of 32 bits, or none: <c>infinite</c>.</summary>
internal sealed class UnboundedIntKind(int min, int max, string? unit) : ValueKind<int?>
{
    private const string Infinite = "infinite";
    private readonly IntKind _finite = new(min, max, unit);

    public override string Expected => $"{_finite.Expected}, or {Infinite}";

    public override string? Read(HoconValue value, out int? result)
    {
        result = null;
        if (value is HoconScalar { Text: Infinite })
        {
            return null;
        }

        var problem = _finite.Read(value, out var finite);
        result = problem is null ? finite : null;
        return problem;
    }

    public override string Write(int? value) => value is { } finite ? _finite.Write(finite) : Infinite;
}

/// <summary>Finite numbers.</summary>
internal sealed class DoubleKind(NumberRange range, string? unit) : ValueKind<double>
{
    public override string Expected => Phrase("a number", range.Describe(double.MinValue, double.MaxValue), unit);

    public override string? Read(HoconValue value, out double result)
    {
        result = 0;
        return value is HoconScalar scalar && scalar.TryGetDouble(out result) && range.Contains(result) ? null : value.Describe();
    }

    public override string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
