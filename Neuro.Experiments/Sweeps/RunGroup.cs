using Neuro.Experiments.Results;

namespace Neuro.Experiments.Sweeps;

/// <summary>Runs that differ in the seed alone.</summary>
/// <param name="Values">What tells the group from the others, in the order of the table's keys.</param>
/// <param name="Runs">The runs.</param>
internal sealed record RunGroup(IReadOnlyList<string> Values, IReadOnlyList<RunOutcome> Runs)
{
    /// <summary>Those that came to their end: they alone are summed up.</summary>
    public IReadOnlyList<RunOutcome> Completed { get; } = [.. Runs.Where(run => run.Status == RunStatus.Completed)];

    /// <summary>The others.</summary>
    public IEnumerable<RunOutcome> Incomplete => Runs.Except(Completed);

    /// <summary>Seeds that occur more than once among the completed runs.</summary>
    public IEnumerable<long> SeedsTwice => Completed.GroupBy(run => run.Seed).Where(same => same.Count() > 1).Select(same => same.Key);

    /// <summary>Sums up a number over the completed runs that have it.</summary>
    /// <param name="measure">Its name.</param>
    public Spread? Of(string measure) => Spread.Of([.. Completed.Where(run => run.Values.ContainsKey(measure)).Select(run => run.Values[measure])]);
}
