namespace Neuro.Experiments.Parquet;

/// <summary>What the footer tells of the values of one column in one row group.</summary>
/// <param name="NullCount">Number of absent values.</param>
/// <param name="Minimum">The least value, of the column's type; null where all are absent, where one is NaN, and where a text is too long to stand in a footer. A zero is -0.0.</param>
/// <param name="Maximum">The largest value; null where the least one is. A zero is +0.0.</param>
/// <remarks>Text is ordered by the bytes of its UTF-8, false before true.</remarks>
public sealed record ColumnStatistics(int NullCount, object? Minimum, object? Maximum);
