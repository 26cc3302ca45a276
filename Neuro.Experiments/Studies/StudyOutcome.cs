namespace Neuro.Experiments.Studies;

/// <summary>What came out of the run of a study.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Study">Name of the study.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Workers">Worker threads.</param>
/// <param name="Seconds">Time that it took.</param>
/// <param name="Result">What it gave; null when it was ended early.</param>
internal sealed record StudyOutcome(string Experiment, string Study, long Seed, int Workers, double Seconds, StudyResult? Result)
{
    /// <summary>Whether it was ended early.</summary>
    public bool Interrupted => Result is null;

    /// <summary>The hash of the table, which stands where that of the state of a network stands.</summary>
    public string? Hash { get; } = Result?.Table.Hash();
}
