using Neuro.Experiments.Parquet.Writing;

namespace Neuro.Experiments.Parquet;

/// <summary>Appends values to one column; rows end with <see cref="ParquetWriter.EndRows"/>. For one thread at a time, as its writer is.</summary>
/// <typeparam name="T"><see cref="bool"/>, <see cref="int"/>, <see cref="long"/>, <see cref="float"/>, <see cref="double"/> or <see cref="string"/>.</typeparam>
/// <remarks>A refused call appends nothing. Numbers are kept bit by bit, each NaN and each zero as it is.</remarks>
public sealed class ColumnAppender<T>
{
    private readonly ParquetWriter _writer;
    private readonly ValueBuffer<T> _buffer;

    internal ColumnAppender(ParquetWriter writer, ValueBuffer<T> buffer)
    {
        _writer = writer;
        _buffer = buffer;
    }

    /// <summary>Appends values.</summary>
    /// <param name="values">The values. A text is at most 1 MiB of UTF-8.</param>
    /// <exception cref="ArgumentException">A text is null, too long, or holds half a pair of surrogates.</exception>
    /// <exception cref="InvalidOperationException">There would be over 4,194,304 rows since the last row group, or the writer is closed.</exception>
    public void Append(ReadOnlySpan<T> values)
    {
        _writer.CheckOpen();
        _buffer.Append(values);
    }

    /// <summary>Appends one value.</summary>
    /// <inheritdoc cref="Append(ReadOnlySpan{T})" path="/exception"/>
    public void Append(T value)
    {
        _writer.CheckOpen();
        _buffer.Append(new ReadOnlySpan<T>(in value));
    }

    /// <summary>Appends one value a number of times.</summary>
    /// <inheritdoc cref="Append(ReadOnlySpan{T})" path="/exception"/>
    public void Append(T value, int count)
    {
        _writer.CheckOpen();
        _buffer.Append(value, count);
    }

    /// <summary>Appends absent values.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="InvalidOperationException">The column is not optional, there would be over 4,194,304 rows since the last row group, or the writer is closed.</exception>
    public void AppendNulls(int count)
    {
        _writer.CheckOpen();
        _buffer.AppendNulls(count);
    }
}
