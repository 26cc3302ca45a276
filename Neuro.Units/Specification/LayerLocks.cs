namespace Neuro.Units.Specification;

/// <summary>What a layer has to wait for within a trial before it may act, in the words of Jaderberg et al. (2017).</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Forward">Layers whose rates it needs before it can respond.</param>
/// <param name="Update">Layers above that must have responded before it can learn; its own read-out, and those of layers below, are not among them.</param>
/// <param name="Backward">Layers that must have computed a signal of their own before it can learn.</param>
public sealed record LayerLocks(string Layer, IReadOnlyList<string> Forward, IReadOnlyList<string> Update, IReadOnlyList<string> Backward)
{
    /// <summary>Whether it can learn only after another layer above it has responded; else its weights are never stale, however many trials are in flight.</summary>
    public bool IsUpdateLocked => Update.Count > 0;

    /// <summary>The locks of every layer, in the order of the description; a function of who reads what in which act.</summary>
    /// <param name="spec">The network.</param>
    public static IReadOnlyList<LayerLocks> Of(NetworkSpec spec) => [.. spec.Populations.OfType<LayerSpec>().Select(layer => Of(spec, layer))];

    /// <summary>What an act reads from which layer's act.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="act">Its act.</param>
    public static IEnumerable<(ProjectionSpec Projection, LayerSpec Source, ActKind Act)> Awaited(NetworkSpec spec, LayerSpec layer, ActSpec act) =>
        from projection in spec.Projections
        where projection.Target == layer.Name
        let content = LayerSpec.Reads(act, projection)
        where content is not null
        let source = spec.Population(projection.Source) as LayerSpec
        where source is not null
        select (projection, source, LayerSpec.SaidBy(content.Value));

    private static LayerLocks Of(NetworkSpec spec, LayerSpec layer)
    {
        var responding = Closure(spec, [(layer.Name, ActKind.Respond)]);
        var learning = Closure(spec, layer.Acts.Where(act => act.Kind != ActKind.Respond).Select(act => (layer.Name, act.Kind)));
        bool Other((string Layer, ActKind Act) node) => node.Layer != layer.Name;

        // A read-out of a layer that it hears from anyway is no more above it than that layer.
        bool IsReadOut(string name) => spec.Projections.Where(p => p.Target == name && p.Port == Port.Basal)
            .All(p => p.Rules.Count == 0 && (p.Source == layer.Name || responding.Contains((p.Source, ActKind.Respond))));
        return new LayerLocks(
            layer.Name,
            Names(spec, responding.Where(Other)),
            Names(spec, learning.Except(responding).Where(node => Other(node) && node.Act == ActKind.Respond && !IsReadOut(node.Layer))),
            Names(spec, learning.Where(node => Other(node) && node.Act != ActKind.Respond && spec.Population(node.Layer) is LayerSpec { Loss: null } or LayerSpec { Backward: not BackwardKind.None })));
    }

    private static IReadOnlyList<string> Names(NetworkSpec spec, IEnumerable<(string Layer, ActKind Act)> nodes)
    {
        var names = nodes.Select(node => node.Layer).ToHashSet(StringComparer.Ordinal);
        return [.. spec.Populations.Select(p => p.Name).Where(names.Contains)];
    }

    /// <summary>All acts that some acts wait for, they included: what they read, and what their layer did earlier in the trial.</summary>
    private static HashSet<(string Layer, ActKind Act)> Closure(NetworkSpec spec, IEnumerable<(string Layer, ActKind Act)> from)
    {
        var seen = new HashSet<(string Layer, ActKind Act)>();
        var open = new Stack<(string Layer, ActKind Act)>(from);
        while (open.TryPop(out var node))
        {
            if (!seen.Add(node) || spec.Population(node.Layer) is not LayerSpec layer || layer.Act(node.Act) is not { } act)
            {
                continue;
            }

            foreach (var earlier in layer.Acts.TakeWhile(other => other != act))
            {
                open.Push((layer.Name, earlier.Kind));
            }

            foreach (var (_, source, kind) in Awaited(spec, layer, act))
            {
                open.Push((source.Name, kind));
            }
        }

        return seen;
    }
}
