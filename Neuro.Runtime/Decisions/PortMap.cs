using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Runtime.Decisions;

/// <summary>Numbers the ports of a network: one for each projection, shard of its target and shard of its source.</summary>
/// <remarks>A function of the description and of how populations are divided. Immutable.</remarks>
public sealed class PortMap
{
    private readonly NetworkSpec _spec;
    private readonly ShardPlan _shards;
    private readonly int[] _first;

    /// <summary>Numbers the ports.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="shards">How its populations are divided.</param>
    public PortMap(NetworkSpec spec, ShardPlan shards)
    {
        _spec = spec;
        _shards = shards;
        _first = new int[spec.Projections.Count + 1];
        for (var i = 0; i < spec.Projections.Count; i++)
        {
            var projection = spec.Projections[i];
            _first[i + 1] = _first[i] + (shards.Of(projection.Target).Count * shards.Of(projection.Source).Count);
        }
    }

    /// <summary>Number of ports.</summary>
    public int Count => _first[^1];

    /// <summary>The number of a port, from 0.</summary>
    /// <param name="projection">Index of the projection in the description.</param>
    /// <param name="target">Shard of its target.</param>
    /// <param name="source">Shard of its source.</param>
    public int this[int projection, int target, int source] =>
        _first[projection] + (target * _shards.Of(_spec.Projections[projection].Source).Count) + source;

    /// <summary>Whether a port has anything to choose: it reads a population with a state, from a shard that it needs.</summary>
    /// <param name="port">Its number.</param>
    internal bool Chooses(int port)
    {
        var (projection, target, source) = Parts(port);
        return _spec.Population(_spec.Projections[projection].Source) is not ClampedSpec && Reads(projection, target, source);
    }

    /// <summary>Whether a shard of the target reads a shard of the source: one to one ports see only the units that stand opposite.</summary>
    /// <param name="projection">Index of the projection in the description.</param>
    /// <param name="target">Shard of its target.</param>
    /// <param name="source">Shard of its source.</param>
    internal bool Reads(int projection, int target, int source)
    {
        var spec = _spec.Projections[projection];
        return spec.HasWeights || Overlap(_shards.Of(spec.Target)[target], _shards.Of(spec.Source)[source]);
    }

    /// <summary>How a port is called in errors.</summary>
    /// <param name="port">Its number.</param>
    internal string NameOf(int port)
    {
        var (projection, target, source) = Parts(port);
        var spec = _spec.Projections[projection];
        return _shards.Of(spec.Target).Count * _shards.Of(spec.Source).Count == 1
            ? $"projection '{spec.Name}'"
            : $"projection '{spec.Name}', shard {source + 1} of '{spec.Source}' to shard {target + 1} of '{spec.Target}'";
    }

    private static bool Overlap(PanelRange a, PanelRange b) => a.First < b.End && b.First < a.End;

    /// <summary>Shards of a projection's target.</summary>
    /// <param name="projection">Index of the projection in the description.</param>
    public int TargetShards(int projection) => _shards.Of(_spec.Projections[projection].Target).Count;

    /// <summary>Shards of a projection's source.</summary>
    /// <param name="projection">Index of the projection in the description.</param>
    public int SourceShards(int projection) => _shards.Of(_spec.Projections[projection].Source).Count;

    /// <summary>What a port is between.</summary>
    /// <param name="port">Its number.</param>
    /// <returns>Index of the projection in the description, shard of its target, shard of its source.</returns>
    public (int Projection, int Target, int Source) Parts(int port)
    {
        var projection = 0;
        while (_first[projection + 1] <= port)
        {
            projection++;
        }

        var sources = _shards.Of(_spec.Projections[projection].Source).Count;
        return (projection, (port - _first[projection]) / sources, (port - _first[projection]) % sources);
    }
}
