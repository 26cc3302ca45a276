using Neuro.Experiments.Configuration;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Sweeps;

/// <summary>The cells of a sweep: every combination of grid values with every seed.</summary>
internal static class SweepPlan
{
    /// <summary>The cells in their order: the last key of the grid varies faster than those before it, the seed fastest of all.</summary>
    /// <param name="experiment">The name of the experiment.</param>
    /// <param name="layers">Its configuration.</param>
    /// <param name="axes">The grid.</param>
    /// <param name="seeds">The seeds.</param>
    /// <param name="environment">Gives the value of an environment variable, or null.</param>
    /// <exception cref="ConfigurationException">A value is wrong, a key is set twice, two cells are the same, or there are too many.</exception>
    public static IReadOnlyList<SweepCell> Of(
        string experiment, ConfigurationLayers layers, IReadOnlyList<GridAxis> axes, IReadOnlyList<long> seeds, Func<string, string?> environment)
    {
        CheckOnce(layers.Resolve(environment), axes);
        var count = axes.Aggregate((double)seeds.Count, (product, axis) => product * axis.Values.Count);
        if (count > SeedList.Most)
        {
            throw new ConfigurationException($"{GridAxis.Option}: found {count:0} runs, expected at most {SeedList.Most}");
        }

        List<SweepCell> cells = [];
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (point, values) in Points(axes).Index())
        {
            var here = layers.Copy();
            foreach (var (axis, value) in values)
            {
                here.AddSet($"{axis.Key.Path}={value}", GridAxis.Option);
            }

            foreach (var seed in seeds)
            {
                var settings = here.Copy().AddOption("--seeds", NeuroKeys.Seed, $"{seed}").Resolve(environment);
                var name = CellName.Of(experiment, axes.Select(axis => (axis.Key.Path.ToString(), settings.Find(axis.Key).Canonical)), seed);
                if (!names.Add(name))
                {
                    throw new ConfigurationException(
                        $"{GridAxis.Option}: found the same run twice ({string.Join(", ", [.. values.Select(pair => $"{pair.Axis.Key.Path} = {pair.Value}"), $"seed {seed}"])}), expected each once");
                }

                cells.Add(new SweepCell(experiment, name, point, settings));
            }
        }

        return cells;
    }

    /// <summary>All combinations of values.</summary>
    private static IEnumerable<IReadOnlyList<(GridAxis Axis, string Value)>> Points(IReadOnlyList<GridAxis> axes) => axes.Aggregate(
        (IEnumerable<IReadOnlyList<(GridAxis, string)>>)[[]],
        (points, axis) => points.SelectMany(point => axis.Values.Select(value => (IReadOnlyList<(GridAxis, string)>)[.. point, (axis, value)])));

    /// <summary>What the command line says of a key twice cannot both hold.</summary>
    private static void CheckOnce(Settings settings, IReadOnlyList<GridAxis> axes)
    {
        if (settings.Find(NeuroKeys.Seed) is { Provenance.Kind: ProvenanceKind.Option or ProvenanceKind.Set } seed)
        {
            throw ConfigurationException.At(seed.Provenance, seed.Path, "it beside --seeds", "one of them");
        }

        foreach (var (i, axis) in axes.Index())
        {
            if (axes.Take(i).Any(other => other.Key == axis.Key))
            {
                throw new ConfigurationException($"{GridAxis.Option}: found key '{axis.Key.Path}' twice, expected all its values in one list");
            }

            if (settings.Find(axis.Key) is { Provenance.Kind: ProvenanceKind.Option or ProvenanceKind.Set } set)
            {
                throw ConfigurationException.At(set.Provenance, set.Path, $"it beside {GridAxis.Option}", "one of them");
            }
        }
    }
}
