using Neuro.Experiments.Hocon;

namespace Neuro.Tests.Experiments.Hocon;

public class IncludeTests
{
    [Theory]
    [InlineData("a = 1, include \"x.conf\", c = 9", "a = 2, b = 3, c = 4", "{\"a\":2,\"b\":3,\"c\":9}")]
    [InlineData("include file(\"x.conf\")", "a = 2", "{\"a\":2}")]
    [InlineData("include file(  \n \"x.conf\" \n )\nb = 1", "a = 2", "{\"a\":2,\"b\":1}")]
    [InlineData("include required(\"x\")", "a = 2", "{\"a\":2}")]
    [InlineData("include required( file( \"x\" ) ), b = 1", "a = 2", "{\"a\":2,\"b\":1}")]
    [InlineData("include required(file(\"x.conf\"))", "a = 2", "{\"a\":2}")]
    [InlineData("include \"none\", include \"none.conf\", include \"none.json\", a = 1", "", "{\"a\":1}")]
    [InlineData("a { include \"x\" }", "x = 10, y = ${x}", "{\"a\":{\"x\":10,\"y\":10}}")]
    [InlineData("a { include \"x\" }, a { x = 42 }", "x = 10, y = ${x}", "{\"a\":{\"x\":42,\"y\":42}}")]
    [InlineData("x = out, a { include \"x\" }", "y = ${x}", "{\"x\":\"out\",\"a\":{\"y\":\"out\"}}")]
    [InlineData("x = out, a { include \"x\" }", "x = in, y = ${x}", "{\"x\":\"out\",\"a\":{\"x\":\"in\",\"y\":\"in\"}}")]
    [InlineData("a.b { c { include \"x\" } }", "x = [1], x += 2, x = ${x} [3]", "{\"a\":{\"b\":{\"c\":{\"x\":[1,2,3]}}}}")]
    [InlineData("a = [ { include \"x\" } ]", "x = 1, x = 2, l += 3", "{\"a\":[{\"x\":2,\"l\":[3]}]}")]
    [InlineData("a { y = 1 }, include \"x\"", "a = 1, a { x = 2 }", "{\"a\":{\"x\":2}}")]
    [InlineData("x = [1], x { include \"x\" }", "y = 1", "{\"x\":{\"y\":1}}")]
    [InlineData("include \"x\"", "a { z = 1 }, a = ${d}, d { y = 2 }, a { x = 3 }", "{\"a\":{\"z\":1,\"y\":2,\"x\":3},\"d\":{\"y\":2}}")]
    [InlineData("foo { include \"x\" }, bar { nested { include \"x\" } }", "a = 1, a = ${q}, a { c = 3 }, q { r = 10 }", "{\"foo\":{\"a\":{\"r\":10,\"c\":3},\"q\":{\"r\":10}},\"bar\":{\"nested\":{\"a\":{\"r\":10,\"c\":3},\"q\":{\"r\":10}}}}")]
    public void An_included_file_stands_where_the_statement_stood(string main, string included, string expected)
    {
        var files = new MemoryFiles(("/main.conf", main), ("/x.conf", included));
        Assert.Equal(JsonOracle.Read(expected), JsonOracle.Read(files.Load("/main.conf").Resolve().ToJson()));
    }

    [Fact]
    public void Names_are_relative_to_the_including_file_and_formats_merge()
    {
        var files = new MemoryFiles(
            ("/main.conf", "include \"sub/one\", n { include \"sub/one\" }"),
            ("/sub/one.conf", "include \"two.conf\", k = conf, r = ${deep}"),
            ("/sub/one.json", "{ \"k\" : \"json\", \"j\" : 1 }"),
            ("/sub/one.properties", "# c\n! d\np.q = hello^^ \nk: props\np=lost\n\\u0061\\ b  tail\\\n   more\n"),
            ("/sub/two.conf", "deep = 1"));
        const string One = "\"p\":{\"q\":\"hello^^ \"},\"a b\":\"tailmore\",\"k\":\"conf\",\"j\":1,\"deep\":1,\"r\":1";
        Assert.Equal(JsonOracle.Read($"{{{One},\"n\":{{{One}}}}}"), JsonOracle.Read(files.Load("/main.conf").Resolve().ToJson()));
    }

