using System.Text;

namespace Neuro.Experiments.Parquet.Format;

/// <summary>Writes structures in the Thrift compact protocol.</summary>
internal sealed class ThriftWriter(ByteBuffer target)
{
    private readonly Stack<int> _outer = new();
    private int _last;

    /// <summary>Begins a structure: the outermost one, or an element of a list.</summary>
    public void Begin()
    {
        _outer.Push(_last);
        _last = 0;
    }

    /// <summary>Begins a structure that is a field.</summary>
    public void Begin(int field)
    {
        Head(field, ThriftType.Structure);
        Begin();
    }

    public void End()
    {
        target.Append((byte)ThriftType.Stop);
        _last = _outer.Pop();
    }

    public void Int16(int field, short value)
    {
        Head(field, ThriftType.Int16);
        target.AppendZigzag(value);
    }

    public void Int32(int field, int value)
    {
        Head(field, ThriftType.Int32);
        target.AppendZigzag(value);
    }

    public void Int64(int field, long value)
    {
        Head(field, ThriftType.Int64);
        target.AppendZigzag(value);
    }

    public void Text(int field, string value) => Binary(field, Utf8.GetBytes(value));

    public void Binary(int field, ReadOnlySpan<byte> value)
    {
        Head(field, ThriftType.Binary);
        target.AppendVarint((ulong)value.Length);
        target.Append(value);
    }

    /// <summary>Begins a list; its elements follow.</summary>
    public void List(int field, ThriftType type, int count)
    {
        Head(field, ThriftType.List);
        if (count < 15)
        {
            target.Append((byte)((count << 4) | (int)type));
            return;
        }

        target.Append((byte)(0xf0 | (int)type));
        target.AppendVarint((ulong)count);
    }

    /// <summary>An element of a list of numbers.</summary>
    public void Element(int value) => target.AppendZigzag(value);

    /// <summary>An element of a list of texts.</summary>
    public void Element(string value)
    {
        byte[] bytes = Utf8.GetBytes(value);
        target.AppendVarint((ulong)bytes.Length);
        target.Append(bytes);
    }

    private static UTF8Encoding Utf8 => StrictUtf8.Encoding;

    private void Head(int field, ThriftType type)
    {
        int step = field - _last;
        _last = field;
        if (step is > 0 and < 16)
        {
            target.Append((byte)((step << 4) | (int)type));
            return;
        }

        target.Append((byte)type);
        target.AppendZigzag(field);
    }
}
