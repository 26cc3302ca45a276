using Spectre.Console;
using Spectre.Console.Rendering;

namespace Neuro.Experiments.Command;

/// <summary>A line that stays above a live display. It wipes what was drawn where it now stands, which the display itself does not do.</summary>
/// <param name="text">The line; wrapped where it is too long.</param>
internal sealed class LastingLine(string text) : Renderable
{
    private const string EraseToEndOfLine = "\u001b[K";

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var line in Segment.SplitLines(((IRenderable)new Text(text)).Render(options, maxWidth)))
        {
            foreach (var segment in line)
            {
                yield return segment;
            }

            yield return Segment.Control(EraseToEndOfLine);
            yield return Segment.LineBreak;
        }
    }
}
