using System.Text.Json;

namespace Neuro.Tests.Experiments.Hocon;

/// <summary>The platform's own JSON reader, as a reader that owes nothing to the one under test.</summary>
internal static class JsonOracle
{
    /// <summary>A canonical text: keys sorted, numbers as written.</summary>
    public static string Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Canonical(document.RootElement);
    }

    private static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(
            ',', element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => JsonSerializer.Serialize(p.Name) + ":" + Canonical(p.Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.String => JsonSerializer.Serialize(element.GetString()),
        _ => element.GetRawText(),
    };
}
