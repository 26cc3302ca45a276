namespace Neuro.Experiments.Charts;

/// <summary>Sizes, in pixels, and colours of a figure that is read on a screen and printed at the width of a column.</summary>
internal static class Theme
{
    public const string Fonts = "Helvetica, Arial, 'Liberation Sans', sans-serif";
    public const double TitleText = 13;
    public const double PanelText = 11.5;
    public const double LabelText = 11;
    public const double TickText = 10;
    public const double NoteText = 9.5;

    /// <summary>Size of a raised exponent, as a part of the text beside it.</summary>
    public const double Raised = 0.75;

    public const double LineWidth = 1.6;
    public const double FrameWidth = 0.8;
    public const double TickLength = 3.5;
    public const double SmallTickLength = 2;
    public const double MarkerSize = 5;

    /// <summary>Room between things that do not belong together.</summary>
    public const double Gap = 14;

    /// <summary>Room between things that do.</summary>
    public const double SmallGap = 5;

    public const string Ink = "#222222";
    public const string Faint = "#6b6b6b";
    public const string Grid = "#e4e4e4";
    public const string Missing = "#d9d9d9";

    private static readonly string[] Regions = ["#f1f1f1", "#e6eff8", "#fdf0de", "#e7f4ec", "#f4e9f3"];

    /// <summary>The shade of a region.</summary>
    public static string Region(int style) => Regions[style % Regions.Length];
}
