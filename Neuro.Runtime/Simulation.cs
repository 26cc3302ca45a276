using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Faults;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Time;
using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;

namespace Neuro.Runtime;

/// <summary>A network that runs: its populations as actors over the data plane, on the workers of a host.</summary>
/// <remarks>One caller at a time. Between runs nothing moves, and states and weights may be read.</remarks>
public sealed class Simulation
{
    private readonly WorkerHost _host;
    private readonly SimulationContext _context;
    private readonly PopulationActor[] _actors;
    private readonly Dictionary<string, PlannedCrashes> _crashes;
    private readonly Recovery _recovery;
    private readonly Watchdog? _watchdog;

    /// <summary>Turns a description into actors.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="weights">Its weights, used in place.</param>
    /// <param name="source">What clamped populations show.</param>
    /// <param name="host">The workers.</param>
    /// <param name="options">How it runs.</param>
    /// <exception cref="SpecificationException">A fault is to be injected where there is no population with a state, or no step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch is out of range.</exception>
    public Simulation(NetworkSpec spec, WeightStore weights, ITrialSource source, WorkerHost host, SimulationOptions options)
    {
        Spec = spec;
        Weights = weights;
        _host = host;
        _context = new SimulationContext(
            new TrialPlan(spec), options.Schedule, new TrialGate(), source, new Poison(), new Coordinator(), options.Plasticity, options.Decisions, options.Activity, options.Shards ?? new ShardPlan(spec));
        _context.Coordinator.Dispatcher = host.Dispatcher;
        _crashes = PlannedCrashes.Of(spec, options.Crashes);
        _actors = new Wiring(spec, _context, (population, shard) =>
            PopulationFactory.Build(spec, population, _context.Shards.Of(population.Name)[shard], options.Batch, weights, options.Execution)).Actors(host, options.Batch, _crashes);
        _context.Coordinator.Actors = _actors.Length;
        _recovery = new Recovery(options.SnapshotEvery, VisitState);
        _watchdog = options.Watchdog > TimeSpan.Zero ? new Watchdog(options.Time, options.Watchdog, _actors) : null;
    }

    /// <summary>The network.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>Its weights.</summary>
    public WeightStore Weights { get; }

    /// <summary>When each step of a trial happens.</summary>
    public TrialPlan Plan => _context.Plan;

    /// <summary>Trials that have begun, over all runs; may be read while a run goes on.</summary>
    public long TrialsBegun => _context.Gate.Opened;

    /// <summary>Injected faults after which the network was set back to its last snapshot, over all runs.</summary>
    public long Crashes => _recovery.Crashes;

    /// <summary>Trials that were done again after injected faults, over all runs.</summary>
    public long TrialsRepeated => _recovery.TrialsRepeated;

    /// <summary>Runs trials until they are done or the token is cancelled, which ends the run after the trial in hand.</summary>
    /// <param name="trials">How many trials, at least 1; while activity is recorded, at most its room.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>How many trials were run, by all populations: after a cancellation, up to the newest that any of them had begun.</returns>
    /// <exception cref="SimulationFailedException">A population failed; nothing can be run after that.</exception>
    /// <exception cref="SimulationStalledException">No population could go on, or the watchdog has seen nothing move for too long; then neither simulation nor host can be used any more.</exception>
    /// <exception cref="InvalidOperationException">A worker of the host hangs in a turn of another run.</exception>
    public long Run(long trials, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ThrowIfFailed();
        _host.ThrowIfAbandoned();
        var before = TrialsBegun;
        var reached = before;
        _recovery.Halted(before);
        if (_context.Activity is { } activity)
        {
            // What was recorded before may have been written by now, and is not taken back.
            activity.Begin(before, trials);
            _recovery.Take(before);
        }

        do
        {
            // Trials that were begun before a fault are done again even if the run has been cancelled meanwhile.
            var again = TrialsBegun < reached;
            var halt = _recovery.NextHalt(TrialsBegun, again ? reached : before + trials);
            RunTo(halt, again ? CancellationToken.None : cancellation);
            reached = Math.Max(reached, TrialsBegun);
            if (!TryRecover() && TrialsBegun == halt)
            {
                _recovery.Halted(halt);
            }
        }
        while (TrialsBegun < reached || (TrialsBegun < before + trials && !cancellation.IsCancellationRequested));
        _context.Activity?.End(TrialsBegun);
        return TrialsBegun - before;
    }

    /// <summary>
    /// Takes a snapshot now, to which the network is set back after the next injected fault: between runs, when what trials show is about to change. Does nothing
    /// without recovery.
    /// </summary>
    public void TakeSnapshot() => _recovery.Take(TrialsBegun);

    /// <summary>Observes the ends of a population's phases; before a run only.</summary>
    /// <param name="population">Its name.</param>
    /// <param name="observer">The observer.</param>
    /// <exception cref="InvalidOperationException">The population is divided, so that its shards end their phases one by one.</exception>
    public void Observe(string population, IPhaseObserver observer) => Undivided(population).Observer = observer;

