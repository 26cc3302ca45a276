using System.Numerics;
using Neuro.Experiments.Parquet.Format;

namespace Neuro.Experiments.Parquet.Writing;

/// <summary>Makes the buffer that a column needs.</summary>
internal static class ColumnBuffers
{
    public static ColumnBuffer Create(Column column, ParquetOptions options, ByteBuffer plain) => column.Type switch
    {
        ColumnType.Boolean => new BooleanBuffer(column, options, plain),
        ColumnType.Int32 => Numbers<int>(column, options, plain),
        ColumnType.Int64 => Numbers<long>(column, options, plain),
        ColumnType.Float => Numbers<float>(column, options, plain),
        ColumnType.Double => Numbers<double>(column, options, plain),
        _ => new StringBuffer(column, options, plain),
    };

    private static ColumnBuffer Numbers<T>(Column column, ParquetOptions options, ByteBuffer plain)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> => column switch
        {
            { Encoding: ColumnEncoding.Dictionary } => new DictionaryBuffer<T>(column, options, plain),
            { Encoding: ColumnEncoding.Plain, Optional: false } when options.Compression == Compression.None => new StoredBuffer<T>(column, options, plain),
            _ => new NumberBuffer<T>(column, options, plain),
        };
}
