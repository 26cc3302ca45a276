using System.Numerics;
using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Schedules;
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
            var slots = Enumerable.Range(0, Slots(population.Spec)).Select(_ => population.CreateMessage());
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
        var partner = Partner(projection);
        return new InputPort
        {
            Projection = projection,
            Index = IndexOf(projection),
            Decisions = _context.Decisions?.StreamOf(IndexOf(projection)),
            IsClamped = _spec.Population(projection.Source) is ClampedSpec,
            Ring = _rings[projection.Source],
            Mark = _rings[projection.Source].AddReader(),
            PartnerInput = partner is null ? -1 : Incoming(partner.Target).IndexOf(partner),
            Partner = partner,
            PartnerIndex = partner is null ? -1 : IndexOf(partner),
        };
    })];

    private List<ProjectionSpec> Incoming(string population) => [.. _spec.Projections.Where(p => p.Target == population)];

    /// <summary>The forward projection whose rule this projection mirrors, or null.</summary>
    private ProjectionSpec? Partner(ProjectionSpec projection) =>
        projection.Rules.OfType<MirrorRule>().FirstOrDefault() is { } mirror ? _spec.Projection(mirror.Forward) : null;

    private int Slots(PopulationSpec population)
    {
        if (population is ClampedSpec)
        {
            return 2;
        }

        var readers = _spec.Projections.Where(p => p.Source == population.Name).Select(p => _context.Schedule.VersionsKept(IndexOf(p), p.Delay));
        var ownHistory = from projection in _spec.Projections
                         where projection.Target == population.Name
                         let partner = Partner(projection)
                         where partner is not null
                         select Reach(projection) + Reach(partner) + 1;
        return (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(3, readers.Concat(ownHistory).DefaultIfEmpty(0).Max() + 1));
    }

    /// <summary>How many versions back a projection is read at most.</summary>
    private int Reach(ProjectionSpec projection)
    {
        const long FarIntoTrial = int.MaxValue;
        return (int)(FarIntoTrial - _context.Schedule.OldestNeeded(new ReadRequest(IndexOf(projection), FarIntoTrial, TrialStart: 0, projection.Delay)));
    }

    private int IndexOf(ProjectionSpec projection)
    {
        var index = 0;
        while (_spec.Projections[index].Name != projection.Name)
        {
            index++;
        }

        return index;
    }

    private void Connect(PopulationActor actor, PopulationActor[] all)
    {
        var readers = _spec.Projections.Where(p => p.Source == actor.Name).Select(p => p.Target);
        var senders = _spec.Projections.Where(p => p.Target == actor.Name).Select(p => p.Source);
        var neighbours = readers.Concat(senders).Distinct(StringComparer.Ordinal).Where(name => name != actor.Name)
            .Select(name => all.First(other => other.Name == name)).ToList();
        actor.Connect(neighbours.Where(n => !n.IsClamped), neighbours.Where(n => n.IsClamped));
    }
}