    /// <summary>What a population said last; between runs only.</summary>
    /// <param name="population">Its name.</param>
    /// <exception cref="InvalidOperationException">It has said nothing yet.</exception>
    public Message Newest(string population)
    {
        var shards = ActorsOf(population);
        var newest = shards[0].Newest;
        if (shards[0].IsClamped || shards.TrueForAll(shard => shard.Newest.Rate == newest.Rate))
        {
            // Clamped populations that are fed to each of their readers show all of them the same.
            return newest;
        }

        // Where senders overwrite, the shards of a version may lie in different slots.
        var whole = shards[0].Population.CreateMessage();
        (whole.Version, whole.Trial) = (newest.Version, newest.Trial);
        foreach (var shard in shards)
        {
            whole.Rate.CopyFrom(shard.Newest.Rate, shard.Population.Range);
            whole.State!.CopyFrom(shard.Newest.State!, shard.Population.Range);
        }

        return whole;
    }

    /// <summary>How each projection between populations with a state was read so far, over all its shards; between runs only.</summary>
    public IReadOnlyList<ReadStatistics> Reads() => [..
        from port in _actors.SelectMany(actor => actor.Ports)
        where !port.IsClamped
        group port by port.Index into ports
        orderby ports.Key
        select new ReadStatistics(
            Spec.Projections[ports.Key].Name,
            Spec.Projections[ports.Key].Delay,
            [.. Enumerable.Range(0, ReadStatistics.Ages).Select(age => ports.Sum(port => port.Staleness[age]))],
            ports.Sum(port => port.Different),
            ports.Sum(port => port.Lost),
            ports.Sum(port => port.Duplicates))];

    /// <summary>The executable population of that name, for observers outside the network.</summary>
    internal Population Population(string name) => Undivided(name).Population;

    internal IReadOnlyList<Message> NewestOfAll => [.. Spec.Populations.Select(p => Newest(p.Name))];

    private PopulationActor Undivided(string population)
    {
        var actors = ActorsOf(population);
        return actors.Count == 1
            ? actors[0]
            : throw new InvalidOperationException($"population '{population}' is divided into {actors.Count} shards, expected one that a {nameof(ShardPlan)} leaves whole");
    }

    /// <summary>Visits all State: trials begun, weights by projection, then all else by population, in the order of the description.</summary>
    internal void VisitState(StateVisitor visitor)
    {
        visitor.Enter("network", Spec.Name);
        _context.Gate.VisitState(visitor);
        Weights.VisitState(visitor);
        foreach (var actor in _actors)
        {
            actor.VisitState(visitor);
        }
    }

    private void RunTo(long limit, CancellationToken cancellation)
    {
        _context.Coordinator.Begin();
        _context.Gate.Allow(limit);
        using var stop = cancellation.Register(_context.Gate.Close);
        foreach (var actor in _actors)
        {
            actor.Tell(Resume.Instance);
        }

        if (_watchdog is null)
        {
            Drive();
        }
        else if (_watchdog.Guard(Drive) is { } still)
        {
            throw GiveUp(still);
        }
    }

    private void Drive() => _host.Dispatcher.Drive(() => _context.Coordinator.IsDone, () => throw new SimulationStalledException(Waits()));

    /// <summary>Leaves a run behind in which nothing moves: whoever hangs cannot be stopped, all others come to rest.</summary>
    private SimulationStalledException GiveUp(TimeSpan still)
    {
        var hanging = _actors.Where(actor => actor.IsInTurn).ToList();
        var lines = hanging.Select(actor => $"population '{actor.Name}' hangs in its turn at step {actor.Place.Step} of trial {actor.Place.Trial}");
        var stuck = new SimulationStalledException([.. lines, .. Waits(hanging)], still);
        var first = hanging.FirstOrDefault() ?? _actors[0];
        _context.Poison.TrySpread(new PopulationFailure(first.Name, first.Place.Trial, first.Place.Step, stuck));
        _host.Abandon();
        _context.Coordinator.Tell(new Failed(_context.Poison.Failure!));
        return stuck;
    }

    /// <summary>Whether the network was set back after an injected fault.</summary>
    /// <exception cref="SimulationFailedException">There was a failure after which it cannot be.</exception>
    private bool TryRecover()
    {
        if (_context.Poison.Failure is not { } failure)
        {
            _context.Decisions?.Stopped(TrialsBegun);
            return false;
        }

        if (!_recovery.TryRecover(failure))
        {
            throw new SimulationFailedException(failure);
        }

        _context.Decisions?.SetBack(TrialsBegun);
        _crashes[failure.Population].MoveOn();
        _context.Poison.Clear();
        return true;
    }

    /// <summary>What went over every projection so far, by phases; between runs only.</summary>
    public IReadOnlyList<ProjectionTraffic> Traffic() => TrafficTable.Of(Spec, [.. _actors.Select(actor => actor.Population)]);

    private List<PopulationActor> ActorsOf(string population)
    {
        var name = Spec.Population(population).Name;
        return [.. _actors.Where(a => a.Name == name)];
    }

    private List<string> Waits(List<PopulationActor>? except = null) =>
        [.. _actors.Except(except ?? []).Select(a => a.DescribeWait(_watchdog is null ? null : _watchdog.SinceMove)).OfType<string>()];

    private void ThrowIfFailed()
    {
        if (_context.Poison.Failure is { } failure)
        {
            throw new SimulationFailedException(failure);
        }
    }
}
