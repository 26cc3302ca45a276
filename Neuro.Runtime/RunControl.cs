using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Faults;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Snapshots;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;

namespace Neuro.Runtime;

/// <summary>
/// What simulations that run together share: one gate, so that all stop at the same trial; one coordinator; one failure, which stops all; one snapshot, to which all are
/// set back after an injected fault.
/// </summary>
internal sealed class RunControl
{
    private readonly WorkerHost _host;
    private readonly SimulationOptions _options;
    private readonly List<Simulation> _simulations = [];
    private readonly Recovery _recovery;
    private Watchdog? _watchdog;

    /// <summary>Prepares runs.</summary>
    /// <param name="host">The workers.</param>
    /// <param name="options">How often snapshots are taken, and who watches: the same for all simulations.</param>
    public RunControl(WorkerHost host, SimulationOptions options)
    {
        _host = host;
        _options = options;
        Coordinator = new Coordinator { Dispatcher = host.Dispatcher };
        _recovery = new Recovery(options.SnapshotEvery, VisitState);
    }

    public TrialGate Gate { get; } = new();

    public Poison Poison { get; } = new();

    public Coordinator Coordinator { get; }

    /// <summary>Injected faults after which all was set back, over all runs.</summary>
    public long Crashes => _recovery.Crashes;

    /// <summary>Trials that were done again after injected faults, over all runs.</summary>
    public long TrialsRepeated => _recovery.TrialsRepeated;

    /// <summary>Length of all runs, where time is measured.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Adds a simulation; before the start only.</summary>
    public void Add(Simulation simulation)
    {
        _simulations.Add(simulation);
        Coordinator.Watch(simulation.Actors.Count);
        Coordinator.Rounds?.Add(simulation.Actors);
        _watchdog = _options.Watchdog > TimeSpan.Zero ? new Watchdog(_options.Time, _options.Watchdog, [.. _simulations.SelectMany(s => s.Actors)]) : null;
    }

    /// <summary>Averages weights after every so many trials; before any simulation is added.</summary>
    public void AverageEvery(int trials, WeightMean mean) => Coordinator.Rounds = new AveragingRounds(mean, trials, Gate, Coordinator, _host.Dispatcher);

    /// <summary>Runs trials of all simulations: see <see cref="Simulation.Run"/>.</summary>
    public long Run(long trials, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ThrowIfFailed();
        _host.ThrowIfAbandoned();
        var before = Gate.Opened;
        var reached = before;
        _recovery.Halted(before);
        BeginRecords(before, trials);
        do
        {
            // Trials that were begun before a fault are done again even if the run has been cancelled meanwhile.
            var again = Gate.Opened < reached;
            var halt = _recovery.NextHalt(Gate.Opened, again ? reached : before + trials);
            RunTo(halt, again ? CancellationToken.None : cancellation);
            reached = Math.Max(reached, Gate.Opened);
            if (!TryRecover() && Gate.Opened == halt)
            {
                _recovery.Halted(halt);
            }
        }
        while (Gate.Opened < reached || (Gate.Opened < before + trials && !cancellation.IsCancellationRequested));
        _simulations.ForEach(simulation => simulation.Activity?.End(Gate.Opened));
        return Gate.Opened - before;
    }

    /// <summary>Takes a snapshot now: see <see cref="Simulation.TakeSnapshot"/>.</summary>
    public void TakeSnapshot() => _recovery.Take(Gate.Opened);

