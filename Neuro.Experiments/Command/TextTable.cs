using Spectre.Console;

namespace Neuro.Experiments.Command;

/// <summary>A table that is drawn on a terminal, and elsewhere is plain columns that other programs can read.</summary>
/// <param name="columns">The headings.</param>
internal sealed class TextTable(params IReadOnlyList<string> columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>Adds a row with a cell for each column.</summary>
    public void Add(params IReadOnlyList<string> cells) => _rows.Add(cells);

    /// <summary>Writes the table.</summary>
    public void Write(CommandContext context)
    {
        if (context.Terminal is { } terminal)
        {
            terminal.Write(Drawn());
            return;
        }

        var widths = columns.Select((name, column) => _rows.Select(row => row[column].Length).Append(name.Length).Max()).ToArray();
        foreach (var row in _rows.Prepend(columns))
        {
            context.Output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private Table Drawn()
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var name in columns)
        {
            // What a row is about stays whole; the rest wraps.
            table.AddColumn(new TableColumn(new Text(name, new Style(decoration: Decoration.Bold))) { NoWrap = table.Columns.Count == 0 });
        }

        foreach (var row in _rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        return table;
    }
}
