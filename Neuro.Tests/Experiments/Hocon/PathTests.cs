using Neuro.Experiments.Hocon;

namespace Neuro.Tests.Experiments.Hocon;

public class PathTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("a.b", "a|b")]
    [InlineData("\"a.b\"", "a.b")]
    [InlineData("\".b\"", ".b")]
    [InlineData("true", "true")]
    [InlineData(" a ", "a")]
    [InlineData(" a .b", "a |b")]
    [InlineData(" a . b", "a | b")]
    [InlineData(" a  b", "a  b")]
    [InlineData("a.\"b.c\".d", "a|b.c|d")]
    [InlineData("3.14", "3|14")]
    [InlineData("a3.14", "a3|14")]
    [InlineData("1.2.3", "1|2|3")]
    [InlineData("10.0foo", "10|0foo")]
    [InlineData("foo10.0", "foo10|0")]
    [InlineData("foo\"10.0\"", "foo10.0")]
    [InlineData("\"\"", "")]
    [InlineData("a.\"\".b", "a||b")]
    [InlineData("\"\".\"\".\"\"", "||")]
    [InlineData("\"\"\"a.b\"\"\".c", "a.b|c")]
    [InlineData("a-c", "a-c")]
    [InlineData("-", "-")]
    public void Dots_outside_quotes_separate(string text, string expected)
    {
        HoconPath path = HoconPath.Parse(text);
        Assert.Equal(expected.Split('|'), path.Elements);
        Assert.Equal(path, HoconPath.Parse(path.ToString()));
        Assert.Equal("1", Doc.String(HoconParser.Parse($"{text} = 1"), text));
        Assert.Equal("1", Doc.String(Doc.Resolved($"{text} = 1, result = ${{{text}}}"), "result"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("  \n   \n  ")]
    [InlineData("a.")]
    [InlineData(".b")]
    [InlineData("a..b")]
    [InlineData("a${b}c")]
    [InlineData("\"\".")]
    [InlineData(".\"\"")]
    [InlineData("a:b")]
    public void Empty_keys_must_be_quoted(string text) => Assert.Throws<HoconException>(() => HoconPath.Parse(text));

    [Fact]
    public void A_path_has_a_key() => Assert.Throws<ArgumentException>(() => new HoconPath([]));

    [Fact]
    public void Nothing_is_found_below_a_value_that_is_no_object()
    {
        HoconObject root = HoconParser.Parse("a = 1, b { c = [1] }");
        Assert.Null(root.Find("a.b"));
        Assert.Null(root.Find("b.d"));
        Assert.Equal("[1]", root.Find("b.c")!.ToString());
    }

    [Fact]
    public void An_unresolved_value_is_not_looked_into() =>
        Assert.Contains("${x}", Assert.Throws<HoconException>(() => HoconParser.Parse("a = ${x}").Find("a.b")).Message, StringComparison.Ordinal);
}
