using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>Text as indices into a dictionary, and plain from where the dictionary is full, or plain from the start.</summary>
internal sealed class StringBuffer(Column column, ParquetOptions options, ByteBuffer plain)
    : ValueBuffer<string>(column, options, plain, Math.Max(1, options.PageBytes / sizeof(int)))
{
    private readonly Dictionary<string, int> _dictionary = new(StringComparer.Ordinal);
    private readonly IndexPage _indices = new();
    private readonly ByteBuffer _entries = new();
    private readonly ByteBuffer _values = new();
    private readonly TextRange _range = new();
    private bool _isFull = column.Encoding == ColumnEncoding.Plain;
    private string? _last;
    private int _lastIndex;

    public override void Free()
    {
        base.Free();
        _indices.Free();
        _entries.Free();
        _values.Free();
        _range.Free();
    }

    protected override int StagedBytes => (_indices.Count * sizeof(ushort)) + _entries.Length + _values.Length;

    protected override (object? Least, object? Largest) Range => (_range.Least, _range.Largest);

    protected override bool IsPageFull => _values.Length >= Options.PageBytes;

    protected override void Check(ReadOnlySpan<string> values)
    {
        string? last = null;
        foreach (string value in values)
        {
            if (ReferenceEquals(value, last) && last is not null)
            {
                continue;
            }

            ArgumentNullException.ThrowIfNull(value, nameof(values));
            // Half a pair of surrogates has no UTF-8, and the count refuses it.
            bool isPlain = value.Length <= Limits.StringBytes / 3 && !value.AsSpan().ContainsAnyInRange('\ud800', '\udfff');
            if (!isPlain && StrictUtf8.Encoding.GetByteCount(value) > Limits.StringBytes)
            {
                throw new ArgumentException($"column '{Column.Name}': found a text of over {Limits.StringBytes} bytes of UTF-8, expected at most that many", nameof(values));
            }

            last = value;
        }
    }

    protected override int Stage(ReadOnlySpan<string> values)
    {
        int i = 0;
        for (; i < values.Length && !_isFull; i++)
        {
            int index = IndexOf(values[i]);
            if (index < 0)
            {
                return i;
            }

            _indices.Add(index, 1);
        }

        return i < values.Length || i == 0 ? StagePlain(values) : i;
    }

    protected override int Stage(string value, int count)
    {
        int index = _isFull ? -1 : IndexOf(value);
        if (index < 0)
        {
            return StagePlain(new ReadOnlySpan<string>(in value));
        }

        _indices.Add(index, count);
        return count;
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

        Pages.Begin().Append(_entries.Written);
        Pages.End(PageType.Dictionary, _dictionary.Count, FormatEncoding.Plain);
        return true;
    }

    protected override void Clear()
    {
        _dictionary.Clear();
        _entries.Clear();
        _range.Clear();
        _isFull = Column.Encoding == ColumnEncoding.Plain;
        _last = null;
    }

    /// <summary>The index of a text, which is added where it is new; -1, now and from now on, where there is no room for it.</summary>
    private int IndexOf(string value)
    {
        if (ReferenceEquals(value, _last))
        {
            return _lastIndex;
        }

        if (!_dictionary.TryGetValue(value, out int index))
        {
            // Each character takes 3 bytes at most; a dictionary may hold one text that is larger than it should be.
            if (_entries.Length + (long)value.Length > Limits.DictionaryBytes && _dictionary.Count > 0)
            {
                _isFull = true;
                return -1;
            }

            index = _dictionary.Count;
            _dictionary.Add(value, index);
            _range.Add(AppendText(_entries, value));
        }

        (_last, _lastIndex) = (value, index);
        return index;
    }

    private int StagePlain(ReadOnlySpan<string> values)
    {
        if (_indices.Count > 0)
        {
            return 0;
        }

        int taken = 0;
        do
        {
            _range.Add(AppendText(_values, values[taken++]));
        }
        while (taken < values.Length && !IsPageFull);
        return taken;
    }

    /// <summary>Appends the length of a text and its bytes.</summary>
    /// <returns>Its bytes.</returns>
    private static ReadOnlySpan<byte> AppendText(ByteBuffer target, string value)
    {
        int start = target.Length + sizeof(int);
        int length = StrictUtf8.Encoding.GetByteCount(value);
        target.AppendValues(new ReadOnlySpan<int>(in length));
        StrictUtf8.Encoding.GetBytes(value, target.Room(length));
        target.Advance(length);
        return target.Slice(start, length);
    }
}
