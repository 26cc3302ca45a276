namespace Neuro.Experiments.Parquet.Format;

/// <summary>This module's words for the format's numbers, and words for messages.</summary>
internal static class FormatNames
{
    public static FormatType Of(ColumnType type) => type switch
    {
        ColumnType.Boolean => FormatType.Boolean,
        ColumnType.Int32 => FormatType.Int32,
        ColumnType.Int64 => FormatType.Int64,
        ColumnType.Float => FormatType.Float,
        ColumnType.Double => FormatType.Double,
        _ => FormatType.ByteArray,
    };

    public static ColumnType? Of(FormatType type) => type switch
    {
        FormatType.Boolean => ColumnType.Boolean,
        FormatType.Int32 => ColumnType.Int32,
        FormatType.Int64 => ColumnType.Int64,
        FormatType.Float => ColumnType.Float,
        FormatType.Double => ColumnType.Double,
        FormatType.ByteArray => ColumnType.String,
        _ => null,
    };

    public static FormatEncoding Of(ColumnEncoding encoding) => encoding switch
    {
        ColumnEncoding.Plain => FormatEncoding.Plain,
        ColumnEncoding.Dictionary => FormatEncoding.RleDictionary,
        ColumnEncoding.Delta => FormatEncoding.DeltaBinaryPacked,
        _ => FormatEncoding.ByteStreamSplit,
    };

    /// <summary>The type of values in memory.</summary>
    public static Type Memory(ColumnType type) => type switch
    {
        ColumnType.Boolean => typeof(bool),
        ColumnType.Int32 => typeof(int),
        ColumnType.Int64 => typeof(long),
        ColumnType.Float => typeof(float),
        ColumnType.Double => typeof(double),
        _ => typeof(string),
    };

    /// <summary>Whether a type can be written in an encoding.</summary>
    public static bool Fits(ColumnType type, ColumnEncoding encoding) => encoding switch
    {
        ColumnEncoding.Plain => true,
        ColumnEncoding.Dictionary => type != ColumnType.Boolean,
        ColumnEncoding.Delta => type is ColumnType.Int32 or ColumnType.Int64,
        ColumnEncoding.ByteStreamSplit => type is ColumnType.Float or ColumnType.Double,
        _ => false,
    };

    /// <summary>Whether pages of a column of a type may say that they are in an encoding.</summary>
    public static bool Fits(ColumnType type, FormatEncoding encoding) => encoding switch
    {
        FormatEncoding.Plain => true,
        FormatEncoding.RleDictionary => Fits(type, ColumnEncoding.Dictionary),
        FormatEncoding.DeltaBinaryPacked => Fits(type, ColumnEncoding.Delta),
        FormatEncoding.ByteStreamSplit => Fits(type, ColumnEncoding.ByteStreamSplit),
        _ => false,
    };
}
