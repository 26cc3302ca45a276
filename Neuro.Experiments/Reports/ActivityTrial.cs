using Neuro.Experiments.Charts;

namespace Neuro.Experiments.Reports;

/// <summary>What was recorded of one sample in one trial.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Sample">The sample.</param>
/// <param name="Populations">The populations, in the order of the table.</param>
internal sealed record ActivityTrial(long Trial, int Sample, IReadOnlyList<ActivityOfPopulation> Populations)
{
    /// <summary>The phases as stretches of steps.</summary>
    public IReadOnlyList<Region> Phases { get; } = Populations.Count == 0 ? [] : Populations[0].Phases;

    /// <summary>A population; null when it was not recorded.</summary>
    public ActivityOfPopulation? Find(string? population) => Populations.FirstOrDefault(p => p.Name == population);
}
