using System.CommandLine;
using Neuro.Experiments.Traces;

namespace Neuro.Experiments.Command;

/// <summary>The arguments and options that choose a part of a table.</summary>
internal sealed class TraceOptions
{
    private readonly Argument<string> _run = Run();
    private readonly Argument<string> _table = new("TABLE") { Description = "The table ('neuro trace info RUN' names them)." };
    private readonly Option<string?> _columns = new("--columns") { HelpName = "A,B", Description = "Only these columns, in this order." };
    private readonly Option<string[]> _where = new("--where")
    {
        HelpName = "COLUMN=VALUE",
        Description = "Only rows in which the column has this value; null for absent ones. May be repeated, and then all must hold.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Adds the arguments and the options to a verb.</summary>
    public TraceOptions(System.CommandLine.Command verb)
    {
        verb.Add(_run);
        verb.Add(_table);
        verb.Add(_columns);
        verb.Add(_where);
    }

    /// <summary>The argument for the folder of a run.</summary>
    public static Argument<string> Run() => new("RUN") { Description = "The folder of a run." };

    /// <summary>What a command line chooses.</summary>
    /// <exception cref="TraceException">There is no such table or column, or a value is wrong.</exception>
    public (TraceTable Table, IReadOnlyList<string> Columns, RowFilter Filter) Open(ParseResult parsed)
    {
        var table = TraceTable.Open(parsed.GetRequiredValue(_run), parsed.GetRequiredValue(_table));
        List<string> columns = parsed.GetValue(_columns) is { } some
            ? [.. some.Split(',').Select(name => table.Column(name.Trim()).Name)]
            : [.. table.Columns.Select(column => column.Name)];
        if (columns.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new TraceException($"--columns: found '{twice.Key}' twice, expected each once");
        }

        return (table, columns, RowFilter.Parse(table, parsed.GetValue(_where) ?? []));
    }
}
