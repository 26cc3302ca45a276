using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>A column buffer that takes values of a type.</summary>
internal abstract class ValueBuffer<T>(Column column, ParquetOptions options, ByteBuffer plain, int capacity) : ColumnBuffer(column, options, plain, capacity)
{
    public void Append(ReadOnlySpan<T> values)
    {
        CheckRoom(values.Length);
        Check(values);
        while (!values.IsEmpty)
        {
            int taken = Stage(values[..Math.Min(values.Length, PageRoom)]);
            TookValues(taken);
            values = values[taken..];
        }
    }

    public void Append(T value, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        CheckRoom(count);
        Check(new ReadOnlySpan<T>(in value));
        while (count > 0)
        {
            int taken = Stage(value, Math.Min(count, PageRoom));
            TookValues(taken);
            count -= taken;
        }
    }

    /// <summary>Refuses values that cannot be written, before any is.</summary>
    protected virtual void Check(ReadOnlySpan<T> values)
    {
    }

    /// <summary>Takes values into the page under way, which has room for them.</summary>
    /// <returns>How many; 0 when the page must end first, as it is of another encoding.</returns>
    protected abstract int Stage(ReadOnlySpan<T> values);

    /// <summary>Takes a value a number of times.</summary>
    protected abstract int Stage(T value, int count);

    private void TookValues(int count)
    {
        if (count > 0)
        {
            Took(count, isPresent: true);
        }
        else
        {
            EndPage();
        }
    }
}
