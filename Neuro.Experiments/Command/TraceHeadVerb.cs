using System.CommandLine;
using Neuro.Experiments.Parquet;
using Neuro.Experiments.Traces;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro trace head</c>.</summary>
internal sealed class TraceHeadVerb
{
    private const int DefaultRows = 10;

    private readonly CommandContext _context;
    private readonly TraceOptions _choice;
    private readonly Option<int> _rows = new("-n") { HelpName = "N", Description = $"At most so many rows; {DefaultRows} if nothing is said.", DefaultValueFactory = _ => DefaultRows };
    private readonly Option<bool> _json = new("--json") { Description = "Write each row as a JSON object on a line of its own." };

    private TraceHeadVerb(CommandContext context, System.CommandLine.Command verb)
    {
        _context = context;
        _choice = new TraceOptions(verb);
        verb.Add(_rows);
        verb.Add(_json);
        verb.SetAction(Print);
    }

    public static System.CommandLine.Command Create(CommandContext context)
    {
        var verb = new System.CommandLine.Command("head", "The first rows of a table.");
        _ = new TraceHeadVerb(context, verb);
        return verb;
    }

    private int Print(ParseResult parsed)
    {
        var wanted = parsed.GetValue(_rows);
        if (wanted < 0)
        {
            throw new TraceException($"-n: found {wanted}, expected 0 or more");
        }

        var (table, columns, filter) = _choice.Open(parsed);
        var json = parsed.GetValue(_json);
        List<string[]> lines = [];
        foreach (var (rows, row) in Rows(table, columns, filter).Take(wanted))
        {
            if (json)
            {
                _context.Output.WriteLine(JsonLine.Write(writer =>
                {
                    foreach (var name in columns)
                    {
                        writer.WritePropertyName(name);
                        rows[name].Write(row, writer);
                    }
                }));
            }
            else
            {
                lines.Add([.. columns.Select(name => Text(rows[name], row))]);
            }
        }

        if (!json)
        {
            Write(table, columns, lines);
        }

        return ExitCode.Done;
    }

    private IEnumerable<(TraceRows Rows, int Row)> Rows(TraceTable table, IReadOnlyList<string> columns, RowFilter filter)
    {
        foreach (var rows in table.Read(filter.MayMatch, [.. columns, .. filter.Columns]))
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            for (var row = 0; row < rows.Count; row++)
            {
                if (filter.Matches(rows, row))
                {
                    yield return (rows, row);
                }
            }
        }
    }

    /// <summary>Numbers end below one another, texts begin so.</summary>
    private void Write(TraceTable table, IReadOnlyList<string> columns, List<string[]> lines)
    {
        var texts = columns.Select(name => table.Column(name).Type == ColumnType.String).ToArray();
        var widths = columns.Select((name, i) => lines.Select(line => line[i].Length).Append(name.Length).Max()).ToArray();
        foreach (var line in lines.Prepend([.. columns]))
        {
            _context.Output.WriteLine(string.Join("  ", line.Select((cell, i) => texts[i] ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        }
    }

    private static string Text(TraceColumn column, int row)
    {
        if (!column.Present[row])
        {
            return "null";
        }

        var writer = new StringWriter();
        column.Write(row, writer);
        return writer.ToString().ReplaceLineEndings(" ");
    }
}
