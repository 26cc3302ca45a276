using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Observing;

/// <summary>Lets populations keep a part of their activity, each at its own step; nobody reads a live state.</summary>
/// <remarks>
/// A run fills one batch, made beforehand; between runs the caller takes it out and puts another in its place, so that what has been recorded can be written while
/// the simulation goes on. A batch holds a bounded number of trials, so a run must not be longer than <see cref="Room"/> says.
/// </remarks>
public sealed class ActivityRecorder
{
    /// <summary>Most bytes of a batch, as long as one trial fits.</summary>
    private const long LargestBatch = 8 << 20;

    /// <summary>Most trials of a batch: more than a stretch between two barriers has, at a sensible interval.</summary>
    private const int LargestCapacity = 256;

    private readonly TrialSelection _trials;
    private ActivityBatch? _batch;

    /// <summary>Makes the first batch.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="selection">What is recorded.</param>
    /// <exception cref="ArgumentException">The selection does not fit the network.</exception>
    public ActivityRecorder(NetworkSpec spec, int batch, ActivitySelection selection)
    {
        Layout = new ActivityLayout(spec, batch, selection);
        _trials = selection.Trials;
        Capacity = (int)Math.Clamp(LargestBatch / Math.Max(1, Layout.ValuesPerTrial * sizeof(float)), 1, LargestCapacity);
        _batch = NewBatch();
    }

    /// <summary>The order of the values of a trial.</summary>
    public ActivityLayout Layout { get; }

    /// <summary>Recorded trials that fit a batch.</summary>
    public int Capacity { get; }

    /// <summary>Whether the next run is recorded.</summary>
    public bool HasBatch => _batch is not null;

    /// <summary>Makes another batch.</summary>
    public ActivityBatch NewBatch() => new(Layout, Capacity);

    /// <summary>The longest run, in trials, whose recorded trials fit.</summary>
    /// <param name="begun">Trials that have been run before.</param>
    public long Room(long begun) => _trials.At(_trials.Before(begun) + Capacity) - begun;

    /// <summary>Takes out what the last run that ended without a failure has recorded; between runs only.</summary>
    /// <param name="next">Where the next run is recorded; null for nowhere: its recorded trials are dropped.</param>
    /// <returns>The batch; null when the last run had none.</returns>
    public ActivityBatch? Exchange(ActivityBatch? next)
    {
        var full = _batch;
        _batch = next;
        next?.Begin(0);
        return full;
    }

    /// <summary>A run begins: what is held is given up.</summary>
    /// <param name="begun">Trials that have been run before.</param>
    /// <param name="trials">Trials to come, at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">They do not fit.</exception>
    internal void Begin(long begun, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trials, Room(begun));
        _batch?.Begin(_trials.Before(begun));
    }

    /// <summary>A run has ended.</summary>
    /// <param name="begun">Trials that have been run by now.</param>
    internal void End(long begun) => _batch?.End(_trials.Before(begun));

    /// <summary>Where a trial is kept; null for one that is not. One that is done again after a fault, and was taken out before, has the same values and is not kept twice.</summary>
    internal ActivityBatch? BatchOf(long trial, out int slot)
    {
        slot = _trials.Contains(trial) && _batch is { } batch ? batch.SlotOf(_trials.Before(trial)) : -1;
        return slot >= 0 ? _batch : null;
    }

    /// <summary>What copies the units of a population, or of a shard of it; null when none of them is recorded.</summary>
    internal ActivityProbe? ProbeOf(Population population)
    {
        var track = Layout.Tracks.ToList().FindIndex(t => t.Population == population.Spec.Name);
        return track >= 0 && population is not ClampedPopulation && Layout.Tracks[track].Units.Any(unit => unit >= population.FirstUnit && unit < population.FirstUnit + population.OwnUnits)
            ? new ActivityProbe(this, track, population)
            : null;
    }
}
