using Neuro.Experiments.Hocon;

namespace Neuro.Tests.Experiments.Hocon;

/// <summary>Short forms: documents are compared with what plain JSON says.</summary>
internal static class Doc
{
    public static HoconObject Resolved(string text, Func<string, string?>? environment = null) =>
        HoconParser.Parse(text, "test").Resolve(environment);

    public static void Means(string json, string text, Func<string, string?>? environment = null) =>
        Assert.Equal(JsonOracle.Read(json), JsonOracle.Read(Resolved(text, environment).ToJson()));

    public static HoconException Fails(string text) =>
        Assert.Throws<HoconException>(() => HoconParser.ParseValue(text, "test") is HoconObject root ? root.Resolve() : null);

    public static string String(HoconObject root, string path) => Assert.IsType<HoconScalar>(root.Find(path)).Text;
}
