using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>Where the parts of a table lie, and what its columns are.</summary>
/// <param name="Folder">The folder of its parts within that of the run, which is the name of the table.</param>
/// <param name="Columns">Its columns, in their order.</param>
internal record TableLayout(string Folder, IReadOnlyList<Column> Columns)
{
    /// <summary>The columns as they are best encoded: fractions in planes of bytes where they are compressed, which alone gains nothing.</summary>
    /// <param name="compression">How pages are compressed.</param>
    public IReadOnlyList<Column> Encoded(Compression compression) => compression == Compression.None
        ? Columns
        : [.. Columns.Select(column => column.Type is ColumnType.Float or ColumnType.Double ? column with { Encoding = ColumnEncoding.ByteStreamSplit } : column)];
}
