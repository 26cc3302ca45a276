namespace Neuro.Experiments.Charts;

/// <summary>How a series is told from others: by colour, and without it by dashes and markers.</summary>
/// <remarks>The colours are those of Okabe and Ito, which people with any common colour blindness tell apart, without the yellow that paper swallows.</remarks>
/// <param name="Colour">The colour.</param>
/// <param name="Dashes">Lengths of dashes and gaps; null for an unbroken line.</param>
/// <param name="Marker">The marker.</param>
internal sealed record SeriesStyle(string Colour, string? Dashes, MarkerShape Marker)
{
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

    private static readonly string?[] Patterns = [null, "7 3", "2 2", "8 3 2 3", "12 3"];

    /// <summary>How many styles there are before one comes again.</summary>
    public static int Count => Colours.Length * Patterns.Length;

    /// <summary>A style.</summary>
    /// <param name="index">0 or more; neighbours differ in all three.</param>
    public static SeriesStyle Of(int index) =>
        new(Colours[index % Colours.Length], Patterns[index % Patterns.Length], (MarkerShape)(index % Enum.GetValues<MarkerShape>().Length));
}
