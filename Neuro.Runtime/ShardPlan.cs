using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Runtime;

/// <summary>How the populations of a network are divided into shards: neighbouring panels of 32 units, each an actor of its own.</summary>
/// <remarks>Results do not depend on it, except that racing shards race one by one. Clamped populations and layers are never divided. Immutable.</remarks>
public sealed class ShardPlan
{
    private readonly Dictionary<string, PanelRange[]> _ranges = new(StringComparer.Ordinal);

    /// <summary>Divides every population with a state.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="shards">Shards of each population, at least 1; a population has at most as many as panels.</param>
    /// <param name="undivided">Names of populations that stay whole.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shards"/> is not positive.</exception>
    /// <exception cref="SpecificationException">A name is not in the network.</exception>
    public ShardPlan(NetworkSpec spec, int shards = 1, params IEnumerable<string> undivided)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shards);
        var whole = undivided.Select(name => spec.Population(name).Name).ToHashSet(StringComparer.Ordinal);
        foreach (var population in spec.Populations)
        {
            _ranges.Add(population.Name, PanelRange.Cut(new PanelLayout(population.Units), population is ClampedSpec or LayerSpec || whole.Contains(population.Name) ? 1 : shards));
        }
    }

    /// <summary>Whether any population has several shards.</summary>
    public bool Divides => _ranges.Values.Any(ranges => ranges.Length > 1);

    /// <summary>The shards of a population, in the order of its units.</summary>
    /// <param name="population">Its name.</param>
    public IReadOnlyList<PanelRange> Of(string population) => _ranges[population];
}
