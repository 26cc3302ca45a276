namespace Neuro.Experiments.Charts;

/// <summary>A place among panels that stays empty.</summary>
internal sealed class BlankPanel : Panel
{
    /// <inheritdoc/>
    public override Margins Margins((double Width, double Height) size) => default;

    /// <inheritdoc/>
    public override void Draw(SvgWriter svg, Box plot)
    {
        // That is what it is for.
    }
}
