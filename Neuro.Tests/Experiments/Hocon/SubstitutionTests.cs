using Neuro.Experiments.Hocon;

namespace Neuro.Tests.Experiments.Hocon;

/// <summary>Substitutions; the cases follow the specification's examples and the published test suite of the format.</summary>
public class SubstitutionTests
{
    [Theory]
    [InlineData("a = ${b}, b = 42", "{\"a\":42,\"b\":42}")]
    [InlineData("a=1,b=${a},a=2", "{\"a\":2,\"b\":2}")]
    [InlineData("foo = ${bar}, bar = ${a.b.c}, a { b { c = 57 } }", "{\"foo\":57,\"bar\":57,\"a\":{\"b\":{\"c\":57}}}")]
    [InlineData("n = null, s = <${n}>", "{\"n\":null,\"s\":\"<null>\"}")]
    [InlineData("x = 1e5, s = <${x}> ${x}${x}", "{\"x\":1e5,\"s\":\"<1e5> 1e51e5\"}")]
    [InlineData("s = \"${x}\"", "{\"s\":\"${x}\"}")]
    [InlineData("s = <${?x}>", "{\"s\":\"<>\"}")]
    [InlineData("s = ${?x} y", "{\"s\":\" y\"}")]
    [InlineData("a = ${?x}${?y}", "{}")]
    [InlineData("a = ${?x} ${?y}", "{\"a\":\" \"}")]
    [InlineData("a = \"\"${?x}${?y}", "{\"a\":\"\"}")]
    [InlineData("a = [ ${?x}, 1, ${?y} ]", "{\"a\":[1]}")]
    [InlineData("a = ${?x}, b = ${?a}, c = ${?b}", "{}")]
    [InlineData("a = 42, a = ${?x}", "{\"a\":42}")]
    [InlineData("x = 43, a = 42, a = ${?x}", "{\"a\":43,\"x\":43}")]
    [InlineData("a { b = 42 }, a = ${?x}", "{\"a\":{\"b\":42}}")]
    [InlineData("x = 43, a { b = 42 }, a = ${?x}", "{\"a\":43,\"x\":43}")]
    [InlineData("a = ${x} [3] ${y}, x = [1], y = [5]", "{\"a\":[1,3,5],\"x\":[1],\"y\":[5]}")]
    [InlineData("a = ${x} { b : 1 } ${y}, x { a : 0 }, y { c : 2 }", "{\"a\":{\"a\":0,\"b\":1,\"c\":2},\"x\":{\"a\":0},\"y\":{\"c\":2}}")]
    [InlineData("a = [1] ${?x}, b = { c = 1 } ${?x}", "{\"a\":[1],\"b\":{\"c\":1}}")]
    [InlineData("a = ${x}, a = 42", "{\"a\":42}")]
    [InlineData("a = ${x}, a = [1]", "{\"a\":[1]}")]
    [InlineData("a = ${x}, a = ${y}, y = 5", "{\"a\":5,\"y\":5}")]
    [InlineData("\"\" { \"\" { \"\" = 42 } }, x = ${\"\".\"\".\"\"}, \"a.b\" = 1, y = ${\"a.b\"}", "{\"\":{\"\":{\"\":42}},\"x\":42,\"a.b\":1,\"y\":1}")]
    [InlineData("base { size = 6 }, east = ${base} { name = east }", "{\"base\":{\"size\":6},\"east\":{\"size\":6,\"name\":\"east\"}}")]
    [InlineData("a { b { c = 1, d = ${foo} } }, foo = ${a.b.c}, o = ${a.b}", "{\"a\":{\"b\":{\"c\":1,\"d\":1}},\"foo\":1,\"o\":{\"c\":1,\"d\":1}}")]
    [InlineData("a = ${b}, b { x = ${a.y}, y = 5 }", "{\"a\":{\"x\":5,\"y\":5},\"b\":{\"x\":5,\"y\":5}}")]
    [InlineData("x = { q : 10 }, y = 5, a = 1, a = ${x}, a { c : 3 }, b = 5, b = ${y}, c { d : 600, e : ${a}, f : ${b} }", "{\"x\":{\"q\":10},\"y\":5,\"a\":{\"q\":10,\"c\":3},\"b\":5,\"c\":{\"d\":600,\"e\":{\"q\":10,\"c\":3},\"f\":5}}")]
    public void Substitutions_see_the_final_value(string text, string expected) => Doc.Means(expected, text);

