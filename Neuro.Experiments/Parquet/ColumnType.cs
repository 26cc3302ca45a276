namespace Neuro.Experiments.Parquet;

/// <summary>What a column holds.</summary>
#pragma warning disable CA1720 // The members are names of types on purpose.
public enum ColumnType
{
    /// <summary><see cref="bool"/>, one bit a value.</summary>
    Boolean,

    /// <summary><see cref="int"/>.</summary>
    Int32,

    /// <summary><see cref="long"/>.</summary>
    Int64,

    /// <summary><see cref="float"/>.</summary>
    Float,

    /// <summary><see cref="double"/>.</summary>
    Double,

    /// <summary><see cref="string"/>, UTF-8 in the file.</summary>
    String,
}
#pragma warning restore CA1720
