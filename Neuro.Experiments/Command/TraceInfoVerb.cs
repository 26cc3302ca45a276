using System.CommandLine;
using System.Globalization;
using Neuro.Experiments.Parquet;
using Neuro.Experiments.Results;
using Neuro.Experiments.Traces;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro trace info</c>.</summary>
internal sealed class TraceInfoVerb
{
    private readonly CommandContext _context;
    private readonly Argument<string> _run = TraceOptions.Run();
    private readonly Option<bool> _json = Options.Json();

    private TraceInfoVerb(CommandContext context, System.CommandLine.Command verb)
    {
        _context = context;
        verb.Add(_run);
        verb.Add(_json);
        verb.SetAction(Print);
    }

    public static System.CommandLine.Command Create(CommandContext context)
    {
        var verb = new System.CommandLine.Command("info", "The tables of a run: parts, rows, columns, and what their footers tell.");
        _ = new TraceInfoVerb(context, verb);
        return verb;
    }

    private int Print(ParseResult parsed)
    {
        var run = parsed.GetRequiredValue(_run);
        List<TraceTable> tables = [.. TraceTable.NamesIn(run).Select(name => TraceTable.Open(run, name))];
        var (what, status) = Status(run);
        if (what is null && tables.Count == 0)
        {
            throw new TraceException($"{run}: found neither run.json nor tables, expected the folder of a run");
        }

        if (parsed.GetValue(_json))
        {
            _context.Output.WriteLine(JsonLine.Write(writer => TraceInfoJson.Write(writer, run, what, status, tables)));
            return ExitCode.Done;
        }

        _context.Output.WriteLine($"{run}: {what ?? "no run.json"}{(status is null ? string.Empty : $", {status}")}, {(tables.Count == 0 ? "no tables" : $"tables {string.Join(", ", tables.Select(table => table.Name))}")}");
        var common = tables.Select(ColumnSummary.Metadata).Aggregate((IEnumerable<KeyValuePair<string, string>>?)null, (all, some) => all?.Intersect(some) ?? some)?.ToList() ?? [];
        Print(common);
        tables.ForEach(table => Print(table, common));
        return ExitCode.Done;
    }

    /// <summary>What tables have in common was said before them.</summary>
    private void Print(TraceTable table, IReadOnlyList<KeyValuePair<string, string>> common)
    {
        _context.Output.WriteLine();
        _context.Output.WriteLine(
            $"{table.Name}: {Count(table.Rows, "row")} in {Count(table.Parts.Count, "part")}, {Count(table.Footers.Sum(part => part.RowGroups.Count), "row group")}, {table.Footers.Sum(part => part.Bytes):N0} bytes");
        var text = new TextTable("column", "type", "encoding", "absent", "least", "largest", "bytes");
        foreach (var column in ColumnSummary.Of(table))
        {
            text.Add(
                column.Column.Name,
                $"{column.Column.Type.ToString().ToLowerInvariant()}{(column.Column.Optional ? "?" : string.Empty)}",
                string.Join(", ", column.Encodings),
                $"{column.Absent:N0}",
                Text(column.Least, column),
                Text(column.Largest, column),
                $"{column.Bytes:N0}");
        }

        text.Write(_context);
        Print(ColumnSummary.Metadata(table).Except(common));
    }

    private void Print(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        foreach (var (name, value) in metadata)
        {
            _context.Output.WriteLine($"{name} = {value}");
        }
    }

    /// <summary>What was run and how it stands, as far as the record tells.</summary>
    private static (string? What, string? Status) Status(string run)
    {
        if (!File.Exists(Path.Combine(run, RunFolder.RecordName)))
        {
            return (null, null);
        }

        var recorded = RecordedRun.Open(run);
        var status = recorded.Status != RunStatus.Running ? recorded.Status.ToString().ToLowerInvariant()
            : new RunFolder(run).IsInUse() ? "going on"
            : "killed";
        return (recorded.Experiment, status);
    }

    /// <summary>Footers tell zeros with a sign, whatever their sign was.</summary>
    private static string Text(object? value, ColumnSummary column) => value switch
    {
        null => column.IsKnown ? "-" : "?",
        0.0 or 0f => "0",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!.ReplaceLineEndings(" "),
    };

    private static string Count(long number, string what) => $"{number:N0} {what}{(number == 1 ? string.Empty : "s")}";
}
