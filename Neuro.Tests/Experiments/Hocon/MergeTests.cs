using Neuro.Experiments.Hocon;

namespace Neuro.Tests.Experiments.Hocon;

public class MergeTests
{
    [Theory]
    [InlineData("{ a : 10, a : 11 }", "{\"a\":11}")]
    [InlineData("{ a : { x : 1, y : 2 }, a : { x : 42, z : 100 } }", "{\"a\":{\"x\":42,\"y\":2,\"z\":100}}")]
    [InlineData("{ a : { b : { x : 1 } }, a : { b : { z : 100 } } }", "{\"a\":{\"b\":{\"x\":1,\"z\":100}}}")]
    [InlineData("a { b : 1 }, a : null, a { c : 2 }", "{\"a\":{\"c\":2}}")]
    [InlineData("a { b : 1 }, a : 42, a { c : 2 }", "{\"a\":{\"c\":2}}")]
    [InlineData("a.x : 42, a.y : 43", "{\"a\":{\"x\":42,\"y\":43}}")]
    [InlineData("a = 1, a.b = 2", "{\"a\":{\"b\":2}}")]
    [InlineData("a.b = 1, a = 2", "{\"a\":2}")]
    [InlineData("3.14 : 42, true : 1, a b c : 2", "{\"3\":{\"14\":42},\"true\":1,\"a b c\":2}")]
    [InlineData("a { b = 1 } { c = 2 }", "{\"a\":{\"b\":1,\"c\":2}}")]
    [InlineData("a { b : 1 } { b : 2 } { b : 3 }", "{\"a\":{\"b\":3}}")]
    [InlineData("a = [1,2] [3,4]", "{\"a\":[1,2,3,4]}")]
    [InlineData("a = [1,2\n] [3]", "{\"a\":[1,2,3]}")]
    [InlineData("a = [ [1, 2] [3, 4] ]", "{\"a\":[[1,2,3,4]]}")]
    [InlineData("a = [ [1, 2]\n [3, 4] ]", "{\"a\":[[1,2],[3,4]]}")]
    [InlineData("a = [ { b : c } { x : y } ]", "{\"a\":[{\"b\":\"c\",\"x\":\"y\"}]}")]
    [InlineData("a = [ 1 2 3 4 ]", "{\"a\":[\"1 2 3 4\"]}")]
    [InlineData("a = [ 1\n 2 \n\n 3 ]", "{\"a\":[1,2,3]}")]
    [InlineData("a = [x] { 1 : z, 0 : y }", "{\"a\":[\"x\",\"y\",\"z\"]}")]
    [InlineData("a = { 0 : x } { 0 : y } [z]", "{\"a\":[\"y\",\"z\"]}")]
    [InlineData("a = { 2 : x, 0 : y, k : 5 } [z]", "{\"a\":[\"y\",\"x\",\"z\"]}")]
    public void Later_values_win_and_objects_merge(string text, string expected) => Doc.Means(expected, text);

    [Theory]
    [InlineData("a { x : 1 }", "a : 42", "a { y : 2 }", "{\"a\":{\"x\":1}}")]
    [InlineData("a { x : 1 }", "b : 1, a : 42, a { z : 1 }", "a { y : 2 }", "{\"a\":{\"x\":1,\"z\":1},\"b\":1}")]
    [InlineData("a = ${?n}, a { x : 1 }", "a : 42", "a { y : 2 }", "{\"a\":{\"x\":1}}")]
    [InlineData("a { x : 1 }", "a { y : 2 }", "a : 42", "{\"a\":{\"x\":1,\"y\":2}}")]
    [InlineData("a = ${?a} [2]", "a = [1]", "b = 1", "{\"a\":[1,2],\"b\":1}")]
    [InlineData("a += 2", "a = [1]", "b = ${a}", "{\"a\":[1,2],\"b\":[1,2]}")]
    [InlineData("a { y = ${a.x} }", "a { x = 1 }", "a { x = 2 }", "{\"a\":{\"x\":1,\"y\":1}}")]
    public void Files_merge_like_values_of_one_file(string first, string second, string third, string expected)
    {
        HoconObject merged = HoconParser.Parse(first).WithFallback(HoconParser.Parse(second)).WithFallback(HoconParser.Parse(third));
        Assert.Equal(JsonOracle.Read(expected), JsonOracle.Read(merged.Resolve().ToJson()));
    }

    [Fact]
    public void Keys_keep_the_order_of_their_first_mention()
    {
        HoconObject root = HoconParser.Parse("b = 1, a = 2, c.x = 1, b = 3, c.w = 2");
        Assert.Equal(["b", "a", "c"], root.Keys);
        Assert.Equal("{\"b\":3,\"a\":2,\"c\":{\"x\":1,\"w\":2}}", root.ToString());
    }

    [Fact]
    public void Every_node_says_where_it_was_written()
    {
        HoconObject root = HoconParser.Parse("a {\n  b = [1,\n    x y]\n}\n", "file.conf");
        Assert.Equal("file.conf:2:7", root.Find("a.b")!.Origin.ToString());
        Assert.Equal("file.conf:3:5", ((HoconArray)root.Find("a.b")!)[1].Origin.ToString());
    }

    [Fact]
    public void Many_elements_are_appended_without_nesting()
    {
        string text = string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"a += {i}"));
        Assert.Equal(Enumerable.Range(0, 5000), Assert.IsType<HoconArray>(Doc.Resolved(text).Find("a")).Select(e => int.Parse(e.ToString(), null)));
    }

    [Fact]
    public void Many_keys_with_dots_are_collected_in_place()
    {
        string text = string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"a.k{i} = {i}"));
        Assert.Equal(20_000, Assert.IsType<HoconObject>(HoconParser.Parse(text).Find("a")).Count);
    }
}
