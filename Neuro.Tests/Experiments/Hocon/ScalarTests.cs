using Neuro.Experiments.Hocon;

namespace Neuro.Tests.Experiments.Hocon;

public class ScalarTests
{
    [Theory]
    [InlineData("a = 1e5", HoconKind.Number, "1e5")]
    [InlineData("a = 1.50", HoconKind.Number, "1.50")]
    [InlineData("a = 12345678901234567890123", HoconKind.Number, "12345678901234567890123")]
    [InlineData("a = 007", HoconKind.String, "007")]
    [InlineData("a = .33", HoconKind.String, ".33")]
    [InlineData("a = 2026-01-02", HoconKind.String, "2026-01-02")]
    [InlineData("a = 10 ms", HoconKind.String, "10 ms")]
    [InlineData("a = 1.0e", HoconKind.String, "1.0e")]
    [InlineData("a = truefoo", HoconKind.String, "truefoo")]
    [InlineData("a = footrue", HoconKind.String, "footrue")]
    [InlineData("a = true10e+3", HoconKind.String, "true10e+3")]
    [InlineData("a = true", HoconKind.Boolean, "true")]
    [InlineData("a = true false", HoconKind.String, "true false")]
    [InlineData("a = null", HoconKind.Null, "null")]
    [InlineData("a = http:", HoconKind.String, null)]
    [InlineData("a = a/b//c", HoconKind.String, "a/b")]
    [InlineData("a = \"x\"  y\t\"z\" # c", HoconKind.String, "x  y\tz")]
    [InlineData("a = \"\\u00e9\\ud83d\\ude00\"", HoconKind.String, "\u00e9\U0001F600")]
    [InlineData("a = \"\\\\\\\"\\/\\b\\f\\n\\r\\t\"", HoconKind.String, "\\\"/\b\f\n\r\t")]
    [InlineData("a = \ufeffbar\ufeff", HoconKind.String, "bar")]
    [InlineData("a = \"\ufeff\"", HoconKind.String, "\ufeff")]
    [InlineData("a = \u0001x", HoconKind.String, "\u0001x")]
    public void A_single_value_keeps_its_type_and_text(string text, HoconKind kind, string? expected)
    {
        if (expected is null)
        {
            Doc.Fails(text);
            return;
        }

        HoconScalar value = Assert.IsType<HoconScalar>(HoconParser.Parse(text).Find("a"));
        Assert.Equal((kind, expected), (value.Kind, value.Text));
    }

    [Theory]
    [InlineData("\"\"\"hello\"\"\"", "hello")]
    [InlineData("\"\"\"\"\"\"", "")]
    [InlineData("\"\"\"hello\\n\nworld\"\"\"", "hello\\n\nworld")]
    [InlineData("\"\"\" \"hello\" \"\"\"", " \"hello\" ")]
    [InlineData("\"\"\"\"hello\"\"\"\"", "\"hello\"")]
    [InlineData("\"\"\"hello\"\"\"\"\"\"", "hello\"\"\"")]
    [InlineData("\"\"\"\"\"hello\"\"\"", "\"\"hello")]
    [InlineData("\"\"\"\"\"\"\"\"", "\"\"")]
    [InlineData("\"\"\"foo\"\"bar\"\"\"", "foo\"\"bar")]
    [InlineData("\"\"\"a\"\"\" \"\"\"b\"\"\"", "a b")]
    public void Triple_quotes_take_everything_as_it_stands(string text, string expected) =>
        Assert.Equal(expected, Doc.String(Doc.Resolved($"a = {text}, b = 1"), "a"));

    [Fact]
    public void Lines_are_counted_through_triple_quotes()
    {
        HoconObject root = HoconParser.Parse("a = \"\"\"x\ny\nz\"\"\" w\nb = 2", "f");
        Assert.Equal(new HoconOrigin("f", 4, 5), root.Find("b")!.Origin);
    }

    [Theory]
    [InlineData("1", 1L)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("1e3", 1000L)]
    [InlineData("2.0", 2L)]
    [InlineData("\"57\"", 57L)]
    [InlineData("9223372036854775808", null)]
    [InlineData("1.5", null)]
    [InlineData("1e-3", null)]
    [InlineData("1.0000000000000000000000000000000001", null)]
    [InlineData("1e999999999999", null)]
    [InlineData("007", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    [InlineData("\" 5\"", null)]
    public void Whole_numbers_are_whole(string text, long? expected)
    {
        var value = (HoconScalar)HoconParser.Parse($"a = {text}").Find("a")!;
        Assert.Equal(expected, value.TryGetInt64(out long number) ? number : null);
    }

    [Theory]
    [InlineData("0.1", 0.1)]
    [InlineData(".33", 0.33)]
    [InlineData("\"3.14\"", 3.14)]
    [InlineData("-2e-3", -0.002)]
    [InlineData("1e400", null)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("\"1,5\"", null)]
    public void Doubles_are_finite(string text, double? expected)
    {
        var value = (HoconScalar)HoconParser.Parse($"a = {text}").Find("a")!;
        Assert.Equal(expected, value.TryGetDouble(out double number) ? number : null);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"yes\"", true)]
    [InlineData("on", true)]
    [InlineData("false", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    [InlineData("True", null)]
    [InlineData("1", null)]
    [InlineData("null", null)]
    public void Six_words_are_booleans(string text, bool? expected)
    {
        var value = (HoconScalar)HoconParser.Parse($"a = {text}").Find("a")!;
        Assert.Equal(expected, value.TryGetBoolean(out bool flag) ? flag : null);
    }

    [Theory]
    [InlineData("1000", "1e3", true)]
    [InlineData("1.0", "1", true)]
    [InlineData("0", "-0.0e7", true)]
    [InlineData("0.10", "1e-1", true)]
    [InlineData("10", "1", false)]
    [InlineData("-1", "1", false)]
    [InlineData("12345678901234567890123", "12345678901234567890124", false)]
    [InlineData("1", "\"1\"", false)]
    public void Equality_of_numbers_is_that_of_their_values(string left, string right, bool expected) =>
        Assert.Equal(expected, HoconParser.Parse($"a = {left}").Equals(HoconParser.Parse($"a = {right}")));
}
