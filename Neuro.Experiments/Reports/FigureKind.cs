namespace Neuro.Experiments.Reports;

/// <summary>A figure that can be asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shows">What it shows, as a sentence.</param>
/// <param name="Source">The table and columns that it is drawn from.</param>
/// <param name="Draw">Draws it.</param>
internal sealed record FigureKind(string Name, string Shows, string Source, Func<ReportData, FigureResult> Draw);
