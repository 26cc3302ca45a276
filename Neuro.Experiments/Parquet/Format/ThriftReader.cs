namespace Neuro.Experiments.Parquet.Format;

/// <summary>Reads structures in the Thrift compact protocol, within bounds: nothing is allocated by a length that the bytes at hand could not fill.</summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    /// <summary>Goes to the next field of a structure.</summary>
    /// <param name="field">The field before, 0 at first; then this one.</param>
    /// <param name="type">Its type.</param>
    /// <returns>False at the end of the structure.</returns>
    public bool Next(ref int field, out ThriftType type)
    {
        byte head = Byte();
        type = (ThriftType)(head & 15);
        if (type == ThriftType.Stop)
        {
            return head == 0 ? false : throw new MalformedException($"field type 0 with step {head >> 4}", "the end of a structure");
        }

        if (type > ThriftType.Structure)
        {
            throw new MalformedException($"field type {(int)type}", "1 to 12");
        }

        int step = head >> 4;
        field = step == 0 ? Int16() : field + step;
        return field is > 0 and <= short.MaxValue ? true : throw new MalformedException($"field number {field}", "1 to 32767");
    }

    public static void Expect(ThriftType found, ThriftType expected)
    {
        if (found != expected)
        {
            throw new MalformedException($"a field of type {found}", $"type {expected}");
        }
    }

    public short Int16()
    {
        long value = Int64();
        return value is >= short.MinValue and <= short.MaxValue ? (short)value : throw new MalformedException($"the number {value}", "16 bits");
    }

    public int Int32()
    {
        long value = Int64();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new MalformedException($"the number {value}", "32 bits");
    }

    public int Int32(ThriftType found)
    {
        Expect(found, ThriftType.Int32);
        return Int32();
    }

    public long Int64(ThriftType found)
    {
        Expect(found, ThriftType.Int64);
        return Int64();
    }

    public ReadOnlySpan<byte> Binary(ThriftType found)
    {
        Expect(found, ThriftType.Binary);
        return Binary();
    }

    public string Text(ThriftType found) => StrictUtf8.Text(Binary(found));

    public string Text() => StrictUtf8.Text(Binary());

    /// <summary>Begins a list.</summary>
    /// <returns>Number of elements, of which each takes at least a byte.</returns>
    public int List(ThriftType found, ThriftType elements)
    {
        Expect(found, ThriftType.List);
        int count = ListHead(out ThriftType type);
        return type == elements || count == 0 ? count : throw new MalformedException($"a list of type {type}", $"type {elements}");
    }

    /// <summary>Passes over a field.</summary>
    public void Skip(ThriftType type) => Skip(type, Limits.Depth, inList: false);

    private void Skip(ThriftType type, int depth, bool inList)
    {
        if (depth == 0)
        {
            throw new MalformedException($"more than {Limits.Depth} structures inside each other", "fewer");
        }

        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                Take(inList ? 1 : 0);
                break;
            case ThriftType.Byte:
                Take(1);
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                Int64();
                break;
            case ThriftType.Double:
                Take(8);
                break;
            case ThriftType.Binary:
                Binary();
                break;
            case ThriftType.List or ThriftType.Set:
                for (int left = ListHead(out ThriftType element); left > 0; left--)
                {
                    Skip(element, depth - 1, inList: true);
                }

                break;
            case ThriftType.Structure:
                for (int field = 0; Next(ref field, out ThriftType inner);)
                {
                    Skip(inner, depth - 1, inList: false);
                }

                break;
            default:
                throw new MalformedException($"a field of type {type}", "a structure of Parquet, which has none");
        }
    }

    private int ListHead(out ThriftType type)
    {
        byte head = Byte();
        type = (ThriftType)(head & 15);
        ulong count = head >> 4 == 15 ? Varint() : (ulong)(head >> 4);
        return count <= (ulong)Remaining ? (int)count : throw new MalformedException($"a list of {count} elements", $"at most the {Remaining} bytes left");
    }

    public long Int64()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ReadOnlySpan<byte> Binary()
    {
        ulong length = Varint();
        return length <= (ulong)Remaining ? Take((int)length) : throw new MalformedException($"{length} bytes of text", $"at most the {Remaining} bytes left");
    }

    private ulong Varint()
    {
        int position = Position;
        ulong value = Varints.Read(_bytes, ref position);
        Position = position;
        return value;
    }

    private byte Byte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining)
        {
            throw new MalformedException("the end of the bytes", "more of a structure");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }
}
