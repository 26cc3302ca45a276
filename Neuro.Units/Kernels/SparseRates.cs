using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Neuro.Units.Tensors;

namespace Neuro.Units.Kernels;

/// <summary>
/// Where the rates of a clamped population are not zero: by sample (for currents) and, for more than one sample, by unit (for plasticity).
/// </summary>
/// <remarks>
/// Multiplying by zero changes no bit of a sum, so kernels that skip zeros give the same bits as those that do not.
/// Sized for the worst case at start; filling it allocates nothing. One owner writes; readers see it through a message.
/// </remarks>
internal sealed unsafe class SparseRates
{
    private readonly ushort[] _units;
    private readonly float[] _values;
    private readonly int[] _sampleStarts;
    private readonly ushort[] _samples;
    private readonly float[] _unitValues;
    private readonly int[] _unitStarts;
    private readonly ushort[] _activeUnits;
    private readonly int[] _cursor;
    private int _activeCount;

    public SparseRates(int batch, int units)
    {
        if (batch > ushort.MaxValue || units > ushort.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(units), $"at most {ushort.MaxValue} units and samples, found {batch} x {units}");
        }

        Batch = batch;
        Units = units;
        _units = GC.AllocateArray<ushort>(batch * units, pinned: true);
        _values = GC.AllocateArray<float>(batch * units, pinned: true);
        _sampleStarts = GC.AllocateArray<int>(batch + 1, pinned: true);
        _samples = GC.AllocateArray<ushort>(batch * units, pinned: true);
        _unitValues = GC.AllocateArray<float>(batch * units, pinned: true);
        _unitStarts = GC.AllocateArray<int>(units + 1, pinned: true);
        _activeUnits = new ushort[units];
        _cursor = GC.AllocateArray<int>(units, pinned: true);
    }

    public int Batch { get; }

    public int Units { get; }

    /// <summary>Number of values that are not zero.</summary>
    public int Count => _sampleStarts[Batch];

    /// <summary>Part of the values that are not zero, 0 .. 1.</summary>
    public double Density => (double)Count / ((double)Batch * Units);

    /// <summary>Units that are not zero in every sample, ascending.</summary>
    public ReadOnlySpan<ushort> ActiveUnits => Batch == 1 ? UnitsOf(0) : _activeUnits.AsSpan(0, _activeCount);

    public ReadOnlySpan<ushort> UnitsOf(int sample) => _units.AsSpan(_sampleStarts[sample].._sampleStarts[sample + 1]);

    public ReadOnlySpan<float> ValuesOf(int sample) => _values.AsSpan(_sampleStarts[sample].._sampleStarts[sample + 1]);

    // The lists by unit as kernels run over them; the arrays are pinned.
    public int* UnitStarts => (int*)Unsafe.AsPointer(ref _unitStarts[0]);

    public ushort* Samples => (ushort*)Unsafe.AsPointer(ref _samples[0]);

    public float* UnitValues => (float*)Unsafe.AsPointer(ref _unitValues[0]);

    public int CountOf(int sample) => _sampleStarts[sample + 1] - _sampleStarts[sample];

    public ushort* PointerToUnits(int sample) => (ushort*)Unsafe.AsPointer(ref _units[0]) + _sampleStarts[sample];

    public float* PointerToValues(int sample) => (float*)Unsafe.AsPointer(ref _values[0]) + _sampleStarts[sample];

    public ReadOnlySpan<ushort> SamplesOf(int unit) => _samples.AsSpan(_unitStarts[unit].._unitStarts[unit + 1]);

    public ReadOnlySpan<float> ValuesOfUnit(int unit) => _unitValues.AsSpan(_unitStarts[unit].._unitStarts[unit + 1]);

    // How many values a unit has, then where its next one goes.
    private int* Cursor => (int*)Unsafe.AsPointer(ref _cursor[0]);

    /// <summary>Takes the non-zero values of a matrix of this shape.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(PanelMatrix rates)
    {
        var layout = rates.Layout;
        var count = 0;
        Array.Clear(_cursor);
        var units = (ushort*)Unsafe.AsPointer(ref _units[0]);
        var values = (float*)Unsafe.AsPointer(ref _values[0]);
        var cursor = Cursor;
        for (var sample = 0; sample < Batch; sample++)
        {
            _sampleStarts[sample] = count;
            for (var panel = 0; panel < layout.Panels; panel++)
            {
                var row = rates.Row(panel, sample);
                for (var lane = 0; lane < layout.Width; lane += 16)
                {
                    var mask = ~Vector512.Equals(Vector512.Load(row + lane), Vector512<float>.Zero).ExtractMostSignificantBits() & 0xFFFF;
                    for (; mask != 0; mask &= mask - 1)
                    {
                        var at = lane + BitOperations.TrailingZeroCount(mask);
                        var unit = (panel * layout.Width) + at;
                        units[count] = (ushort)unit;
                        values[count++] = row[at];
                        cursor[unit]++;
                    }
                }
            }
        }

        _sampleStarts[Batch] = count;
        if (Batch > 1)
        {
            GroupByUnit();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GroupByUnit()
    {
        var start = 0;
        _activeCount = 0;
        for (var unit = 0; unit < Units; unit++)
        {
            _unitStarts[unit] = start;
            var length = _cursor[unit];
            _cursor[unit] = start;
            start += length;
            if (length > 0)
            {
                _activeUnits[_activeCount++] = (ushort)unit;
            }
        }

        _unitStarts[Units] = start;
        var samples = Samples;
        var unitValues = UnitValues;
        var cursor = Cursor;
        for (var sample = 0; sample < Batch; sample++)
        {
            var units = PointerToUnits(sample);
            var values = PointerToValues(sample);
            var count = CountOf(sample);
            for (var k = 0; k < count; k++)
            {
                var slot = cursor[units[k]]++;
                samples[slot] = (ushort)sample;
                unitValues[slot] = values[k];
            }
        }
    }
}
