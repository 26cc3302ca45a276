using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Time;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Runtime;

/// <summary>A network that runs: its populations as actors over the data plane, on the workers of a host.</summary>
/// <remarks>One caller at a time. Between runs nothing moves, and states and weights may be read.</remarks>
public sealed class Simulation
{
    private readonly RunControl _control;
    private readonly SimulationContext _context;
    private readonly Population[] _populations;
    private readonly PopulationActor[] _actors;

    /// <summary>Turns a description into actors.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="weights">Its weights, used in place.</param>
    /// <param name="source">What clamped populations show.</param>
    /// <param name="host">The workers.</param>
    /// <param name="options">How it runs.</param>
    public Simulation(NetworkSpec spec, WeightStore weights, ITrialSource source, WorkerHost host, SimulationOptions options)
        : this(spec, new Replica(weights, source, options), host, new RunControl(host), index: 0, replicas: 1)
    {
    }

    /// <summary>One of several replicas that run together.</summary>
    internal Simulation(NetworkSpec spec, Replica replica, WorkerHost host, RunControl control, int index, int replicas)
    {
        Spec = spec;
        Weights = replica.Weights;
        _control = control;
        var options = replica.Options;
        _context = new SimulationContext(
            new TrialPlan(spec), options.Schedule, control.Gate, replica.Source, control.Poison, control.Coordinator, options.Plasticity, options.Decisions, index, replicas);
        _populations = [.. PopulationFactory.Build(spec, options.Batch, replica.Weights, options.Execution)];
        _actors = new Wiring(spec, _context, _populations).Actors(host, options.Batch);
        control.Add(_actors);
    }

    /// <summary>The network.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>Its weights.</summary>
    public WeightStore Weights { get; }

    /// <summary>When each step of a trial happens.</summary>
    public TrialPlan Plan => _context.Plan;

    /// <summary>Trials that have begun, over all runs; may be read while a run goes on.</summary>
    public long TrialsBegun => _context.Gate.Opened;

    /// <summary>Runs trials until they are done or the token is cancelled, which ends the run after the trial in hand.</summary>
    /// <param name="trials">How many trials, at least 1.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>How many trials were run, by all populations: after a cancellation, up to the newest that any of them had begun.</returns>
    /// <exception cref="SimulationFailedException">A population failed; nothing can be run after that.</exception>
    /// <exception cref="SimulationStalledException">No population could go on.</exception>
    /// <exception cref="InvalidOperationException">It is one of several replicas, which run as a group only.</exception>
    public long Run(long trials, CancellationToken cancellation = default) => _context.Replicas == 1
        ? _control.Run(trials, cancellation)
        : throw new InvalidOperationException($"replica {_context.Replica} was to run alone, expected a run of its group of {_context.Replicas}");

    /// <summary>Observes the ends of a population's phases; before a run only.</summary>
    /// <param name="population">Its name.</param>
    /// <param name="observer">The observer.</param>
    public void Observe(string population, IPhaseObserver observer) => Actor(population).Observer = observer;

    /// <summary>What a population said last; between runs only.</summary>
    /// <param name="population">Its name.</param>
    /// <exception cref="InvalidOperationException">It has said nothing yet.</exception>
    public Message Newest(string population) => Actor(population).Newest;

    /// <summary>How each projection between populations with a state was read so far; between runs only.</summary>
    public IReadOnlyList<ReadStatistics> Reads() => [.. _actors.SelectMany(actor => actor.Reads())];

    /// <summary>The executable population of that name, for observers outside the network.</summary>
    internal Population Population(string name) => _populations.First(p => p.Spec.Name == Spec.Population(name).Name);

    internal IReadOnlyList<Message> NewestOfAll => [.. _actors.Select(a => a.Newest)];

    private PopulationActor Actor(string population)
    {
        var name = Spec.Population(population).Name;
        return _actors.First(a => a.Name == name);
    }
}
