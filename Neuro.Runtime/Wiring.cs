using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Faults;
using Neuro.Runtime.Observing;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Runtime;

/// <summary>Connects the actors of a simulation: who reads whose ring, how deep each ring is, who wakes whom.</summary>
internal sealed class Wiring
{
    private readonly NetworkSpec _spec;
    private readonly SimulationContext _context;
    private readonly Func<PopulationSpec, int, Population> _build;
    private readonly PortMap _ports;
    private readonly Dictionary<string, Sender[]> _senders = new(StringComparer.Ordinal);
    private readonly List<Sender> _own = [];

    /// <summary>Makes populations, rings and actors.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="context">What all actors share.</param>
    /// <param name="build">Makes a population, or one shard of it.</param>
    public Wiring(NetworkSpec spec, SimulationContext context, Func<PopulationSpec, int, Population> build)
    {
        _spec = spec;
        _context = context;
        _build = build;
        _ports = new PortMap(spec, context.Shards);
        foreach (var population in spec.Populations.Where(p => !IsFedToEach(p)))
        {
            _senders.Add(population.Name, Senders(population));
        }
    }

    /// <summary>All actors, in the order of the description and of the shards.</summary>
    public PopulationActor[] Actors(WorkerHost host, int batch, IReadOnlyDictionary<string, PlannedCrashes> crashes)
    {
        var homes = new Placement(_spec, _context.Shards, batch, host.Workers, _context.Replica, _context.Replicas);
        var actors = new List<PopulationActor>();
        foreach (var population in _spec.Populations.Where(p => _senders.ContainsKey(p.Name)))
        {
            for (var shard = 0; shard < _senders[population.Name].Length; shard++)
            {
                var own = _own.Count;
                var sender = _senders[population.Name][shard];
                var ports = Ports(population, shard);
                var mark = population is ClampedSpec or LayerSpec || _context.Schedule.Overwrites ? new ReadMark() : sender.Ring.AddReader();
                var home = homes.Of(population.Name, shard);
                var activity = _context.Activity?.ProbeOf(sender.Population);
                var clock = _context.Timing is { } timing && population is not ClampedSpec ? new ActorClock(timing) : null;
                actors.Add(sender.Population is LayerPopulation layer
                    ? new LayerActor(layer, LabelOf(population, shard), _context, _spec, sender.Ring, ports) { Part = shard, Dispatcher = host.Dispatcher, Home = home, Crashes = crashes[population.Name], Activity = activity, Clock = clock }
                    : new SteppingActor(sender.Population, LabelOf(population, shard), _context, sender.Ring, mark, ports) { Part = shard, Dispatcher = host.Dispatcher, Home = home, Crashes = crashes[population.Name], Activity = activity, Clock = clock });
                actors.AddRange(_own.Skip(own).Select((feeder, index) => new SteppingActor(feeder.Population, $"'{feeder.Population.Spec.Name}' of {LabelOf(population, shard)}", _context, feeder.Ring, new ReadMark(), [])
                {
                    Part = own + index,
                    Crashes = crashes[feeder.Population.Spec.Name],
                    Dispatcher = host.Dispatcher,
                    Home = home,
                }));
            }
        }

        if (_context.Schedule.Overwrites)
        {
            MakeSpares();
        }

        foreach (var actor in actors)
        {
            Connect(actor, actors);
        }

        return [.. actors];
    }

    /// <summary>Without a barrier each reader is in a trial of its own, and is shown that trial's rates.</summary>
    private bool IsFedToEach(PopulationSpec population) => population is ClampedSpec && !_context.Schedule.HasTrialBarrier;

    /// <summary>A population as it is called in messages: its name, which of its shards, and of which replica.</summary>
    private string LabelOf(PopulationSpec population, int shard)
    {
        var shards = _context.Shards.Of(population.Name).Count;
        var part = shards == 1 ? string.Empty : $" (shard {shard + 1} of {shards})";
        var replica = _context.Replicas == 1 ? string.Empty : $" of replica {_context.Replica}";
        return $"'{population.Name}'{part}{replica}";
    }

    private Sender[] Senders(PopulationSpec population)
    {
        var depth = RingDepth.Of(_spec, _context.Schedule, population, _context.Pipeline);
        var senders = new Sender[_context.Shards.Of(population.Name).Count];
        var slots = new Message[senders.Length][];
        for (var shard = 0; shard < senders.Length; shard++)
        {
            var physics = _build(population, shard);
            slots[shard] = [.. Enumerable.Range(0, depth).Select(slot => Slot(population, physics, shard == 0 ? null : slots[0][slot]))];
            senders[shard] = new Sender(physics, new Ring(slots[shard], population is ClampedSpec or LayerSpec ? _context.Plan.Versions : 1) { Acts = population is LayerSpec layer ? new ActProgress(layer) : null });
        }

        return senders;
    }

