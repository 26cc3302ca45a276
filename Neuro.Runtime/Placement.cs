using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Runtime;

/// <summary>Gives every population, or each of its shards, a home worker: the heaviest first, each to the worker with the least to do.</summary>
/// <remarks>Where it runs changes no bit of what it computes.</remarks>
internal sealed class Placement
{
    /// <summary>Multiply-adds per step (about 5 us) below which handing over costs more than a second core brings.</summary>
    private const long WorthASecondCore = 500_000;

    private readonly Dictionary<(string Population, int Shard), int> _homes = [];

    /// <summary>Places one of several replicas. Where there are no more workers than replicas, all of a replica lives on one, and nothing is handed over between cores.</summary>
    public Placement(NetworkSpec spec, ShardPlan shards, int batch, int workers, int replica = 0, int replicas = 1)
    {
        var (first, share) = replicas >= workers
            ? (replica % workers, 1)
            : (replica * workers / replicas, ((replica + 1) * workers / replicas) - (replica * workers / replicas));
        var costs = (from population in spec.Populations
                     from shard in Enumerable.Range(0, shards.Of(population.Name).Count)
                     select (population.Name, Shard: shard, Cost: Cost(spec, population, shards.Of(population.Name)[shard], batch))).ToList();

        // Whoever divides a population wants it on several cores.
        var alone = share == 1 || (!shards.Divides && costs.Sum(c => c.Cost) < WorthASecondCore);
        var load = new long[share];
        foreach (var (name, shard, cost) in costs.OrderByDescending(c => c.Cost))
        {
            var home = alone ? 0 : Array.IndexOf(load, load.Min());
            _homes.Add((name, shard), first + home);
            load[home] += cost;
        }
    }

    /// <summary>The home of a shard.</summary>
    public int Of(string population, int shard) => _homes[(population, shard)];

    /// <summary>Multiply-adds of one step, roughly; a clamped input counts its products once per trial.</summary>
    private static long Cost(NetworkSpec spec, PopulationSpec population, PanelRange range, int batch)
    {
        var steps = spec.StepsPerTrial;
        var units = range.Units(new PanelLayout(population.Units));
        long cost = 1 + ((long)batch * units * 20);
        foreach (var projection in spec.Projections.Where(p => p.Target == population.Name && p.HasWeights))
        {
            var source = spec.Population(projection.Source);
            var product = (long)batch * source.Units * units * (1 + projection.Rules.Count);
            cost += source is ClampedSpec || population is LayerSpec ? product / steps : product;
        }

        return population is ClampedSpec ? cost / steps : cost;
    }
}