    [Theory]
    [InlineData("a=1, a=${a}", "{\"a\":1}")]
    [InlineData("path = \"a:b:c\", path = ${path}\":d\"", "{\"path\":\"a:b:c:d\"}")]
    [InlineData("a=1,a=${a}x,a=${a}y,a=${a}z", "{\"a\":\"1xyz\"}")]
    [InlineData("a=${?a}", "{}")]
    [InlineData("a=${?a}foo", "{\"a\":\"foo\"}")]
    [InlineData("a=${a}, a=42", "{\"a\":42}")]
    [InlineData("a=1, a=${a}, a=2", "{\"a\":2}")]
    [InlineData("a=1, a=2, a=${?a}", "{\"a\":2}")]
    [InlineData("a=1, b=${a}, a=${b}", "{\"a\":1,\"b\":1}")]
    [InlineData("b=${a}, a=1, a=${b}", "{\"a\":1,\"b\":1}")]
    [InlineData("a=1, b=${c}, c=${a}, a=${b}", "{\"a\":1,\"b\":1,\"c\":1}")]
    [InlineData("a=1, b=${a}foo, a=${b}", "{\"a\":\"1foo\",\"b\":\"1foo\"}")]
    [InlineData("a={b=5}, a=${a}, a={c=6}", "{\"a\":{\"b\":5,\"c\":6}}")]
    [InlineData("foo { a { c : 1 } }, foo = ${foo.a}, foo { a : 2 }", "{\"foo\":{\"a\":2,\"c\":1}}")]
    [InlineData("a={b={c=5}}, a={ x : ${a.b} }, a={b=2}", "{\"a\":{\"b\":2,\"x\":2}}")]
    [InlineData("bar { foo : 42, baz : ${bar.foo} }, bar { foo : 43 }", "{\"bar\":{\"foo\":43,\"baz\":43}}")]
    [InlineData("bar { foo : 43 }, bar { foo : 42, baz : ${bar.foo} }", "{\"bar\":{\"foo\":42,\"baz\":42}}")]
    [InlineData("bar = 101, bar { foo : 42, baz : ${bar.foo} }", "{\"bar\":{\"foo\":42,\"baz\":42}}")]
    [InlineData("x = 0, bar = [${x}], bar { foo : 42, baz : ${bar.foo} }", "{\"x\":0,\"bar\":{\"foo\":42,\"baz\":42}}")]
    [InlineData("bar { a : ${foo.d}, b : 1 }, bar.b = 3, foo { c : ${bar.b}, d : 2 }, foo.d = 4", "{\"bar\":{\"a\":4,\"b\":3},\"foo\":{\"c\":3,\"d\":4}}")]
    [InlineData("a = [1, 2], a = ${a} [3], a = ${a} [4]", "{\"a\":[1,2,3,4]}")]
    [InlineData("a { b : 3 }, a = { b : 2 } ${a}", "{\"a\":{\"b\":3}}")]
    [InlineData("foo=${?bar}, bar=${?a.b.c}, a.b.c=${?foo}", "{\"a\":{\"b\":{}}}")]
    [InlineData("a = [1], a = ${a} [${a}]", "{\"a\":[1,[1]]}")]
    public void A_reference_to_itself_looks_back(string text, string expected) => Doc.Means(expected, text);

