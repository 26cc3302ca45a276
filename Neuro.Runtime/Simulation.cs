using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Time;
using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Runtime;

/// <summary>A network that runs: its populations as actors over the data plane, on the workers of a host.</summary>
/// <remarks>One caller at a time. Between runs nothing moves, and states and weights may be read.</remarks>
public sealed class Simulation
{
    private readonly WorkerHost _host;
    private readonly SimulationContext _context;
    private readonly Population[] _populations;
    private readonly PopulationActor[] _actors;
    private long _allowed;
    private TimeSpan _elapsed;

    /// <summary>Turns a description into actors.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="weights">Its weights, used in place.</param>
    /// <param name="source">What clamped populations show.</param>
    /// <param name="host">The workers.</param>
    /// <param name="options">How it runs.</param>
    public Simulation(NetworkSpec spec, WeightStore weights, ITrialSource source, WorkerHost host, SimulationOptions options)
    {
        Spec = spec;
        Weights = weights;
        _host = host;
        _context = new SimulationContext(
            new TrialPlan(spec), options.Schedule, new TrialGate(), source, new Poison(), new Coordinator(spec.Populations.Count), options.Plasticity, options.Decisions, options.Activity, options.Timing);
        _context.Coordinator.Dispatcher = host.Dispatcher;
        _populations = [.. PopulationFactory.Build(spec, options.Batch, weights, options.Execution)];
        _actors = new Wiring(spec, _context, _populations).Actors(host, options.Batch);
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
    /// <param name="trials">How many trials, at least 1; while activity is recorded, at most its room.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>How many trials were run, by all populations: after a cancellation, up to the newest that any of them had begun.</returns>
    /// <exception cref="SimulationFailedException">A population failed; nothing can be run after that.</exception>
    /// <exception cref="SimulationStalledException">No population could go on.</exception>
    public long Run(long trials, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ThrowIfFailed();
        var before = _context.Gate.Opened;
        _context.Activity?.Begin(before, trials);
        _allowed = before + trials;
        _context.Coordinator.Begin();
        _context.Gate.Allow(_allowed);
        using var stop = cancellation.Register(_context.Gate.Close);
        foreach (var actor in _actors)
        {
            actor.Tell(Resume.Instance);
        }

        var started = _context.Timing?.Time.GetTimestamp() ?? 0;
        _host.Dispatcher.Drive(() => _context.Coordinator.IsDone, () => throw new SimulationStalledException(Waits()));
        ThrowIfFailed();
        _elapsed += _context.Timing?.Time.GetElapsedTime(started) ?? TimeSpan.Zero;
        _context.Activity?.End(_context.Gate.Opened);
        return _context.Gate.Opened - before;
    }

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

    /// <summary>What each population with a state did with its time so far, where that is measured; between runs only.</summary>
    public IReadOnlyList<PopulationTiming> Timings() => [.. _actors.GroupBy(actor => actor.Name, StringComparer.Ordinal).Select(Timing).OfType<PopulationTiming>()];

    /// <summary>The executable population of that name, for observers outside the network.</summary>
    internal Population Population(string name) => _populations.First(p => p.Spec.Name == Spec.Population(name).Name);

    internal IReadOnlyList<Message> NewestOfAll => [.. _actors.Select(a => a.Newest)];

    private PopulationActor Actor(string population)
    {
        var name = Spec.Population(population).Name;
        return _actors.First(a => a.Name == name);
    }

    private PopulationTiming? Timing(IGrouping<string, PopulationActor> actors)
    {
        var clocks = actors.Select(actor => actor.Clock).OfType<ActorClock>().ToList();
        if (clocks.Count == 0)
        {
            return null;
        }

        double Sum(Spell spell) => clocks.Sum(clock => clock.Sum(spell));
        var (computing, delivering, waiting, ready) = (Sum(Spell.Computing), Sum(Spell.Delivering), Sum(Spell.Waiting), Sum(Spell.Ready));
        var all = computing + delivering + waiting + ready;
        var split = clocks[0].Splits;
        return new PopulationTiming(
            actors.Key,
            actors.First().StepsDone / _elapsed.TotalSeconds,
            waiting / all,
            ready / all,
            (computing + delivering) / all,
            split ? computing / all : null,
            split ? delivering / all : null);
    }

    private List<string> Waits() => [.. _actors.Select(a => a.DescribeWait()).OfType<string>()];

    private void ThrowIfFailed()
    {
        if (_context.Poison.Failure is { } failure)
        {
            throw new SimulationFailedException(failure);
        }
    }
}
