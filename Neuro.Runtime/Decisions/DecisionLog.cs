using Neuro.Runtime.Schedules;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Decisions;

/// <summary>Takes in what every read of a racing run has chosen, which is all that has to be known to have the run again bit for bit.</summary>
/// <remarks>Each port has a stream of its own, written by the actor that reads there. What has gathered is taken out between runs, so that its size does not grow with the run.</remarks>
public sealed class DecisionLog
{
    private readonly DecisionOrigin _origin;
    private readonly DecisionStream?[] _streams;
    private readonly List<long> _stops = [];
    private long _taken;

    /// <summary>Makes an empty log.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="schedule">The schedule to be recorded.</param>
    /// <param name="shards">How populations are divided; null when they are not.</param>
    /// <param name="begun">Trials of the run that came before and are recorded elsewhere. Default: none.</param>
    public DecisionLog(NetworkSpec spec, int batch, LiveSchedule schedule, ShardPlan? shards = null, long begun = 0)
    {
        var plan = shards ?? new ShardPlan(spec);
        var ports = new PortMap(spec, plan);
        _origin = new DecisionOrigin(TimingHash.Of(spec, plan, batch), schedule.Slack, schedule.HasTrialBarrier, spec.StepsPerTrial);
        _streams = [.. Enumerable.Range(0, ports.Count).Select(port => ports.Chooses(port) ? new DecisionStream() : null)];
        _taken = begun;
    }

    /// <summary>Decisions of a trial, over all ports.</summary>
    public long PerTrial => (long)_streams.Count(stream => stream is not null) * _origin.Steps;

    /// <summary>Decisions taken in, over all ports, since they were last taken out.</summary>
    public long Count => _streams.Sum(stream => stream?.Count ?? 0);

    /// <summary>Takes out what has been decided since the last time; between runs only.</summary>
    /// <param name="trials">Trials that have been run, over all runs.</param>
    /// <exception cref="InvalidOperationException">A port has not decided at every step of these trials, as after a failure.</exception>
    public DecisionBatch Take(long trials)
    {
        var expected = (trials - _taken) * _origin.Steps;
        if (_streams.FirstOrDefault(stream => stream is not null && stream.Count != expected) is { } odd)
        {
            throw new InvalidOperationException($"expected {expected} decisions of each input in {trials - _taken} trials, found {odd.Count}");
        }

        var runs = new List<DecisionRun>();
        foreach (var (port, stream) in _streams.Index())
        {
            stream?.Take(port, _taken * _origin.Steps, runs);
        }

        var batch = new DecisionBatch(_origin, _taken, trials, [.. _stops], runs);
        _taken = trials;
        _stops.Clear();
        return batch;
    }

    internal DecisionStream? StreamOf(int port) => _streams[port];

    /// <summary>Notes that all actors have stopped at the end of a trial: without a barrier between trials a replay has to stop them there, too.</summary>
    /// <param name="trials">Trials that have been run.</param>
    internal void Stopped(long trials)
    {
        // A run that is cancelled at once stops where the one before it did.
        if (trials > (_stops.Count == 0 ? _taken : _stops[^1]))
        {
            _stops.Add(trials);
        }
    }

    /// <summary>Forgets stops after a trial to which the network was set back.</summary>
    /// <param name="trials">Trials that count as run.</param>
    internal void SetBack(long trials) => _stops.RemoveAll(stop => stop > trials);
}
