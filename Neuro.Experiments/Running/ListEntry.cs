using System.Globalization;
using System.Text.RegularExpressions;
using Neuro.Experiments.Configuration;

namespace Neuro.Experiments.Running;

/// <summary>One entry of a list such as <c>schedule.links</c>: a name, then assignments <c>word=value</c>.</summary>
internal sealed class ListEntry
{
    private readonly Setting _setting;
    private readonly string _text;

    private ListEntry(Setting setting, string text, string[] words, bool alone)
    {
        _setting = setting;
        _text = text;
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Name = parts.Length > (alone ? 0 : 1) ? parts[0] : throw Wrong($"{parts.Length} words", $"a name and {(alone ? "any" : "at least one")} of {Forms(words)}");
        Assignments = [.. parts.Skip(1).Select(part => Split(part, words))];
    }

    /// <summary>Whom it is about.</summary>
    public string Name { get; }

    /// <summary>What it says, in the order in which it is written.</summary>
    public IReadOnlyList<(string Word, string Value)> Assignments { get; }

    /// <summary>The entries of a key.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="key">The key.</param>
    /// <param name="words">The words that may be assigned to.</param>
    /// <param name="alone">Whether a name may stand without assignments.</param>
    /// <exception cref="ConfigurationException">An entry is no name with assignments to these words.</exception>
    public static IEnumerable<ListEntry> Of(Settings settings, ConfigurationKey<IReadOnlyList<string>> key, string[] words, bool alone = false) =>
        settings.Get(key).Select(text => new ListEntry(settings.Find(key), text, words, alone));

    /// <summary>Whether a name is the one that it is about, or fits the pattern in which * stands for anything.</summary>
    public bool IsAbout(string name) =>
        Regex.IsMatch(name, $"^{Regex.Escape(Name).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.None, TimeSpan.FromSeconds(10));

    public int Whole(string word, string value, int min, int max) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Wrong($"{word}={value}", $"a whole number, {min} to {max}");

    public double Number(string word, string value, double min, double max) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Wrong($"{word}={value}", string.Create(CultureInfo.InvariantCulture, $"a number, {min} to {max}"));

    public T Choice<T>(string word, string value, Dictionary<string, T> choices) =>
        choices.TryGetValue(value, out var choice) ? choice : throw Wrong($"{word}={value}", $"one of {string.Join(", ", choices.Keys)}");

    /// <summary>What is wrong with this entry, and where it was written.</summary>
    public ConfigurationException Wrong(string found, string expected) =>
        ConfigurationException.At(_setting.Provenance, _setting.Path, $"{found} in \"{_text}\"", expected);

    private static string Forms(string[] words) => string.Join(", ", words.Select(word => $"{word}="));

    private (string Word, string Value) Split(string part, string[] words)
    {
        var at = part.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && words.Contains(part[..at]) ? (part[..at], part[(at + 1)..]) : throw Wrong(part, $"one of {Forms(words)}");
    }
}
