using System.Globalization;
using System.Text.Json;
using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>The values of one column in some rows.</summary>
/// <param name="column">The column.</param>
internal abstract class TraceColumn(Column column)
{
    private bool[] _present = [];

    /// <summary>Its name.</summary>
    public string Name => column.Name;

    /// <summary>What it holds.</summary>
    public ColumnType Type => column.Type;

    /// <summary>Whether each value is present.</summary>
    public ReadOnlySpan<bool> Present => _present.AsSpan(0, Count);

    /// <summary>Number of rows.</summary>
    protected int Count { get; private set; }

    /// <summary>A column without rows.</summary>
    public static TraceColumn Of(Column column) => column.Type switch
    {
        ColumnType.Boolean => new TraceColumn<bool>(column),
        ColumnType.Int32 => new TraceColumn<int>(column),
        ColumnType.Int64 => new TraceColumn<long>(column),
        ColumnType.Float => new TraceColumn<float>(column),
        ColumnType.Double => new TraceColumn<double>(column),
        _ => new TraceColumn<string>(column),
    };

    /// <summary>Whether a value is present and equal to another one; a NaN equals a NaN.</summary>
    /// <param name="row">The row.</param>
    /// <param name="other">The other one, of the column's type.</param>
    public abstract bool Is(int row, object other);

    /// <summary>Writes a value as text: numbers so that they read back as the same ones; nothing where it is absent.</summary>
    /// <param name="row">The row.</param>
    /// <param name="output">Where it goes.</param>
    public abstract void Write(int row, TextWriter output);

    /// <summary>Writes a value as JSON: null where it is absent, a string where a number is not finite.</summary>
    /// <param name="row">The row.</param>
    /// <param name="writer">Stands in an object, behind a name.</param>
    public abstract void Write(int row, Utf8JsonWriter writer);

    internal void Read(ParquetReader reader, int group, int rows)
    {
        Count = rows;
        if (_present.Length < rows)
        {
            _present = new bool[rows];
        }

        Read(reader, group, _present);
    }

    private protected abstract void Read(ParquetReader reader, int group, Span<bool> present);
}

/// <summary>The values of one column in some rows.</summary>
/// <typeparam name="T">The type of its values in memory.</typeparam>
/// <param name="column">The column.</param>
internal sealed class TraceColumn<T>(Column column) : TraceColumn(column)
{
    private const int LongestNumber = 32;

    private T[] _values = [];

    /// <summary>The values, the default of their type where they are absent.</summary>
    public ReadOnlySpan<T> Values => _values.AsSpan(0, Count);

    /// <inheritdoc/>
    public override bool Is(int row, object other) => Present[row] && EqualityComparer<T>.Default.Equals(_values[row], (T)other);

    /// <inheritdoc/>
    public override void Write(int row, TextWriter output)
    {
        if (!Present[row])
        {
            return;
        }

        switch (_values[row])
        {
            case bool value:
                output.Write(value ? "true" : "false");
                break;
            case ISpanFormattable number:
                // The shortest text that reads back as the same number.
                Span<char> text = stackalloc char[LongestNumber];
                number.TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
                output.Write(text[..written]);
                break;
            case var other:
                output.Write(other as string);
                break;
        }
    }

    /// <inheritdoc/>
    public override void Write(int row, Utf8JsonWriter writer)
    {
        if (!Present[row])
        {
            writer.WriteNullValue();
            return;
        }

        switch (_values[row])
        {
            case bool value:
                writer.WriteBooleanValue(value);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case var other:
                writer.WriteStringValue(Convert.ToString(other, CultureInfo.InvariantCulture));
                break;
        }
    }

    private protected override void Read(ParquetReader reader, int group, Span<bool> present)
    {
        if (_values.Length < Count)
        {
            _values = new T[Count];
        }

        reader.Read<T>(group, Name, _values, present);
    }
}
