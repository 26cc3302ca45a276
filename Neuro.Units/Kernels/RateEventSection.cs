using System.Runtime.CompilerServices;
using Neuro.Units.Snapshots;

namespace Neuro.Units.Kernels;

/// <summary>The events of neighbouring units in one message: for each sample, which rates changed since the version built on, and by how much.</summary>
/// <remarks>Sized for the worst case at start; filling it allocates nothing. Whoever owns the units writes; readers see it through a message.</remarks>
internal sealed unsafe class RateEventSection
{
    /// <summary>What a version builds on that is said whole: later than anything that can have been read.</summary>
    private const long Nothing = long.MaxValue;

    private readonly int _stride;
    private readonly int[] _counts;
    private readonly ushort[] _units;
    private readonly float[] _deltas;

    /// <summary>Makes room.</summary>
    /// <param name="batch">Samples.</param>
    /// <param name="units">Units that the section covers.</param>
    public RateEventSection(int batch, int units)
    {
        _stride = units;
        _counts = new int[batch];
        _units = GC.AllocateArray<ushort>(batch * units, pinned: true);
        _deltas = GC.AllocateArray<float>(batch * units, pinned: true);
    }

    /// <summary>The newest version at which a unit of the section said something.</summary>
    public long Version { get; private set; }

    /// <summary>The version that the events add to: the newest before this message at which a unit of the section had said something.</summary>
    public long Base { get; private set; }

    /// <summary>Number of events, over all samples.</summary>
    public int Count { get; private set; }

    /// <summary>Starts a trial: everything is said, and nothing of it is an event.</summary>
    public void SayWhole(long version)
    {
        Clear();
        Version = version;
        Base = Nothing;
    }

    /// <summary>Starts a version; without an event it says what the last one said.</summary>
    public void Begin(RateEventSection last)
    {
        Clear();
        Version = last.Version;
        Base = last.Version;
    }

    /// <summary>Adds an event; units of a sample come in ascending order.</summary>
    public void Add(int sample, int unit, float delta)
    {
        var at = (sample * _stride) + _counts[sample]++;
        _units[at] = (ushort)unit;
        _deltas[at] = delta;
        Count++;
    }

    /// <summary>Ends a version.</summary>
    public void End(long version)
    {
        if (Count > 0)
        {
            Version = version;
        }
    }

    public int CountOf(int sample) => _counts[sample];

    public ushort* PointerToUnits(int sample) => (ushort*)Unsafe.AsPointer(ref _units[0]) + ((nint)sample * _stride);

    public float* PointerToDeltas(int sample) => (float*)Unsafe.AsPointer(ref _deltas[0]) + ((nint)sample * _stride);

    /// <summary>Visits what it says.</summary>
    public void VisitState(StateVisitor visitor)
    {
        var (version, last, count) = (Version, Base, Count);
        visitor.Number("said", ref version);
        visitor.Number("base", ref last);
        visitor.Number("events", ref count);
        (Version, Base, Count) = (version, last, count);
        for (var sample = 0; sample < _counts.Length; sample++)
        {
            visitor.Number("events of a sample", ref _counts[sample]);
            for (var i = sample * _stride; i < (sample * _stride) + _counts[sample]; i++)
            {
                int unit = _units[i];
                var delta = BitConverter.SingleToInt32Bits(_deltas[i]);
                visitor.Number("unit", ref unit);
                visitor.Number("delta", ref delta);
                _units[i] = (ushort)unit;
                _deltas[i] = BitConverter.Int32BitsToSingle(delta);
            }
        }
    }

    private void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }
}
