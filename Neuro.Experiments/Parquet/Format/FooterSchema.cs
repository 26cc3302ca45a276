namespace Neuro.Experiments.Parquet.Format;

/// <summary>Reads the columns of a footer.</summary>
internal static class FooterSchema
{
    /// <summary>Reads the columns.</summary>
    /// <exception cref="MalformedException">There are others than this module writes.</exception>
    public static Column[] Read(RawFooter raw)
    {
        if (raw.Schema.Count == 0 || raw.Schema[0].Children is not { } children)
        {
            throw new MalformedException("a schema without a root", "a root and its columns");
        }

        // Nested columns are told first, as they also upset the count.
        Column[] columns = [.. raw.Schema.Skip(1).Select(Read)];
        if (children != columns.Length)
        {
            throw new MalformedException($"{columns.Length} columns in the schema", $"the {children} that its root has");
        }

        if (!raw.HasColumnOrders)
        {
            throw new MalformedException("no order of values", "the order of each column's type");
        }

        try
        {
            return Schema.Checked(columns);
        }
        catch (ArgumentException e)
        {
            throw new MalformedException($"columns that a table cannot have ({e.Message})", "1 to 10,000 columns of different names", e);
        }
    }

    private static Column Read(RawFooter.Element element)
    {
        string place = $"column '{element.Name}'";
        if (element.Children is not null || element.Type is null)
        {
            throw new MalformedException("a group of columns", "a column that is not nested", place: place);
        }

        if (element.Repetition is not (FooterFields.Element.Required or FooterFields.Element.Optional))
        {
            throw new MalformedException(element.Repetition == 2 ? "a repeated column" : $"repetition {element.Repetition}", "a required or an optional column", place: place);
        }

        ColumnType type = FormatNames.Of((FormatType)element.Type)
            ?? throw new MalformedException($"type {(FormatType)element.Type}", "Boolean, Int32, Int64, Float, Double or ByteArray", place: place);
        int? converted = type == ColumnType.String ? FooterFields.Element.ConvertedUtf8 : null;
        if (element.Converted != converted || element.HasLogical != (type == ColumnType.String))
        {
            throw new MalformedException(
                $"{(FormatType)element.Type} with converted type {element.Converted?.ToString() ?? "none"} and {(element.HasLogical ? "a" : "no")} logical type",
                type == ColumnType.String ? "text (converted type 0 and logical type String)" : "a plain number",
                place: place);
        }

        return new Column(element.Name, type, ColumnEncoding.Plain, element.Repetition == FooterFields.Element.Optional);
    }
}
