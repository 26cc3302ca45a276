using Neuro.Experiments.Hocon;

namespace Neuro.Tests.Experiments.Hocon;

/// <summary>Which documents are documents; the cases follow the published test suite of the format.</summary>
public class SyntaxTests
{
    public static TheoryData<string> Json => new(
        "{}", "[]", "{ \"foo\" : \"bar\" }", "[\"foo\", \"bar\"]", "{ \"foo\" : 42 }", "{ \"foo\"\n : 42 }", "{ \"foo\" : \n 42 }",
        "[10,\"foo\"]", "{ \"foo\" : { \"bar\" : \"baz\" }, \"baz\" : \"boo\" }", "[{},{},{},{}]", "[[[[[[]]]]]]", "[[1], [1,2], [1,2,3], []]",
        "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":42}}}}}}}}", "[ \"#comment\" ]", "[ \"//comment\" ]", "[ 10e+3 ]", "[ -0.5E-7, 0, -0 ]",
        "{ \"a\" : true, \"b\" : false, \"c\" : null, \"d.e\" : [ { \"\" : \"\\u00e9\\n\\/\\\\\\\"\" } ] }");

    public static TheoryData<string> Relaxed => new(
        "", " ", "\n", " \n \n   \n\n\n", "# foo", "# bar\n", "# foo\n//bar", "{ \"foo\" = 42 }", "{ \"foo\" = (42) }", "{ foo { \"bar\" : 42 } }",
        "{ foo baz { \"bar\" : 42 } }", " \"foo\" : 42 ", "{ \"foo\" : bar }", "{ foo : null bar 42 baz true 3.14 \"hi\" }", "{ foo.bar : bar }",
        "{ foo.\"hello world\".baz : bar }", "{ foo.bar \n : bar }", "{ foo  bar : bar }", "{ true : bar }", "{ \"foo\" : \"bar\", \"foo\" : \"bar2\" }",
        "[ 1, 2, 3, ]", "[1,2,3  , ]", "[1,2,3\n\n , \n]", "[1,]", "{ \"foo\" : 10, }", "{ a : b, }", "{ a : b  \n  , \n }", "a : b, c : d,",
        "{ a : b\nc : d }", "a : b\nc : d", "a : b\nc : d,", "[ foo ]", "[ t ]", "[ trux ]", "[ truex ]", "[ 10x ]", "[ / ]", "[ include ]",
        "{ include \"foo\" }", "{ include\n\"foo\" }", "{ include\"foo\" }", "{ foo : include }", "{ include \"foo\", \"a\" : \"b\" }", "{ foo include : 42 }",
        "[ ${?foo} ]", "[ ${?\"foo\"} ]", "[ abc  xyz  ${?foo.bar}  qrs tuv ]", "{} # comment", "{} // comment", "{ \"foo\" #comment\n: 10 }",
        "{ \"foo\" : // comment\n 10 }", "[ 10, # comment\n 11]", "[ 10 // comment\n, 11]", "{ /a/b/c : 10 }", "[${? foo.bar}]", "[${?foo.bar }]",
        "[ ${?\"foo\"\"bar\"} ]", "[ ${?foo  \"bar\"  baz} ]", "[${?true}]", "a = [], a += b", "{ a += 10 }", "[ 10e3e3 ]", "[ 1-e3 ]", "[ 1.0.0 ]", "[ 1.0. ]",
        "1 += 2", "[ - ]", "a = \u00a0b\u2003c\u3000", "%prod.application.mode=prod", "a =\r\n  b\r\nc = d\r\n");

    public static TheoryData<string> Invalid => new(
        "{", "}", "[", "]", ",", "10", "\"foo\"", "\"", ")\"", "{ \"foo\" : ", "{ foo : \"bar\" ", "[ 1, 2", ":", "=", "{ , }", "[ , ]", "{ a : 1,, b : 2 }",
        "[ 1,,2 ]", "[,1]", "{,a:1}", "[1,2,,]", "{ a : 1,, }", " : 10 ", "\"foo\" : 10 } ", "\"foo\" : 10 [ ", "{ \"foo\" }", "{ \"a\" : [ }",
        "{ \"foo\" : 10, true }", "{ foo \n bar : 10 }", "[ 1, \\", "[:\"foo\", \"bar\"]", "[\"foo\" : \"bar\"]", "[ \"hello ]", "{ \"foo\" , true }",
        "{ \"foo\" : true \"bar\" : false }", "[ 10, }]", "[ 10, {]", "{}x", "[]x", "{}{}", "{}true", "[]{}", "[]true", "[${]", "[$]", "[$  ]", "[${}]", "[${?}]",
        "[${ ?foo}]", "{ \"a\" : [1,2], \"b\" : y${a}z }", "{ \"a\" : { \"c\" : 2 }, \"b\" : y${a}z }", "{ \"a\" : ${a} }", "[ { \"a\" : 2, \"b\" : ${${a}} } ]",
        "[ = ]", "[ + ]", "[ # ]", "[ ` ]", "[ ^ ]", "[ ? ]", "[ ! ]", "[ @ ]", "[ * ]", "[ & ]", "[ \\ ]", "+=", "[ += ]", "+= 10", "10 +=", "[ 10e+3e ]",
        "[ \"foo\nbar\" ]", "[ \"foo\tbar\" ]", "[ # comment ]", "${ #comment }", "[ // comment ]", "${ // comment }", "{ include \"bar\" : 10 }",
        "{ include foo }", "{ include : { \"a\" : 1 } }", "a=", "a:", "a= ", "a.b=", "{ a= }", "{ a: }", "a = \"\\q\"", "a = \"\\u12\"", "a = \"\\", "a = \"\"\"b",
        "a..b = 1", ".a = 1", "a. = 1", "a b. = 1", "include.a = 1", "${a} = 1", "{ [ a ] : 1 }", "{ { a : 1 } : 1 }", "a = b { c : 1 }", "a = { c : 1 } b",
        "a = [1] b", "a = null [1]", "a = [1]\n[2]", "a = { b : 1 }\n{ c : 2 }", "a = ${?x\n}", "a : y b : z", "a = ${?b[}", "a = ${?b]}");

    [Theory]
    [MemberData(nameof(Json))]
    public void Json_means_what_it_means_to_a_JSON_reader(string text) =>
        Assert.Equal(JsonOracle.Read(text), JsonOracle.Read(HoconParser.ParseValue(text).ToJson()));

    [Theory]
    [MemberData(nameof(Json))]
    [MemberData(nameof(Relaxed))]
    public void Valid_documents_are_read_and_read_back_from_either_rendering(string text)
    {
        foreach (string variant in Variants(text))
        {
            HoconValue value = Resolve(HoconParser.ParseValue(variant));
            Assert.Equal(value, HoconParser.ParseValue(value.ToJson()));
            Assert.Equal(value, HoconParser.ParseValue(value.ToJson(indented: false)));
            Assert.Equal(value, HoconParser.ParseValue(value.ToHocon()));
        }
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Invalid_documents_are_refused_with_a_place(string text)
    {
        foreach (string variant in Variants(text))
        {
            HoconException e = Doc.Fails(variant);
            Assert.Equal("test", e.File);
            Assert.InRange(e.Line, 1, 3);
            Assert.StartsWith($"test:{e.Line}:{e.Column}: ", e.Message, StringComparison.Ordinal);
            Assert.Contains($"found {e.Found}, expected {e.Expected}", e.Message, StringComparison.Ordinal);
        }
    }

    private static HoconValue Resolve(HoconValue value) => value is HoconObject root ? root.Resolve() : ((HoconArray)value).Resolve();

    /// <summary>White space around a document, or of another kind inside it, changes nothing.</summary>
    private static IEnumerable<string> Variants(string text) => [text, " " + text, text + " ", " " + text + " ", text.Replace(' ', '\u2003'), "\ufeff" + text];
}