    [Theory]
    [InlineData("d { a = 1, b = 2 }, i = ${d}, i.b = 3, j.b = ${i.b}", "i.b", "3", "j.b", "3")]
    [InlineData("i.b.c = 100, d { a = ${i.b.c}, b = 2 }, i = ${d}, i.b { c : 43 }, j.b = ${i.b}", "d.a", "100", "j.b.c", "43")]
    [InlineData("d { a = 1, b = 2 }, i.b = 7, i = ${d}, j.b = ${i.b}", "i.b", "2", "j.b", "2")]
    [InlineData("d { a = ${i.b}, b = 2 }, i.b = 7, i = ${d}, j.b = ${i.b}", "d.a", "2", "j.b", "2")]
    [InlineData("d { a = 1 }, i = ${d}, i.c = ${j.d}, i.x = ${j.y}, j = ${d}, j.d = ${i.a}, j.y = 15", "i.c", "1", "i.x", "15")]
    [InlineData("i.a = 10, i.b = ${j.d}, j.c = 12, j.d = 14, j.e = ${i.a}, j.f = ${i.b}, j.g = ${j.f}", "j.g", "14", "j.e", "10")]
    [InlineData("z = 15, ddd { m = ${z}, n.o.p = ${z} }, dd { asdf = ${z} }, d { b = 2 }, al = ${d}, i = 345, i = ${?N}, i = ${ddd}, i = {}, i = ${dd}, i = ${al}, i = ${d}, i.b { c : 43 }", "i.b.c", "43", "i.n.o.p", "15")]
    public void Merges_that_wait_for_substitutions(string text, string path, string expected, string otherPath, string otherExpected)
    {
        HoconObject root = Doc.Resolved(text);
        Assert.Equal(expected, Doc.String(root, path));
        Assert.Equal(otherExpected, Doc.String(root, otherPath));
    }

    [Theory]
    [InlineData("a += 1", "{\"a\":[1]}")]
    [InlineData("a = [], a += 2", "{\"a\":[2]}")]
    [InlineData("a += 1, a += 2, a += 3", "{\"a\":[1,2,3]}")]
    [InlineData("a.b.c = [1], a.b.c += 2", "{\"a\":{\"b\":{\"c\":[1,2]}}}")]
    [InlineData("a { b { c = [1] } }, a { b { c += 2 } }", "{\"a\":{\"b\":{\"c\":[1,2]}}}")]
    [InlineData("a = ${x}, a += ${y}, x = [1], y = 2", "{\"a\":[1,2],\"x\":[1],\"y\":2}")]
    [InlineData("x { a += { b: 1 }, a += { b: 2 } }", "{\"x\":{\"a\":[{\"b\":1},{\"b\":2}]}}")]
    [InlineData("x = [ { a += 1, a += 2 } ]", "{\"x\":[{\"a\":[1,2]}]}")]
    [InlineData("x += { a += 1, a += 2 }", "{\"x\":[{\"a\":[1,2]}]}")]
    [InlineData("d { x = [] }, c = ${d}, c { x += 1, x += 2 }", "{\"d\":{\"x\":[]},\"c\":{\"x\":[1,2]}}")]
    [InlineData("c { x: [], x : ${c.x}[1], x : ${c.x}[2] }", "{\"c\":{\"x\":[1,2]}}")]
    [InlineData("d { x = [] }, c = ${d}, c { x : ${c.x}[1], x : ${c.x}[2] }", "{\"d\":{\"x\":[]},\"c\":{\"x\":[1,2]}}")]
    [InlineData("r { d.x=[] }, q: ${r}, q : { d { x = [] }, c : ${q.d}, c { x : ${q.c.x}[1], x : ${q.c.x}[2] } }", "{\"r\":{\"d\":{\"x\":[]}},\"q\":{\"d\":{\"x\":[]},\"c\":{\"x\":[1,2]}}}")]
    [InlineData("a += ${?x}, a += 1", "{\"a\":[1]}")]
    [InlineData("a { 0 = x }, a += y", "{\"a\":[\"x\",\"y\"]}")]
    [InlineData("a += 1, a += ${a}, a += 2", "{\"a\":[1,[1],2]}")]
    [InlineData("a = [1], a += ${a}", "{\"a\":[1,[1]]}")]
    public void Plus_equals_appends(string text, string expected) => Doc.Means(expected, text);

