using System.Numerics;
using System.Runtime.CompilerServices;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>Numbers as indices into a dictionary, and plain from where the dictionary is full.</summary>
internal sealed class DictionaryBuffer<T>(Column column, ParquetOptions options, ByteBuffer plain)
    : ValueBuffer<T>(column, options, plain, Math.Max(1, options.PageBytes / Unsafe.SizeOf<T>()))
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private readonly NumberDictionary<T> _dictionary = new(Limits.DictionaryBytes / Unsafe.SizeOf<T>());
    private readonly IndexPage _indices = new();
    private readonly ByteBuffer _values = new();
    private ValueRange<T> _range;
    private bool _isFull;

    public override void Free()
    {
        base.Free();
        _indices.Free();
        _values.Free();
    }

    protected override int StagedBytes => (_indices.Count * sizeof(ushort)) + (_dictionary.Count * Unsafe.SizeOf<T>()) + _values.Length;

    protected override (object? Least, object? Largest) Range => (_range.Least, _range.Largest);

    protected override int Stage(ReadOnlySpan<T> values)
    {
        if (!_isFull)
        {
            Span<uint> room = _indices.Room(values.Length);
            int taken = 0;
            for (int index; taken < values.Length && (index = _dictionary.IndexOf(values[taken])) >= 0; taken++)
            {
                room[taken] = (uint)index;
            }

            _indices.Advance(taken);
            _isFull = taken < values.Length;
            return taken;
        }

        if (_indices.Count > 0)
        {
            return 0;
        }

        _values.AppendValues(values);
        _range.Add(values);
        return values.Length;
    }

    protected override int Stage(T value, int count)
    {
        int index = _isFull ? -1 : _dictionary.IndexOf(value);
        _isFull |= index < 0;
        if (!_isFull)
        {
            _indices.Add(index, count);
            return count;
        }

        // Plain values are rare here, and a run of them rarer.
        return Stage(new ReadOnlySpan<T>(in value));
    }

    protected override FormatEncoding EncodePage(ByteBuffer target)
    {
        if (_indices.Count > 0)
        {
            _indices.MoveTo(target, _dictionary.Count);
            return FormatEncoding.RleDictionary;
        }

        target.Append(_values.Written);
        _values.Clear();
        return FormatEncoding.Plain;
    }

    protected override bool AppendDictionary()
    {
        if (_dictionary.Count == 0)
        {
            return false;
        }

        Pages.Begin().AppendValues(_dictionary.Values);
        Pages.End(PageType.Dictionary, _dictionary.Count, FormatEncoding.Plain);
        _range.Add(_dictionary.Values);
        return true;
    }

    protected override void Clear()
    {
        _dictionary.Clear();
        _range = default;
        _isFull = false;
    }
}
