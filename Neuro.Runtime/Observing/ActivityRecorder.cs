using Neuro.Units.Specification;

namespace Neuro.Runtime.Observing;

/// <summary>Keeps the recorded activity of the last run of a simulation, until the next run begins.</summary>
/// <remarks>
/// Each population copies its values at its own step into a block of its own, made beforehand; read between runs only. It holds a bounded number of trials, so
/// a run must not be longer than <see cref="Room"/> says.
/// </remarks>
public sealed class ActivityRecorder
{
    /// <summary>Most bytes that are kept, as long as one trial fits.</summary>
    private const long LargestBlocks = 8 << 20;

    /// <summary>Most trials that are kept: more than a stretch between two barriers has, at a sensible interval.</summary>
    private const int LargestCapacity = 256;

    private readonly float[][] _blocks;
    private long _first;
    private int _count;

    /// <summary>Makes the blocks.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="selection">What is recorded.</param>
    public ActivityRecorder(NetworkSpec spec, int batch, ActivitySelection selection)
    {
        Layout = new ActivityLayout(spec, batch, selection);
        var bytes = (long)Layout.ValuesPerTrial * sizeof(float);
        Capacity = (int)Math.Clamp(LargestBlocks / bytes, 1, LargestCapacity);
        _blocks = [.. Layout.Populations.Select(p => new float[Capacity * Layout.Versions * Layout.ValuesOf(p.Units)])];
    }

    /// <summary>The order of the values of a trial.</summary>
    public ActivityLayout Layout { get; }

    /// <summary>Recorded trials that fit.</summary>
    public int Capacity { get; }

    /// <summary>Recorded trials that are held: those of the last run that ended without a failure.</summary>
    public int Count => _count;

    /// <summary>Number of the first of them among all recorded trials of the simulation; its trial is this times the interval.</summary>
    public long First => _first;

    /// <summary>The longest run, in trials, whose recorded trials fit.</summary>
    /// <param name="begun">Trials that have been run before.</param>
    public long Room(long begun) => ((NumberFrom(begun) + Capacity) * Layout.Selection.Every) - begun;

    /// <summary>Copies the values of one trial in the order of the layout.</summary>
    /// <param name="index">Which of those held, 0 .. <see cref="Count"/> - 1.</param>
    /// <param name="values">Exactly as many as a trial has.</param>
    public void CopyTo(int index, Span<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _count);
        if (values.Length != Layout.ValuesPerTrial)
        {
            throw new ArgumentException($"expected {Layout.ValuesPerTrial} values, found {values.Length}", nameof(values));
        }

        for (var version = 0; version < Layout.Versions; version++)
        {
            for (var population = 0; population < _blocks.Length; population++)
            {
                var length = Layout.ValuesOf(Layout.Populations[population].Units);
                _blocks[population].AsSpan(((index * Layout.Versions) + version) * length, length).CopyTo(values);
                values = values[length..];
            }
        }
    }

    /// <summary>A run begins: what is held is given up.</summary>
    /// <param name="begun">Trials that have been run before.</param>
    /// <param name="trials">Trials to come, at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">They do not fit.</exception>
    internal void Begin(long begun, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trials, Room(begun));
        _first = NumberFrom(begun);
        _count = 0;
    }

    /// <summary>A run has ended.</summary>
    /// <param name="begun">Trials that have been run by now.</param>
    internal void End(long begun) => _count = (int)(NumberFrom(begun) - _first);

    /// <summary>Where a trial is kept; -1 for one that is not recorded.</summary>
    internal int SlotOf(long trial) => trial % Layout.Selection.Every == 0 ? (int)((trial / Layout.Selection.Every) - _first) : -1;

    /// <summary>What copies the units of a population, or of a part of it; null when none of them is recorded.</summary>
    /// <param name="population">Its name.</param>
    /// <param name="firstUnit">First unit of the part.</param>
    /// <param name="units">Units of the part.</param>
    internal ActivityProbe? ProbeOf(string population, int firstUnit, int units)
    {
        var index = Layout.Populations.ToList().FindIndex(p => p.Name == population);
        if (index < 0 || firstUnit >= Layout.Populations[index].Units)
        {
            return null;
        }

        return new ActivityProbe(this, _blocks[index], index, firstUnit, Math.Min(firstUnit + units, Layout.Populations[index].Units));
    }

    /// <summary>Recorded trials before a trial.</summary>
    private long NumberFrom(long trial) => (trial + Layout.Selection.Every - 1) / Layout.Selection.Every;
}
