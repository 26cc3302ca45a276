namespace Neuro.Experiments.Parquet.Format;

/// <summary>What columns a table can have.</summary>
internal static class Schema
{
    /// <summary>The same columns, checked.</summary>
    /// <exception cref="ArgumentException">A table cannot have these columns.</exception>
    public static Column[] Checked(IReadOnlyList<Column> columns)
    {
        if (columns.Count is 0 or > Limits.Columns)
        {
            throw new ArgumentException($"found {columns.Count} columns, expected 1 to {Limits.Columns}", nameof(columns));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (Column column in columns)
        {
            if (string.IsNullOrEmpty(column.Name) || !names.Add(column.Name))
            {
                throw new ArgumentException($"found a column named '{column.Name}', expected a name that no other column has", nameof(columns));
            }

            // Throws where the name has no UTF-8.
            StrictUtf8.Encoding.GetByteCount(column.Name);
            if (!Enum.IsDefined(column.Type))
            {
                throw new ArgumentException($"column '{column.Name}': found type {column.Type}, expected one that is defined", nameof(columns));
            }

            if (!FormatNames.Fits(column.Type, column.Encoding))
            {
                throw new ArgumentException($"column '{column.Name}': found encoding {column.Encoding} for {column.Type}, expected {Fitting(column)}", nameof(columns));
            }
        }

        return [.. columns];
    }

    private static string Fitting(Column column)
    {
        string fitting = string.Join(", ", Enum.GetValues<ColumnEncoding>().Where(encoding => FormatNames.Fits(column.Type, encoding)));
        bool isSplitInteger = column is { Encoding: ColumnEncoding.ByteStreamSplit, Type: ColumnType.Int32 or ColumnType.Int64 };
        return isSplitInteger ? $"{fitting}: the format allows integers to be split since version 2.11 only, and readers such as DuckDB refuse them" : fitting;
    }
}