    [Fact]
    public void Substitutions_look_in_the_file_then_in_each_that_includes_it()
    {
        var files = new MemoryFiles(
            ("/main.conf", "v = root, w = root, a { include \"one.conf\" }"),
            ("/one.conf", "w = one, b { include \"two.conf\" }"),
            ("/two.conf", "x = ${v}, y = ${w}"));
        HoconObject root = files.Load("/main.conf").Resolve();
        Assert.Equal(("root", "one"), (Doc.String(root, "a.b.x"), Doc.String(root, "a.b.y")));
    }

    [Theory]
    [InlineData("include \"main.conf\"", "circle", 1)]
    [InlineData("\ninclude \"x.conf\"", "circle", 1)]
    [InlineData("include required(\"none\")", "no file \"none\"", 1)]
    [InlineData("include required(file(\"none.conf\"))", "no file", 1)]
    [InlineData("include url(\"x\")", "url() and classpath() are not read", 1)]
    [InlineData("include required(classpath(\"x\"))", "url() and classpath() are not read", 1)]
    [InlineData("include \"http://x/y.conf\"", "addresses are not read", 1)]
    [InlineData("a = 1\ninclude file (\"x\")", "after include", 2)]
    [InlineData("include file(x)", "quoted", 1)]
    [InlineData("include file(\"x\"", "')' of file()", 1)]
    [InlineData("include file(\"x\" something", "')' of file()", 1)]
    [InlineData("include package(\"x\")", "after include", 1)]
    [InlineData("include x.conf", "after include", 1)]
    [InlineData("include \"none\" \"y\"", "a comma", 1)]
    [InlineData("include ${x}", "after include", 1)]
    [InlineData("include \"array.json\"", "an object, as the file is included", 1)]
    [InlineData("include \"notes.txt\"", "a name that ends in .conf", 1)]
    [InlineData("include \"locked.conf\"", "unreadable", 1)]
    [InlineData("a = [ { include \"sub.conf\" } ]", "included inside an array", 1)]
    public void What_cannot_be_included_is_said(string main, string part, int line)
    {
        var files = new MemoryFiles(
            ("/main.conf", main), ("/x.conf", "include \"main.conf\""), ("/array.json", "[1]"), ("/notes.txt", "a = 1"), ("/sub.conf", "a = ${b}"));
        HoconException e = Assert.Throws<HoconException>(() => files.Load("/main.conf"));
        Assert.Contains(part, e.Message, StringComparison.Ordinal);
        Assert.Equal(line, e.Line);
    }

    [Fact]
    public void An_error_inside_names_the_included_file_and_the_whole_path()
    {
        var files = new MemoryFiles(("/main.conf", "a { include \"x\" }"), ("/x.conf", "b {\n c = }\n"));
        HoconException e = Assert.Throws<HoconException>(() => files.Load("/main.conf"));
        Assert.Equal(("/x.conf", 2, 6, "a.b.c"), (e.File, e.Line, e.Column, e.Path));
    }

    [Fact]
    public void Files_must_exist_and_be_UTF8()
    {
        var files = new MemoryFiles();
        Assert.Contains("no such file", Assert.Throws<HoconException>(() => files.Load("/none.conf")).Message, StringComparison.Ordinal);
        files.Put("/bad.conf", [(byte)'a', (byte)'=', (byte)'\n', (byte)'1', 0xC3, 0x28]);
        HoconException e = Assert.Throws<HoconException>(() => files.Load("/bad.conf"));
        Assert.Equal(("/bad.conf", 2, 2), (e.File, e.Line, e.Column));
    }

    [Fact]
    public void Files_are_read_from_disk_beside_the_including_file()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "sub"));
            File.WriteAllText(Path.Combine(folder, "main.conf"), "\ufeffinclude \"sub/x\"\ninclude \"none\"");
            File.WriteAllText(Path.Combine(folder, "sub", "x.conf"), "a = 1\ninclude \"y.conf\"");
            File.WriteAllText(Path.Combine(folder, "sub", "y.conf"), "b = 2");
            Assert.Equal("{\"a\":1,\"b\":2}", HoconParser.ParseFile(Path.Combine(folder, "main.conf")).ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_text_has_no_folder_to_include_from()
    {
        Assert.Empty(HoconParser.Parse("include \"x\""));
        Assert.Throws<HoconException>(() => HoconParser.Parse("include required(\"x\")"));
    }
}
