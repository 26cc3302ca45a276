using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Neuro.Experiments.Hocon;

/// <summary>Numbers with a unit: durations and sizes.</summary>
/// <remarks>A text is a number, optional white space, and optional letters that name the unit. Units are case-sensitive.</remarks>
public static class HoconUnits
{
    private static readonly Dictionary<string, decimal> s_milliseconds = Table(
        (0.000001m, "ns nano nanos nanosecond nanoseconds"),
        (0.001m, "us micro micros microsecond microseconds"),
        (1m, "ms milli millis millisecond milliseconds"),
        (1000m, "s second seconds"),
        (60_000m, "m minute minutes"),
        (3_600_000m, "h hour hours"),
        (86_400_000m, "d day days"));

    private static readonly Dictionary<string, decimal> s_bytes = Table([(1m, "B b byte bytes"), .. SizeUnits()]);

    /// <summary>The units of durations, for messages.</summary>
    public static string DurationUnits => "ns, us, ms, s, m, h or d";

    /// <summary>Reads a duration.</summary>
    /// <param name="text">Such as <c>10 ms</c> or <c>2s</c>; a bare number is in milliseconds.</param>
    /// <param name="milliseconds">The duration in milliseconds, exact.</param>
    /// <param name="problem">What was found wrong.</param>
    /// <returns>False when the number or the unit cannot be read, or the duration is beyond all bounds.</returns>
    public static bool TryParseDuration(string text, out decimal milliseconds, [NotNullWhen(false)] out string? problem) =>
        TryParse(text, s_milliseconds, "ms", "a duration", DurationUnits, out milliseconds, out problem);

    /// <summary>Reads a size in bytes.</summary>
    /// <param name="text">Such as <c>512K</c> or <c>1 GiB</c> (powers of two), <c>1 GB</c> (powers of ten); a bare number is in bytes.</param>
    /// <param name="bytes">The size.</param>
    /// <param name="problem">What was found wrong.</param>
    /// <returns>False when the number or the unit cannot be read, or the size is no whole number of bytes that fits.</returns>
    public static bool TryParseSize(string text, out long bytes, [NotNullWhen(false)] out string? problem)
    {
        bytes = 0;
        if (!TryParse(text, s_bytes, "B", "a size", "B, kB, K, KiB, MB, M, MiB and so on", out decimal exact, out problem))
        {
            return false;
        }

        if (exact is < long.MinValue or > long.MaxValue || exact != decimal.Truncate(exact))
        {
            problem = $"found {Renderer.Quote(text)}, expected a whole number of bytes that fits 64 bits";
            return false;
        }

        bytes = (long)exact;
        return true;
    }

    /// <summary>True when the text is a number followed by letters, whatever they name.</summary>
    internal static bool HasUnit(string text) => text.Trim() is { Length: > 0 } trimmed && char.IsLetter(trimmed[^1]);

    private static bool TryParse(
        string text, Dictionary<string, decimal> units, string defaultUnit, string what, string allUnits, out decimal value, [NotNullWhen(false)] out string? problem)
    {
        value = 0;
        string trimmed = text.Trim();
        int end = trimmed.Length;
        while (end > 0 && char.IsLetter(trimmed[end - 1]))
        {
            end--;
        }

        string unit = end == trimmed.Length ? defaultUnit : trimmed[end..];
        string number = trimmed[..end].TrimEnd();
        if (!NumberText.IsRelaxedNumber(number))
        {
            problem = $"found {Renderer.Quote(text)}, expected {what}: a number and one of {allUnits}";
            return false;
        }

        if (!units.TryGetValue(unit, out decimal scale))
        {
            problem = $"found the unit {Renderer.Quote(unit)}, expected {what} in {allUnits}";
            return false;
        }

        try
        {
            value = decimal.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture) * scale;
            problem = null;
            return true;
        }
        catch (OverflowException)
        {
            problem = $"found {Renderer.Quote(text)}, which is out of range, expected {what} that fits";
            return false;
        }
    }

    private static IEnumerable<(decimal Scale, string Names)> SizeUnits()
    {
        (string Ten, string Two)[] prefixes =
            [("kilo", "kibi"), ("mega", "mebi"), ("giga", "gibi"), ("tera", "tebi"), ("peta", "pebi"), ("exa", "exbi"), ("zetta", "zebi"), ("yotta", "yobi")];
        decimal ten = 1;
        decimal two = 1;
        foreach ((string tenName, string twoName) in prefixes)
        {
            ten *= 1000;
            two *= 1024;
            char lower = tenName[0];
            char upper = char.ToUpperInvariant(lower);
            yield return (ten, $"{(lower == 'k' ? lower : upper)}B {tenName}byte {tenName}bytes");
            yield return (two, $"{upper} {lower} {upper}i {upper}iB {twoName}byte {twoName}bytes");
        }
    }

    private static Dictionary<string, decimal> Table(params (decimal Scale, string Names)[] rows) =>
        rows.SelectMany(r => r.Names.Split(' ').Select(n => (n, r.Scale))).ToDictionary(p => p.n, p => p.Scale);
}
