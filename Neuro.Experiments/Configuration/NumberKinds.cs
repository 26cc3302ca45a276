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

/// <summary>Whole numbers of 32 bits, or none.</summary>
/// <param name="some">The numbers.</param>
/// <param name="none">The word for none.</param>
/// <param name="meaning">What it means; empty when the word says it.</param>
internal sealed class OptionalIntKind(IntKind some, string none, string meaning) : ValueKind<int?>
{
    public override string Expected => meaning.Length == 0 ? $"{some.Expected}, or {none}" : $"{some.Expected}, or {none} for {meaning}";

    public override string? Read(HoconValue value, out int? result)
    {
        result = null;
        if (value is HoconScalar scalar && scalar.Text == none)
        {
            return null;
        }

        var problem = some.Read(value, out var number);
        result = problem is null ? number : null;
        return problem;
    }

    public override string Write(int? value) => value is { } number ? some.Write(number) : none;
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
