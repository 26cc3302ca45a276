using System.Text;
using System.Xml;

namespace Neuro.Experiments.Charts;

/// <summary>Text that XML can hold.</summary>
internal static class XmlText
{
    private const string Replacement = "\uFFFD";

    /// <summary>Puts the replacement character in place of control characters and halves of surrogate pairs.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : Replacement);
        }

        return clean.ToString();
    }
}
