namespace Neuro.Runtime.Observing;

/// <summary>The recorded activity of some trials: filled by the populations in one run of a simulation, then read by whoever took it out.</summary>
/// <remarks>Belongs to one at a time: the recorder while a run goes on, afterwards the reader.</remarks>
public sealed class ActivityBatch
{
    private readonly ActivityLayout _layout;
    private readonly float[][] _values;
    private readonly bool[][] _present;
    private long _first;

    /// <summary>Makes room.</summary>
    /// <param name="layout">What is recorded of a trial.</param>
    /// <param name="capacity">Trials that fit.</param>
    internal ActivityBatch(ActivityLayout layout, int capacity)
    {
        _layout = layout;
        _values = [.. layout.Tracks.Select(track => new float[capacity * layout.Steps.Count * layout.ValuesOf(track)])];
        _present = [.. layout.Tracks.Select(track => new bool[capacity * layout.Steps.Count * track.Variables.Count])];
    }

    /// <summary>Recorded trials that it holds.</summary>
    public int Count { get; private set; }

    /// <summary>A recorded trial.</summary>
    /// <param name="index">Which of those held, 0 .. <see cref="Count"/> - 1.</param>
    public long TrialOf(int index) => _layout.Selection.Trials.At(_first + index);

    /// <summary>The values of a variable of a population in a recorded step: <c>samples x units</c>, those that are recorded. Empty where the population had none in that step.</summary>
    /// <param name="index">Which of the trials held.</param>
    /// <param name="step">Which of the recorded steps.</param>
    /// <param name="track">Which of the recorded populations.</param>
    /// <param name="variable">Which of its variables.</param>
    public ReadOnlySpan<float> Values(int index, int step, int track, int variable)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var population = _layout.Tracks[track];
        var version = (index * _layout.Steps.Count) + step;
        var length = _layout.Samples.Count * population.Units.Count;
        return _present[track][(version * population.Variables.Count) + variable]
            ? _values[track].AsSpan((version * _layout.ValuesOf(population)) + (variable * length), length)
            : default;
    }

    /// <summary>Begins with the recorded trial of a number.</summary>
    internal void Begin(long first) => (_first, Count) = (first, 0);

    /// <summary>Ends before the recorded trial of a number.</summary>
    internal void End(long next) => Count = (int)(next - _first);

    /// <summary>Where a recorded trial is kept.</summary>
    internal int SlotOf(long number) => (int)(number - _first);

    /// <summary>Where a population writes a variable of a step.</summary>
    internal Span<float> Room(int version, int track, int variable)
    {
        var population = _layout.Tracks[track];
        var length = _layout.Samples.Count * population.Units.Count;
        return _values[track].AsSpan((version * _layout.ValuesOf(population)) + (variable * length), length);
    }

    /// <summary>Says whether a population had a variable in a step.</summary>
    internal void Mark(int version, int track, int variable, bool present) => _present[track][(version * _layout.Tracks[track].Variables.Count) + variable] = present;
}
