namespace Neuro.Experiments.Parquet.Format;

/// <summary>A footer that makes sense.</summary>
internal sealed record Footer(Column[] Columns, long Rows, RowGroup[] Groups, IReadOnlyDictionary<string, string> Metadata);
