using Neuro.Experiments.Hocon;

namespace Neuro.Tests.Experiments.Hocon;

public class ErrorPlaceTests
{
    [Theory]
    [InlineData("}", 1, 1, "")]
    [InlineData("\n\n}\n", 3, 1, "")]
    [InlineData("\n\nfoo", 3, 4, "foo")]
    [InlineData("a {\n  b = @x\n}", 2, 7, "a.b")]
    [InlineData("a.\"b c\" = [ 1,\n [ 2, * ] ]", 2, 7, "a.\"b c\"[1]")]
    [InlineData("a = \"x\\q\"", 1, 7, "a")]
    [InlineData("a = 1\nb = \"x", 2, 5, "b")]
    [InlineData("a = 1 2 : 3", 1, 9, "")]
    [InlineData("a = ${b", 1, 8, "a")]
    public void Errors_say_line_column_and_key(string text, int line, int column, string path)
    {
        HoconException e = Doc.Fails(text);
        Assert.Equal((line, column, path), (e.Line, e.Column, e.Path));
        Assert.Contains(path.Length == 0 ? "at the root" : $"key '{path}'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_reads_as_a_sentence() =>
        Assert.Equal("test:1:5: key 'a': found '@', expected a key or value (this character is allowed in quoted strings only)", Doc.Fails("a = @").Message);

    [Theory]
    [InlineData("[")]
    [InlineData("{a:")]
    [InlineData("a=[{b={")]
    [InlineData("a.b.c.d.")]
    public void Deep_nesting_is_refused(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 100_000)) + "x = 1";
        Assert.Contains("at most 256", Doc.Fails(text).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_up_to_the_limit_is_read()
    {
        string text = new string('[', 256) + new string(']', 256);
        HoconValue value = HoconParser.ParseValue(text);
        Assert.Equal(value, HoconParser.ParseValue(value.ToJson()));
        Assert.Throws<HoconException>(() => HoconParser.ParseValue("[" + text + "]"));
    }

    [Theory]
    [InlineData("a{0} = ${{a{1}}}\n")]
    [InlineData("a{0} = x${{a{1}}}\n")]
    [InlineData("a{0} {{ b = ${{a{1}}} }}\n")]
    [InlineData("a{0} = [ ${{a{1}}} ]\n")]
    public void Long_chains_are_refused_not_run_into_the_stack(string pattern)
    {
        string text = string.Concat(Enumerable.Range(0, 50_000).Select(i => string.Format(null, pattern, i, i + 1))) + "a50000 = 1";
        Assert.Contains("too deep", Doc.Fails(text).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("${{a{1}}}${{a{1}}}${{a{1}}}${{a{1}}}${{a{1}}}${{a{1}}}${{a{1}}}${{a{1}}}", "xxxxxxxxxx")]
    [InlineData("${{a{1}}} ${{a{1}}} ${{a{1}}} ${{a{1}}} ${{a{1}}} ${{a{1}}} ${{a{1}}}", "[1,2,3,4,5]")]
    [InlineData("[${{a{1}}},${{a{1}}},${{a{1}}},${{a{1}}},${{a{1}}},${{a{1}}},${{a{1}}}]", "[1,2,3,4,5]")]
    [InlineData("{{ x = ${{a{1}}}, y = ${{a{1}}}, z = ${{a{1}}} }}", "[1,2,3,4,5]")]
    public void Documents_that_explode_are_refused(string pattern, string seed)
    {
        string text = string.Concat(Enumerable.Range(0, 40).Select(i => $"a{i} = " + string.Format(null, pattern, i, i + 1) + "\n")) + $"a40 = {seed}";
        Assert.Contains("beyond all bounds", Doc.Fails(text).Message, StringComparison.Ordinal);
    }
}