    /// <summary>Visits all State: trials begun, then that of each simulation, whose weights several may share.</summary>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Enter("run", string.Empty);
        Gate.VisitState(visitor);
        Coordinator.Rounds?.VisitState(visitor);
        for (var replica = 0; replica < _simulations.Count; replica++)
        {
            visitor.Enter("replica", string.Empty, replica);
            _simulations[replica].VisitState(visitor);
        }
    }

    /// <summary>Takes out all that a run needs to go on elsewhere.</summary>
    public SimulationState Save()
    {
        ThrowIfFailed();
        var saver = new StateSaver(RacesOn);
        VisitAll(saver);
        return new SimulationState(saver.Arrays);
    }

    /// <summary>Puts back what was taken out of a run of the same network; before the first run only.</summary>
    /// <exception cref="StateMismatchException">The network is another.</exception>
    public void Restore(SimulationState state)
    {
        if (Gate.Opened > 0)
        {
            throw new InvalidOperationException($"state was to be restored after {Gate.Opened} trials, expected none");
        }

        var restorer = new StateRestorer(state.Arrays, RacesOn);
        VisitAll(restorer);
        restorer.End();
        _simulations.ForEach(simulation => simulation.DropPastCrashes());
    }

    /// <summary>Whether shards stand at versions of their own also between trials.</summary>
    private bool RacesOn => _simulations.Exists(simulation => simulation.RacesOn);

    private void VisitAll(StateVisitor visitor)
    {
        visitor.Enter("course", string.Empty);
        var elapsed = Elapsed.Ticks;
        visitor.Number("elapsed", ref elapsed);
        Elapsed = TimeSpan.FromTicks(elapsed);
        _recovery.VisitCounts(visitor);
        VisitState(visitor);
    }

    private void BeginRecords(long before, long trials)
    {
        _simulations.ForEach(simulation => simulation.Activity?.Begin(before, trials));
        if (_simulations.Exists(simulation => simulation.Decisions is not null))
        {
            // What was decided before may have been taken out by now, and is not taken back; a stretch that is had again races anew.
            _recovery.Take(before);
        }
    }

    private void RunTo(long limit, CancellationToken cancellation)
    {
        Coordinator.Begin();
        Gate.Allow(Coordinator.Rounds?.Begin(limit) ?? limit);
        using var stop = cancellation.Register(Gate.Close);
        foreach (var actor in _simulations.SelectMany(simulation => simulation.Actors))
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

    private void Drive()
    {
        var started = _options.Timing?.Time.GetTimestamp() ?? 0;
        _host.Dispatcher.Drive(() => Coordinator.IsDone, () => throw new SimulationStalledException(Waits([])));
        Elapsed += _options.Timing?.Time.GetElapsedTime(started) ?? TimeSpan.Zero;
    }

    /// <summary>Leaves a run behind in which nothing moves: whoever hangs cannot be stopped, all others come to rest.</summary>
    private SimulationStalledException GiveUp(TimeSpan still)
    {
        List<Dispatching.PopulationActor> actors = [.. _simulations.SelectMany(simulation => simulation.Actors)];
        var hanging = actors.Where(actor => actor.IsInTurn).ToList();
        var lines = hanging.Select(actor => $"population {actor.Label} hangs in its turn at step {actor.Place.Step} of trial {actor.Place.Trial}");
        var stuck = new SimulationStalledException([.. lines, .. Waits(hanging)], still);
        var first = hanging.FirstOrDefault() ?? actors[0];
        Poison.TrySpread(new PopulationFailure(first.Name, first.Place.Trial, first.Place.Step, stuck));
        _host.Abandon();
        Coordinator.Tell(new Failed(Poison.Failure!));
        return stuck;
    }

    /// <summary>Whether all was set back after an injected fault.</summary>
    /// <exception cref="SimulationFailedException">There was a failure after which it cannot be.</exception>
    private bool TryRecover()
    {
        if (Poison.Failure is not { } failure)
        {
            _simulations.ForEach(simulation => simulation.Decisions?.Stopped(Gate.Opened));
            return false;
        }

        if (!_recovery.TryRecover(failure))
        {
            throw new SimulationFailedException(failure);
        }

        _simulations.ForEach(simulation => simulation.Decisions?.SetBack(Gate.Opened));
        _simulations[failure.Replica ?? 0].Crashed(failure.Population);
        Poison.Clear();
        return true;
    }

    private List<string> Waits(List<Dispatching.PopulationActor> except) =>
        [.. _simulations.SelectMany(simulation => simulation.Actors).Except(except).Select(a => a.DescribeWait(_watchdog is null ? null : _watchdog.SinceMove)).OfType<string>()];

    private void ThrowIfFailed()
    {
        if (Poison.Failure is { } failure)
        {
            throw new SimulationFailedException(failure);
        }
    }
}
