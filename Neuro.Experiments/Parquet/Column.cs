namespace Neuro.Experiments.Parquet;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name: not empty, and no other column's.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Encoding">How it is written. A file that is read tells the encoding of its first row group, and <see cref="ColumnEncoding.Plain"/> where there is none.</param>
/// <param name="Optional">Whether values may be absent.</param>
public sealed record Column(string Name, ColumnType Type, ColumnEncoding Encoding = ColumnEncoding.Plain, bool Optional = false);
