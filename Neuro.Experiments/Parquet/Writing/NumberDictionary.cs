using System.Numerics;
using System.Runtime.CompilerServices;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>Different numbers, told apart by their bits, so that each NaN and each zero stays what it is.</summary>
internal sealed class NumberDictionary<T>(int capacity)
    where T : unmanaged
{
    private const int FirstSlots = 16;

    private T[] _values = new T[Math.Min(256, capacity)];
    // Indices plus one, by the bits of the value; at most half full.
    private int[] _slots = new int[FirstSlots];
    private int _shift = 64 - BitOperations.Log2(FirstSlots);

    public int Count { get; private set; }

    public ReadOnlySpan<T> Values => _values.AsSpan(0, Count);

    /// <summary>The index of a number, which is added where it is new; -1 where there is no room for it.</summary>
    public int IndexOf(T value)
    {
        ulong bits = Bits(value);
        int[] slots = _slots;
        T[] values = _values;
        int slot = Slot(bits);
        for (int entry; (entry = slots[slot]) != 0; slot = (slot + 1) & (slots.Length - 1))
        {
            if (Bits(values[entry - 1]) == bits)
            {
                return entry - 1;
            }
        }

        if (Count == capacity)
        {
            return -1;
        }

        if (Count == _values.Length)
        {
            Array.Resize(ref _values, Math.Min(2 * Count, capacity));
        }

        _values[Count++] = value;
        _slots[slot] = Count;
        if (2 * Count > _slots.Length)
        {
            Grow();
        }

        return Count - 1;
    }

    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    private void Grow()
    {
        _slots = new int[2 * _slots.Length];
        _shift--;
        int mask = _slots.Length - 1;
        for (int i = 0; i < Count; i++)
        {
            int slot = Slot(Bits(_values[i]));
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = i + 1;
        }
    }

    /// <summary>The top bits of the product with 2^64 divided by the golden ratio, which spreads neighbours.</summary>
    private int Slot(ulong bits) => (int)((bits * 0x9E3779B97F4A7C15) >> _shift);

    private static ulong Bits(T value) => Unsafe.SizeOf<T>() == sizeof(ulong) ? Unsafe.BitCast<T, ulong>(value) : Unsafe.BitCast<T, uint>(value);
}
