using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Reports;

/// <summary>A figure that can be asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shows">What it shows, as a sentence.</param>
/// <param name="Source">The table and columns that it is drawn from.</param>
/// <param name="DrawFrom">Draws it from runs that fit.</param>
internal sealed record FigureKind(string Name, string Shows, string Source, Func<ReportData, FigureResult> DrawFrom)
{
    /// <summary>The study whose runs it is drawn from; none for trainings.</summary>
    public StudyKind Study { get; init; }

    /// <summary>Whether any of the runs is one that it is drawn from.</summary>
    /// <param name="data">The runs.</param>
    public bool Fits(ReportData data) => data.Runs.Any(run => run.Outcome.Study == Study);

    /// <summary>Draws it from the runs that fit.</summary>
    /// <param name="data">The runs.</param>
    public FigureResult Draw(ReportData data) => DrawFrom(data.Only(Study));
}
