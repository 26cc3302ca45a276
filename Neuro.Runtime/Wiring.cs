using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Observing;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Runtime;

/// <summary>Connects the actors of a simulation: who reads whose ring, how deep each ring is, who wakes whom.</summary>
internal sealed class Wiring
{
    private readonly NetworkSpec _spec;
    private readonly SimulationContext _context;
    private readonly Population[] _populations;
    private readonly Dictionary<string, Ring> _rings = new(StringComparer.Ordinal);

    public Wiring(NetworkSpec spec, SimulationContext context, Population[] populations)
    {
        _spec = spec;
        _context = context;
        _populations = populations;
        foreach (var population in populations)
        {
            var slots = Enumerable.Range(0, RingDepth.Of(spec, context.Schedule, population.Spec)).Select(_ => population.CreateMessage());
            _rings.Add(population.Spec.Name, new Ring(slots, population is ClampedPopulation ? context.Plan.Versions : 1));
        }
    }

    public PopulationActor[] Actors(WorkerHost host, int batch)
    {
        var homes = Placement.Place(_spec, batch, host.Workers);
        var actors = _populations.Select((population, index) => new PopulationActor(
            population, _context, _rings[population.Spec.Name], OwnMark(population), Inputs(population.Spec))
        {
            Dispatcher = host.Dispatcher,
            Home = homes[index],
            Activity = _context.Activity?.ProbeOf(population.Spec.Name, 0, population.Spec.Units),
            Clock = _context.Timing is { } timing && population is DynamicPopulation ? new ActorClock(timing) : null,
        }).ToArray();
        foreach (var actor in actors)
        {
            Connect(actor, actors);
        }

        return actors;
    }

    private ReadMark OwnMark(Population population) =>
        population is ClampedPopulation ? new ReadMark() : _rings[population.Spec.Name].AddReader();

    private InputPort[] Inputs(PopulationSpec population) => [.. Incoming(population.Name).Select(projection =>
    {
        var partner = RingDepth.Partner(_spec, projection);
        return new InputPort
        {
            Projection = projection,
            Index = RingDepth.IndexOf(_spec, projection),
            Decisions = _context.Decisions?.StreamOf(RingDepth.IndexOf(_spec, projection)),
            IsClamped = _spec.Population(projection.Source) is ClampedSpec,
            Ring = _rings[projection.Source],
            Mark = _rings[projection.Source].AddReader(),
            PartnerInput = partner is null ? -1 : Incoming(partner.Target).IndexOf(partner),
            Partner = partner,
            PartnerIndex = partner is null ? -1 : RingDepth.IndexOf(_spec, partner),
        };
    })];

    private List<ProjectionSpec> Incoming(string population) => [.. _spec.Projections.Where(p => p.Target == population)];

    private void Connect(PopulationActor actor, PopulationActor[] all)
    {
        var readers = _spec.Projections.Where(p => p.Source == actor.Name).Select(p => p.Target);
        var senders = _spec.Projections.Where(p => p.Target == actor.Name).Select(p => p.Source);
        var neighbours = readers.Concat(senders).Distinct(StringComparer.Ordinal).Where(name => name != actor.Name)
            .Select(name => all.First(other => other.Name == name)).ToList();
        actor.Connect(neighbours.Where(n => !n.IsClamped), neighbours.Where(n => n.IsClamped));
    }
}
