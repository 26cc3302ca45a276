using System.Runtime.InteropServices;
using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Benchmarks;

/// <summary>One column of a table to be written and read: its values as arrays, which a raw dump is the bytes of.</summary>
internal abstract class TraceColumn(Column column)
{
    public Column Column => column;

    /// <summary>The bytes of all values.</summary>
    public abstract ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Room of the same size, to read into.</summary>
    public abstract Span<byte> Room { get; }

    /// <summary>Appends the rows of a batch as whoever records would: one value for all rows where it is one.</summary>
    public abstract void Append(ParquetWriter writer, int first, int count);

    public abstract void Read(ParquetReader reader, int group, int first, int rows);

    /// <summary>Whether the room holds the values.</summary>
    public abstract bool IsRead();

    /// <summary>A column of numbers.</summary>
    /// <param name="column">The column.</param>
    /// <param name="values">Its values.</param>
    /// <param name="isConstant">Whether a batch has one value.</param>
    public static TraceColumn Of<T>(Column column, T[] values, bool isConstant = false)
        where T : unmanaged => new Numbers<T>(column, values, isConstant);

    /// <summary>A column of text: codes, of which a batch has one, and what they stand for.</summary>
    public static TraceColumn Of(Column column, int[] codes, string[] names) => new Texts(column, codes, names);

    private sealed class Numbers<T>(Column column, T[] values, bool isConstant) : TraceColumn(column)
        where T : unmanaged
    {
        private readonly T[] _read = new T[values.Length];
        private readonly bool[] _present = new bool[column.Optional ? values.Length : 0];

        public override ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes<T>(values);

        public override Span<byte> Room => MemoryMarshal.AsBytes(_read.AsSpan());

        public override void Append(ParquetWriter writer, int first, int count)
        {
            var appender = writer.Column<T>(Column.Name);
            if (isConstant)
            {
                appender.Append(values[first], count);
            }
            else
            {
                appender.Append(values.AsSpan(first, count));
            }
        }

        public override void Read(ParquetReader reader, int group, int first, int rows)
        {
            if (Column.Optional)
            {
                reader.Read(group, Column.Name, _read.AsSpan(first, rows), _present.AsSpan(first, rows));
            }
            else
            {
                reader.Read(group, Column.Name, _read.AsSpan(first, rows));
            }
        }

        public override bool IsRead() => Bytes.SequenceEqual(Room) && !_present.Contains(false);
    }

    private sealed class Texts(Column column, int[] codes, string[] names) : TraceColumn(column)
    {
        private readonly int[] _room = new int[codes.Length];
        private readonly string[] _read = new string[codes.Length];

        public override ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes<int>(codes);

        public override Span<byte> Room => MemoryMarshal.AsBytes(_room.AsSpan());

        public override void Append(ParquetWriter writer, int first, int count) => writer.Column<string>(Column.Name).Append(names[codes[first]], count);

        public override void Read(ParquetReader reader, int group, int first, int rows) => reader.Read(group, Column.Name, _read.AsSpan(first, rows));

        public override bool IsRead() => _read.Zip(codes).All(pair => pair.First == names[pair.Second]);
    }
}
