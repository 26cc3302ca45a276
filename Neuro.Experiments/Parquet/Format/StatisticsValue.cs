using System.Buffers.Binary;

namespace Neuro.Experiments.Parquet.Format;

/// <summary>The least and the largest value of a column as bytes: plain, and text without its length.</summary>
internal static class StatisticsValue
{
    public static byte[] ToBytes(object value) => value switch
    {
        bool truth => [truth ? (byte)1 : (byte)0],
        int number => BitConverter.GetBytes(number),
        long number => BitConverter.GetBytes(number),
        float number => BitConverter.GetBytes(number),
        double number => BitConverter.GetBytes(number),
        _ => StrictUtf8.Encoding.GetBytes((string)value),
    };

    /// <summary>The value that bytes are.</summary>
    /// <exception cref="MalformedException">The bytes are no value of the type.</exception>
    public static object FromBytes(ColumnType type, ReadOnlySpan<byte> bytes)
    {
        int length = type switch
        {
            ColumnType.Boolean => sizeof(bool),
            ColumnType.Int32 => sizeof(int),
            ColumnType.Int64 => sizeof(long),
            ColumnType.Float => sizeof(float),
            ColumnType.Double => sizeof(double),
            _ => bytes.Length,
        };
        if (bytes.Length != length)
        {
            throw new MalformedException($"a least or largest value of {bytes.Length} bytes", $"{length}");
        }

        return type switch
        {
            ColumnType.Boolean => bytes[0] != 0,
            ColumnType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            ColumnType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            ColumnType.Float => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            ColumnType.Double => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            _ => StrictUtf8.Text(bytes),
        };
    }
}
