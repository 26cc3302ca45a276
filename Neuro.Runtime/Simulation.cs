using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Faults;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Snapshots;
using Neuro.Runtime.Time;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;

namespace Neuro.Runtime;

/// <summary>A network that runs: its populations as actors over the data plane, on the workers of a host.</summary>
/// <remarks>One caller at a time. Between runs nothing moves, and states and weights may be read.</remarks>
public sealed class Simulation
{
    private readonly RunControl _control;
    private readonly SimulationContext _context;
    private readonly PopulationActor[] _actors;
    private readonly Dictionary<string, PlannedCrashes> _crashes;

    /// <summary>Turns a description into actors.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="weights">Its weights, used in place.</param>
    /// <param name="source">What clamped populations show.</param>
    /// <param name="host">The workers.</param>
    /// <param name="options">How it runs.</param>
    /// <exception cref="SpecificationException">A fault is to be injected where there is no population with a state, or no step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch is out of range.</exception>
    public Simulation(NetworkSpec spec, WeightStore weights, ITrialSource source, WorkerHost host, SimulationOptions options)
        : this(spec, new Replica(weights, source, options), host, new RunControl(host, options), index: 0, replicas: 1)
    {
    }

    /// <summary>One of several replicas that run together.</summary>
    internal Simulation(NetworkSpec spec, Replica replica, WorkerHost host, RunControl control, int index, int replicas)
    {
        Spec = spec;
        Weights = replica.Weights;
        _control = control;
        var options = replica.Options;
        CheckLayers(spec, options);
        var shards = options.Shards ?? new ShardPlan(spec);
        _context = new SimulationContext(
            new TrialPlan(spec), options.Schedule, control.Gate, replica.Source, control.Poison, control.Coordinator, options.Plasticity, options.Decisions, options.Activity, options.Timing, shards, index, replicas, options.Pipeline);
        _crashes = PlannedCrashes.Of(spec, options.Crashes);
        _actors = new Wiring(spec, _context, (population, shard) =>
            PopulationFactory.Build(spec, population, shards.Of(population.Name)[shard], options.Batch, Weights, options.Execution)).Actors(host, options.Batch, _crashes);
        control.Add(this);
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
    public long Crashes => _control.Crashes;

    /// <summary>Trials that were done again after injected faults, over all runs.</summary>
    public long TrialsRepeated => _control.TrialsRepeated;

    /// <summary>What it shares with the simulations that run together with it.</summary>
    internal RunControl Control => _control;

    internal IReadOnlyList<PopulationActor> Actors => _actors;

    /// <summary>Whether shards stand at versions of their own also between trials, so that State is that of each.</summary>
    internal bool RacesOn => !(_context.Schedule.IsDeterministic && _context.Schedule.HasTrialBarrier);

    internal ActivityRecorder? Activity => _context.Activity;

    internal DecisionLog? Decisions => _context.Decisions;

    /// <summary>Runs trials until they are done or the token is cancelled, which ends the run after the trial in hand.</summary>
    /// <param name="trials">How many trials, at least 1; while activity is recorded, at most its room.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>How many trials were run, by all populations: after a cancellation, up to the newest that any of them had begun.</returns>
    /// <exception cref="SimulationFailedException">A population failed; nothing can be run after that.</exception>
    /// <exception cref="SimulationStalledException">No population could go on, or the watchdog has seen nothing move for too long; then neither simulation nor host can be used any more.</exception>
    /// <exception cref="InvalidOperationException">It is one of several replicas, which run as a group only; or a worker of the host hangs in a turn of another run.</exception>
    public long Run(long trials, CancellationToken cancellation = default) => _context.Replicas == 1
        ? _control.Run(trials, cancellation)
        : throw new InvalidOperationException($"replica {_context.Replica} was to run alone, expected a run of its group of {_context.Replicas}");

    /// <summary>
    /// Takes a snapshot now, to which the network is set back after the next injected fault: between runs, when what trials show is about to change. Does nothing
    /// without recovery.
    /// </summary>
    public void TakeSnapshot() => _control.TakeSnapshot();

    /// <summary>Takes out all State, so that a simulation of the same network can go on from it: between runs only.</summary>
    /// <remarks>With records that were taken out before it; see <see cref="SimulationState"/>.</remarks>
    /// <exception cref="SimulationFailedException">A population has failed.</exception>
    public SimulationState SaveState() => _control.Save();

    /// <summary>Puts State back; before the first run only.</summary>
    /// <param name="state">What a simulation of the same network, under the same schedule, has given.</param>
    /// <exception cref="StateMismatchException">An array is missing, of another size, or of no use; the simulation is then good for nothing.</exception>
    /// <exception cref="InvalidOperationException">Trials have been run.</exception>
    public void RestoreState(SimulationState state) => _control.Restore(state);

    /// <summary>Counts trials from another number on, as if so many had been run; before the first run only. What was said last is then unknown.</summary>
    /// <param name="trials">Trials that count as run.</param>
    public void SkipTo(long trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        _context.Gate.SkipTo(trials);
        Array.ForEach(_actors, actor => actor.SkipTo(trials));
    }

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

    /// <summary>
    /// How stale the weights were that each layer's updates were computed with, over the whole run: for each layer that learns, how many updates had by then changed them once,
    /// twice .. since it responded, from none; between runs only.
    /// </summary>
    public IReadOnlyList<UpdateStaleness> Staleness() => [.. _actors.OfType<LayerActor>().Where(actor => actor.Updates.Length > 0).Select(actor => new UpdateStaleness(actor.Name, [.. actor.Updates]))];

    /// <summary>What went over every projection so far, by phases; between runs only.</summary>
    public IReadOnlyList<ProjectionTraffic> Traffic() => TrafficTable.Of(Spec, [.. _actors.Select(actor => actor.Population)]);

    /// <summary>What each population with a state did with its time so far, where that is measured; between runs only.</summary>
    public IReadOnlyList<PopulationTiming> Timings() => TimingTable.Of(_actors, _control.Elapsed);

    /// <summary>The executable population of that name, for observers outside the network.</summary>
    internal Population Population(string name) => Undivided(name).Population;

    internal IReadOnlyList<Message> NewestOfAll => [.. Spec.Populations.Select(p => Newest(p.Name))];

    /// <summary>Visits its State: weights by projection, then all else by population, in the order of the description.</summary>
    internal void VisitState(StateVisitor visitor)
    {
        Weights.VisitState(visitor);
        foreach (var actor in _actors)
        {
            actor.VisitState(visitor);
        }
    }

    /// <summary>A planned crash has happened, and does not happen again.</summary>
    internal void Crashed(string population) => _crashes[population].MoveOn();

    /// <summary>Crashes planned for trials that have been run do not happen any more.</summary>
    internal void DropPastCrashes()
    {
        foreach (var crashes in _crashes.Values)
        {
            crashes.MoveOnTo(Plan.FirstVersion(TrialsBegun));
        }
    }

    private static void CheckLayers(NetworkSpec spec, SimulationOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Pipeline, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Pipeline, SimulationOptions.LargestPipeline, nameof(options));
        if (spec.Populations.FirstOrDefault(p => p is LayerSpec) is not { } layer)
        {
            return;
        }

        if (options.Schedule.Overwrites || !options.Schedule.HasTrialBarrier)
        {
            throw new SpecificationException(
                $"population '{layer.Name}'", "is a layer, which acts once on what it reads, and the schedule makes nobody wait or has no barrier between trials; expected a finite slack and a trial barrier");
        }
    }

    private PopulationActor Undivided(string population)
    {
        var actors = ActorsOf(population);
        return actors.Count == 1
            ? actors[0]
            : throw new InvalidOperationException($"population '{population}' is divided into {actors.Count} shards, expected one that a {nameof(ShardPlan)} leaves whole");
    }

    private List<PopulationActor> ActorsOf(string population)
    {
        var name = Spec.Population(population).Name;
        return [.. _actors.Where(a => a.Name == name)];
    }
}