    [Theory]
    [InlineData("a=${a}", "a", "cycle")]
    [InlineData("a:${b},b:${a}", "b", "cycle")]
    [InlineData("a:${b},b:${c},c:${d},d:${a}", "d", "cycle")]
    [InlineData("x = ${?foo}, foo=${bar}, bar=${a.b.c}, a.b.c=${foo}", "a.b.c", "cycle")]
    [InlineData("a { b : ${a} }", "", "cycle")]
    [InlineData("a=1,a=[${a}, 2]", "", "cycle")]
    [InlineData("a=1,a={ x : ${a} }", "", "cycle")]
    [InlineData("a { b = ${x.y} }", "a.b", "${x.y}, which is not defined")]
    [InlineData("a=${x},a={ b : 42 }", "a", "not defined")]
    [InlineData("a=${a}, a={ b : 42 }", "a", "cycle")]
    [InlineData("a = abc ${x}, x { y : z }", "a", "beside")]
    [InlineData("a = abc ${x}, x = [1]", "a", "beside")]
    [InlineData("a = ${x} \" \" [1], x = [2]", "a", "beside")]
    [InlineData("a = ${x} [1], x { y = 1 }", "a", "beside")]
    [InlineData("a = ${x} { y = 1 }, x = [1]", "a", "beside")]
    [InlineData("a = [1] ${?x} { y = 1 }", "a", "beside")]
    [InlineData("a = 10, a += 2", "a", "the number 10")]
    [InlineData("a = abc, a += 2", "a", "the string \"abc\"")]
    [InlineData("a { x : y }, a += 2", "a", "an object with the key 'x'")]
    [InlineData("a = null, a += 2", "a", "null")]
    public void What_cannot_be_resolved_is_said(string text, string path, string part)
    {
        HoconException e = Doc.Fails(text);
        Assert.Contains(part, e.Message, StringComparison.Ordinal);
        Assert.Equal(path, e.Path);
        Assert.Equal(1, e.Line);
    }

    [Fact]
    public void Undefined_in_one_order_equal_in_all()
    {
        HoconObject root = Doc.Resolved("a = 1, b = 2, a = ${b}, b = ${a}");
        Assert.Equal(Doc.String(root, "a"), Doc.String(root, "b"));
    }

    [Fact]
    public void The_environment_answers_what_the_document_does_not()
    {
        var variables = new Dictionary<string, string> { ["HOME"] = "/h", ["EMPTY"] = "", ["N"] = "5", ["L_0"] = "x", ["L_1"] = "y", ["L_3"] = "z", ["PATH"] = "/bin" };
        Doc.Means(
            "{\"a\":\"/h\",\"b\":\"\",\"c\":\"5\",\"HERE\":null,\"d\":null,\"e\":[\"x\",\"y\"],\"f\":[\"w\",\"x\",\"y\"],\"PATH\":\"/bin:/mine\"}",
            "a = ${HOME}, b = ${EMPTY}, c = ${?N}, HERE = null, d = ${HERE}, e = ${L[]}, f = [w] ${?L[]} ${?M[]}, g = ${?M}, PATH = ${PATH}\":/mine\"",
            name => name == "HERE" ? "hidden" : variables.GetValueOrDefault(name));
        Assert.Throws<HoconException>(() => Doc.Resolved("a = ${M[]}", variables.GetValueOrDefault));
        Assert.Equal("environment variable N", Doc.Resolved("a = ${N}", variables.GetValueOrDefault).Find("a")!.Origin.ToString());
    }

    [Fact]
    public void Nothing_is_asked_of_the_environment_that_the_document_answers() =>
        Doc.Resolved("a = 1, b = ${a}", name => throw new InvalidOperationException(name));

    [Fact]
    public void An_array_at_the_root_knows_the_environment_only()
    {
        var root = (HoconArray)HoconParser.ParseValue("[ ${X}, ${?Y} ]");
        Assert.Equal("[\"1\"]", root.Resolve(name => name == "X" ? "1" : null).ToString());
        Assert.Throws<HoconException>(() => root.Resolve());
    }
}
