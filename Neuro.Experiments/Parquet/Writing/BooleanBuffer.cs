using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>Truth values, a bit each.</summary>
internal sealed class BooleanBuffer(Column column, ParquetOptions options, ByteBuffer plain) : ValueBuffer<bool>(column, options, plain, options.PageBytes)
{
    private bool[] _values = [];
    private int _count;
    private bool _isAnyFalse;
    private bool _isAnyTrue;

    public override void Free()
    {
        base.Free();
        Staging.Free(ref _values);
    }

    protected override int StagedBytes => (_count + 7) / 8;

    protected override (object? Least, object? Largest) Range => _isAnyFalse || _isAnyTrue ? (!_isAnyFalse, _isAnyTrue) : (null, null);

    protected override int Stage(ReadOnlySpan<bool> values)
    {
        values.CopyTo(Room(values.Length));
        return values.Length;
    }

    protected override int Stage(bool value, int count)
    {
        Room(count).Fill(value);
        return count;
    }

    protected override FormatEncoding EncodePage(ByteBuffer target)
    {
        ReadOnlySpan<bool> values = _values.AsSpan(0, _count);
        _count = 0;
        _isAnyFalse |= values.Contains(false);
        _isAnyTrue |= values.Contains(true);
        int bytes = (values.Length + 7) / 8;
        Span<byte> bits = target.Room(bytes)[..bytes];
        bits.Clear();
        for (int i = 0; i < values.Length; i++)
        {
            bits[i >> 3] |= (byte)((values[i] ? 1 : 0) << (i & 7));
        }

        target.Advance(bytes);
        return FormatEncoding.Plain;
    }

    private Span<bool> Room(int count)
    {
        Staging.Grow(ref _values, _count, count);
        _count += count;
        return _values.AsSpan(_count - count, count);
    }

    protected override void Clear() => _isAnyFalse = _isAnyTrue = false;
}
