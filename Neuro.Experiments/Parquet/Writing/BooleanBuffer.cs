using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>Truth values, a bit each.</summary>
internal sealed class BooleanBuffer(Column column, ParquetOptions options, ByteBuffer plain) : ValueBuffer<bool>(column, options, plain, options.PageBytes)
{
    private readonly bool[] _values = new bool[options.PageBytes];
    private int _count;
    private bool _isAnyFalse;
    private bool _isAnyTrue;

    protected override int StagedBytes => (_count + 7) / 8;

    protected override (object? Least, object? Largest) Range => _isAnyFalse || _isAnyTrue ? (!_isAnyFalse, _isAnyTrue) : (null, null);

    protected override int Stage(ReadOnlySpan<bool> values)
    {
        values.CopyTo(_values.AsSpan(_count));
        _count += values.Length;
        return values.Length;
    }

    protected override int Stage(bool value, int count)
    {
        _values.AsSpan(_count, count).Fill(value);
        _count += count;
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

    protected override void Clear() => _isAnyFalse = _isAnyTrue = false;
}
