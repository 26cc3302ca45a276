using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Decisions;

/// <summary>One word for who reads whom and when: what a decision log belongs to, whatever the plasticity.</summary>
public static class TimingHash
{
    /// <summary>64 hexadecimal digits, the SHA-256 of populations, their clocks and shards, projections, delays and phases in their order, and of the batch.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="shards">How its populations are divided.</param>
    /// <param name="batch">Samples per trial.</param>
    public static string Of(NetworkSpec spec, ShardPlan shards, int batch)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"batch {batch}\n");
        foreach (var population in spec.Populations)
        {
            var dynamic = population as DynamicSpec;
            text.Append(CultureInfo.InvariantCulture, $"population {population.GetType().Name} {population.Name} {population.Units} {dynamic?.Period ?? 0} {dynamic?.Duty ?? 0}{Turn(dynamic)} {shards.Of(population.Name).Count}\n");
            foreach (var act in population is LayerSpec layer ? layer.Acts : [])
            {
                text.Append(CultureInfo.InvariantCulture, $"act {act.Kind} {act.Step}\n");
            }
        }

        foreach (var projection in spec.Projections)
        {
            text.Append(CultureInfo.InvariantCulture, $"projection {projection.Name} {projection.Source} {projection.Target} {projection.Port} {projection.Delay}\n");
        }

        foreach (var phase in spec.Phases)
        {
            text.Append(CultureInfo.InvariantCulture, $"phase {phase.Name} {phase.Steps}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Turn(DynamicSpec? population) =>
        population is { Turns: > 1 } ? string.Create(CultureInfo.InvariantCulture, $" turn {population.Turn} of {population.Turns}") : string.Empty;
}
