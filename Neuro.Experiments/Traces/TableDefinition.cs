using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>A table of a training: what it is called and what its columns are. <c>docs/traces.md</c> says what they mean.</summary>
/// <param name="Name">Its name, which is that of its folder, too.</param>
/// <param name="Columns">Its columns, in their order.</param>
internal sealed record TableDefinition(TraceTableName Name, IReadOnlyList<Column> Columns) : TableLayout(FolderOf(Name), Columns)
{
    /// <summary>The folder of a table within that of the run.</summary>
    public static string FolderOf(TraceTableName table) => table.ToString().ToLowerInvariant();
}
