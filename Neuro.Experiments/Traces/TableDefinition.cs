using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>A table of a run: what it is called and what its columns are. <c>docs/traces.md</c> says what they mean.</summary>
/// <param name="Name">Its name, which is that of its folder, too.</param>
/// <param name="Columns">Its columns, in their order.</param>
internal sealed record TableDefinition(TraceTableName Name, IReadOnlyList<Column> Columns)
{
    /// <summary>The folder of its parts within that of the run.</summary>
    public string Folder => FolderOf(Name);

    /// <summary>The columns as they are best encoded: fractions in planes of bytes where they are compressed, which alone gains nothing.</summary>
    /// <param name="compression">How pages are compressed.</param>
    public IReadOnlyList<Column> Encoded(Compression compression) => compression == Compression.None
        ? Columns
        : [.. Columns.Select(column => column.Type is ColumnType.Float or ColumnType.Double ? column with { Encoding = ColumnEncoding.ByteStreamSplit } : column)];

    /// <summary>The folder of a table within that of the run.</summary>
    public static string FolderOf(TraceTableName table) => table.ToString().ToLowerInvariant();
}
