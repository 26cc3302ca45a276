namespace Neuro.Experiments.Parquet;

/// <summary>A run of rows of a file, whose columns are read independently.</summary>
public sealed class RowGroup
{
    internal RowGroup(int rows, IReadOnlyList<ColumnChunk> columns)
    {
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Number of rows; at most 4,194,304.</summary>
    public int Rows { get; }

    /// <summary>Its part of each column, in the order of the table's columns.</summary>
    public IReadOnlyList<ColumnChunk> Columns { get; }
}
