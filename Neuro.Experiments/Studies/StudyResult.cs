namespace Neuro.Experiments.Studies;

/// <summary>What a study gives.</summary>
/// <param name="Table">What was measured.</param>
/// <param name="Measures">The few numbers that sum it up, by the names that scripts know them by, such as <c>chiSquarePerBin</c>.</param>
/// <param name="Summary">The same for the eye: lines, each with a label of at most 11 letters.</param>
internal sealed record StudyResult(StudyTable Table, IReadOnlyList<(string Name, double Value)> Measures, IReadOnlyList<(string Label, string Text)> Summary);
