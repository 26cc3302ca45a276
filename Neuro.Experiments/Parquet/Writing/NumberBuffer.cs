using System.Numerics;
using System.Runtime.CompilerServices;
using Neuro.Experiments.Parquet.Encodings;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>Numbers in an encoding that needs no dictionary; a page of them is staged, then encoded at once.</summary>
internal sealed class NumberBuffer<T>(Column column, ParquetOptions options, ByteBuffer plain)
    : ValueBuffer<T>(column, options, plain, Math.Max(1, options.PageBytes / Unsafe.SizeOf<T>()))
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private T[] _values = [];
    private readonly FormatEncoding _encoding = FormatNames.Of(column.Encoding);
    private ValueRange<T> _range;
    private int _count;

    public override void Free()
    {
        base.Free();
        Staging.Free(ref _values);
    }

    protected override int StagedBytes => _count * Unsafe.SizeOf<T>();

    protected override (object? Least, object? Largest) Range => (_range.Least, _range.Largest);

    protected override int Stage(ReadOnlySpan<T> values)
    {
        values.CopyTo(Room(values.Length));
        return values.Length;
    }

    protected override int Stage(T value, int count)
    {
        Room(count).Fill(value);
        return count;
    }

    protected override FormatEncoding EncodePage(ByteBuffer target)
    {
        ReadOnlySpan<T> values = _values.AsSpan(0, _count);
        _count = 0;
        _range.Add(values);
        // A page of absent values only has nothing to encode.
        FormatEncoding encoding = values.IsEmpty ? FormatEncoding.Plain : _encoding;
        NumberEncoding.Encode(encoding, values, target);
        return encoding;
    }

    private Span<T> Room(int count)
    {
        Staging.Grow(ref _values, _count, count);
        _count += count;
        return _values.AsSpan(_count - count, count);
    }

    protected override void Clear() => _range = default;
}
