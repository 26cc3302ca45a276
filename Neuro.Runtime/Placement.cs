using Neuro.Runtime.Dispatching;
using Neuro.Units.Specification;

namespace Neuro.Runtime;

/// <summary>Gives every population a home worker: the heaviest first, each to the worker with the least to do.</summary>
/// <remarks>Where it runs changes no bit of what it computes.</remarks>
internal static class Placement
{
    /// <summary>Multiply-adds per step (about 5 us) below which handing over costs more than a second core brings.</summary>
    private const long WorthASecondCore = 500_000;

    /// <summary>Homes of one of several replicas. Where there are no more workers than replicas, all of a replica lives on one, and nothing is handed over between cores.</summary>
    public static int[] Place(NetworkSpec spec, int batch, int workers, int replica, int replicas)
    {
        if (replicas >= workers)
        {
            return [.. spec.Populations.Select(_ => replica % workers)];
        }

        var first = replica * workers / replicas;
        return [.. Place(spec, batch, ((replica + 1) * workers / replicas) - first).Select(home => first + home)];
    }

    /// <summary>Homes of the populations of one network.</summary>
    public static int[] Place(NetworkSpec spec, int batch, int workers)
    {
        var costs = spec.Populations.Select(p => Cost(spec, p, batch)).ToArray();
        var homes = new int[costs.Length];
        if (workers == 1 || costs.Sum() < WorthASecondCore)
        {
            return homes;
        }

        var load = new long[workers];
        foreach (var index in Enumerable.Range(0, costs.Length).OrderByDescending(i => costs[i]).ThenBy(i => i))
        {
            var home = Array.IndexOf(load, load.Min());
            homes[index] = home;
            load[home] += costs[index];
        }

        return homes;
    }

    /// <summary>Multiply-adds of one step, roughly; a clamped input counts its products once per trial.</summary>
    private static long Cost(NetworkSpec spec, PopulationSpec population, int batch)
    {
        var steps = spec.StepsPerTrial;
        long cost = 1 + ((long)batch * population.Units * 20);
        foreach (var projection in spec.Projections.Where(p => p.Target == population.Name && p.HasWeights))
        {
            var source = spec.Population(projection.Source);
            var product = (long)batch * source.Units * population.Units * (1 + projection.Rules.Count);
            cost += source is ClampedSpec ? product / steps : product;
        }

        return population is ClampedSpec ? cost / steps : cost;
    }
}