    /// <summary>A slot of one shard; that of another shard lends its memory, so that all shards of a version lie in one matrix.</summary>
    private Message Slot(PopulationSpec population, Population physics, Message? whole)
    {
        var slot = physics.CreateMessage(whole);
        slot.VersionsRead = new long[PortsOf(population)];
        return slot;
    }

    private void MakeSpares()
    {
        foreach (var (name, senders) in _senders.Where(pair => _spec.Population(pair.Key) is not ClampedSpec))
        {
            var shared = new List<Message>();
            foreach (var sender in senders)
            {
                sender.Ring.Overwrite(i =>
                {
                    var spare = Slot(_spec.Population(name), sender.Population, i < shared.Count ? shared[i] : null);
                    if (i == shared.Count)
                    {
                        shared.Add(spare);
                    }

                    return spare;
                });
            }
        }
    }

    private int PortsOf(PopulationSpec population) => Incoming(population.Name).Sum(p => _context.Shards.Of(p.Source).Count);

    private InputPort[] Ports(PopulationSpec population, int shard) =>
        [.. Incoming(population.Name).SelectMany((projection, input) => SourcesOf(projection, shard).Select(source => Port(projection, input, shard, source)))];

    /// <summary>The shards of its source that a shard reads.</summary>
    private IEnumerable<int> SourcesOf(ProjectionSpec projection, int shard) =>
        Enumerable.Range(0, _context.Shards.Of(projection.Source).Count).Where(source => _ports.Reads(RingDepth.IndexOf(_spec, projection), shard, source));

    private InputPort Port(ProjectionSpec projection, int input, int shard, int source)
    {
        var clamped = _spec.Population(projection.Source) is ClampedSpec;
        var number = _ports[RingDepth.IndexOf(_spec, projection), shard, source];
        var partner = RingDepth.Partner(_spec, projection);
        var sender = SenderOf(projection, source);
        return new InputPort
        {
            Projection = projection,
            Index = RingDepth.IndexOf(_spec, projection),
            Number = number,
            Part = number - _ports[RingDepth.IndexOf(_spec, projection), 0, 0],
            Input = input,
            Sender = sender.Population.Range,
            Decisions = _context.Decisions?.StreamOf(number),
            IsClamped = clamped,
            StaysInTrial = clamped || _context.Schedule.HasTrialBarrier,
            Ring = sender.Ring,
            Mark = sender.Ring.AddReader(),
            PartnerPort = partner is null ? -1 : PartnerPort(partner, source, shard),
            Partner = partner,
            Awaited = [.. Reads(projection).Select(read => read is { } content && sender.Ring.Acts is { } acts ? acts.IndexOf(LayerSpec.SaidBy(content)) : -1)],
            IsRead = [.. Reads(projection).Select(read => read is not null)],
            PartnerIndex = partner is null ? -1 : RingDepth.IndexOf(_spec, partner),
        };
    }

    /// <summary>What each act of the layer on which a projection ends reads of it; nothing where that is no layer.</summary>
    private IEnumerable<Content?> Reads(ProjectionSpec projection) =>
        _spec.Population(projection.Target) is LayerSpec layer ? layer.Acts.Select(act => LayerSpec.Reads(act, projection)) : [];

    /// <summary>Which of the ports of a shard of the partner's target reads a shard of its source.</summary>
    private int PartnerPort(ProjectionSpec partner, int target, int source) => Incoming(partner.Target)
        .SelectMany(projection => SourcesOf(projection, target).Select(from => (projection.Name, From: from)))
        .ToList().IndexOf((partner.Name, source));

    private Sender SenderOf(ProjectionSpec projection, int source)
    {
        if (_senders.TryGetValue(projection.Source, out var senders))
        {
            return senders[source];
        }

        var own = Senders(_spec.Population(projection.Source))[0];
        _own.Add(own);
        return own;
    }

    private List<ProjectionSpec> Incoming(string population) => [.. _spec.Projections.Where(p => p.Target == population)];

    private void Connect(PopulationActor actor, List<PopulationActor> all)
    {
        var rings = actor.Ports.Select(port => port.Ring).ToHashSet();
        var neighbours = all.Where(other => other != actor && (rings.Contains(other.Ring) || other.Ports.Any(port => port.Ring == actor.Ring))).ToList();
        actor.Connect(neighbours.Where(n => !n.IsClamped), neighbours.Where(n => n.IsClamped));
    }

    private sealed record Sender(Population Population, Ring Ring);
}
