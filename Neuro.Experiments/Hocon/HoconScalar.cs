using System.Globalization;

namespace Neuro.Experiments.Hocon;

/// <summary>A string, number, boolean or null.</summary>
public sealed class HoconScalar : HoconValue
{
    internal HoconScalar(HoconOrigin origin, HoconKind kind, string text, bool isGap = false)
        : base(origin)
    {
        Kind = kind;
        Text = text;
        IsGap = isGap;
    }

    /// <inheritdoc/>
    public override HoconKind Kind { get; }

    /// <inheritdoc/>
    public override bool IsResolved => true;

    /// <summary>The string; for the other kinds the text as it was written, such as <c>1e5</c>, <c>true</c> or <c>null</c>.</summary>
    public string Text { get; }

    /// <summary>True for the unquoted white space between two pieces of a concatenation.</summary>
    internal bool IsGap { get; }

    internal override long Weight => 1 + (Text.Length / 16);

    /// <summary>A string that no document holds.</summary>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="text">The string.</param>
    public static HoconScalar FromString(HoconOrigin origin, string text) => new(origin, HoconKind.String, text);

    /// <summary>A whole number that no document holds.</summary>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="number">The number.</param>
    public static HoconScalar FromNumber(HoconOrigin origin, long number) =>
        new(origin, HoconKind.Number, number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Reads <c>true</c>, <c>yes</c>, <c>on</c>, <c>false</c>, <c>no</c> or <c>off</c>.</summary>
    /// <param name="value">What was read.</param>
    /// <returns>False when the text is none of these, or the value is a number or null.</returns>
    public bool TryGetBoolean(out bool value)
    {
        value = Text is "true" or "yes" or "on";
        return Kind is HoconKind.Boolean or HoconKind.String && (value || Text is "false" or "no" or "off");
    }

    /// <summary>Reads a whole number; <c>1e3</c> and <c>2.0</c> are whole, <c>"12"</c> is read too.</summary>
    /// <param name="value">What was read.</param>
    /// <returns>False when the text is no number, is not whole, or does not fit.</returns>
    public bool TryGetInt64(out long value)
    {
        value = 0;
        if (!IsNumeric())
        {
            return false;
        }

        if (long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        if (!decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact)
            || exact != decimal.Truncate(exact) || exact < long.MinValue || exact > long.MaxValue || NumberText.LosesDigits(Text))
        {
            return false;
        }

        value = (long)exact;
        return true;
    }

    /// <summary>Reads a number as the nearest <see cref="double"/>; <c>"1.5"</c> and <c>.5</c> are read too.</summary>
    /// <param name="value">What was read.</param>
    /// <returns>False when the text is no number, or its magnitude is beyond a double.</returns>
    public bool TryGetDouble(out double value)
    {
        value = 0;
        return IsNumeric()
            && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    internal override string Describe() => Kind switch
    {
        HoconKind.Null => "null",
        HoconKind.Boolean => $"the boolean {Text}",
        HoconKind.Number => $"the number {NumberText.Shorten(Text)}",
        _ => $"the string {Renderer.Quote(NumberText.Shorten(Text))}",
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        obj is HoconScalar other && other.Kind == Kind
        && (string.Equals(other.Text, Text, StringComparison.Ordinal) || (Kind == HoconKind.Number && NumberText.SameNumber(Text, other.Text)));

    /// <inheritdoc/>
    public override int GetHashCode() => Kind == HoconKind.Number ? (int)Kind : HashCode.Combine(Kind, Text);

    private bool IsNumeric() => Kind == HoconKind.Number || (Kind == HoconKind.String && NumberText.IsRelaxedNumber(Text));
}
