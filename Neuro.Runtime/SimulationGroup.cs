using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Snapshots;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Runtime;

/// <summary>Replicas of one network that run at the same time on one host: they begin together and end at the same trial, and the first failure stops all.</summary>
/// <remarks>
/// Replicas with weights of their own may average them every few trials, at a barrier, in a fixed order: then results do not depend on the number of workers. Replicas
/// that share weights race, and nothing can have such a run again. One caller at a time. Between runs nothing moves.
/// </remarks>
public sealed class SimulationGroup
{
    private readonly RunControl _control;

    /// <summary>Turns a description into the actors of several replicas.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="replicas">At least one.</param>
    /// <param name="host">The workers.</param>
    /// <param name="averageEvery">
    /// Trials after which the weights of all are averaged: sums in double precision in the order of the replicas, rounded once. Null for never. Counted over all runs from
    /// the last averaging.
    /// </param>
    /// <exception cref="ArgumentException">There is no replica, or weights are to be averaged that some replicas share.</exception>
    public SimulationGroup(NetworkSpec spec, IReadOnlyList<Replica> replicas, WorkerHost host, int? averageEvery)
    {
        if (replicas.Count == 0)
        {
            throw new ArgumentException("expected at least one replica, found none", nameof(replicas));
        }

        _control = new RunControl(host, replicas[0].Options);
        if (averageEvery is { } trials && replicas.Count > 1)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials, nameof(averageEvery));
            List<WeightStore> weights = [.. replicas.Select(replica => replica.Weights).Distinct()];
            if (weights.Count < replicas.Count)
            {
                throw new ArgumentException($"expected weights of its own for each of {replicas.Count} replicas to be averaged, found {weights.Count}", nameof(replicas));
            }

            _control.AverageEvery(trials, new WeightMean(weights));
        }

        Simulations = [.. replicas.Select((replica, index) => new Simulation(spec, replica, host, _control, index, replicas.Count))];
    }

    /// <summary>The replicas, to be observed and read between runs; they run as a group only, unless there is but one.</summary>
    public IReadOnlyList<Simulation> Simulations { get; }

    /// <summary>Trials that each replica has begun, over all runs; may be read while a run goes on.</summary>
    public long TrialsBegun => _control.Gate.Opened;

    /// <summary>Runs trials of every replica until they are done or the token is cancelled, which ends the run after the trial in hand.</summary>
    /// <param name="trials">How many trials of each replica, at least 1.</param>
    /// <param name="cancellation">Ends the run early, at the same trial for all; a round that was not completed is not averaged.</param>
    /// <returns>How many trials were run by each.</returns>
    /// <exception cref="SimulationFailedException">A population failed; nothing can be run after that.</exception>
    /// <exception cref="SimulationStalledException">No population could go on.</exception>
    public long Run(long trials, CancellationToken cancellation = default) => _control.Run(trials, cancellation);

    /// <summary>Averages now, where weights are averaged at all and trials have been run since the last time; between runs only. The next round begins here.</summary>
    public void Average() => _control.Coordinator.Rounds?.End();

    /// <summary>Injected faults after which all replicas were set back to their last snapshot, over all runs.</summary>
    public long Crashes => _control.Crashes;

    /// <summary>Trials that were done again after injected faults, over all runs.</summary>
    public long TrialsRepeated => _control.TrialsRepeated;

    /// <summary>Takes a snapshot of all replicas now: see <see cref="Simulation.TakeSnapshot"/>.</summary>
    public void TakeSnapshot() => _control.TakeSnapshot();

    /// <summary>Takes out all State of all replicas: see <see cref="Simulation.SaveState"/>.</summary>
    public SimulationState SaveState() => _control.Save();

    /// <summary>Puts State of all replicas back: see <see cref="Simulation.RestoreState"/>.</summary>
    /// <param name="state">What a group of as many replicas has given.</param>
    /// <exception cref="StateMismatchException">An array is missing, of another size, or of no use; the group is then good for nothing.</exception>
    public void RestoreState(SimulationState state) => _control.Restore(state);

    /// <summary>What each population with a state did with its time so far, in all replicas, where that is measured; between runs only.</summary>
    public IReadOnlyList<PopulationTiming> Timings() => TimingTable.Of(Simulations.SelectMany(simulation => simulation.Actors), _control.Elapsed);

    /// <summary>What went over every projection so far, by phases, summed over the replicas; between runs only.</summary>
    public IReadOnlyList<ProjectionTraffic> Traffic()
    {
        var traffic = Simulations.Select(simulation => simulation.Traffic()).ToList();
        return [.. traffic[0].Select((_, index) => traffic.Select(all => all[index]).Aggregate((sum, next) => sum.Plus(next)))];
    }

    /// <summary>How each projection between populations with a state was read so far, summed over the replicas; between runs only.</summary>
    public IReadOnlyList<ReadStatistics> Reads()
    {
        var reads = Simulations.Select(simulation => simulation.Reads()).ToList();
        return [.. reads[0].Select((_, index) => ReadStatistics.Sum([.. reads.Select(all => all[index])]))];
    }
}
