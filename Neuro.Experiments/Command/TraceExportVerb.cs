using System.CommandLine;
using System.Text;
using Neuro.Experiments.Traces;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro trace export</c>.</summary>
internal sealed class TraceExportVerb
{
    private const int BufferChars = 1 << 16;

    private static readonly string[] Formats = ["csv", "npz"];

    private readonly CommandContext _context;
    private readonly Argument<string> _format = new("FORMAT") { HelpName = string.Join('|', Formats), Description = "csv: comma-separated values. npz: an array of each column, for NumPy." };
    private readonly TraceOptions _choice;
    private readonly Option<string?> _file = new("-o") { HelpName = "FILE", Description = "Where to; else to the standard output (csv alone)." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a file that is there." };

    private TraceExportVerb(CommandContext context, System.CommandLine.Command verb)
    {
        _context = context;
        verb.Add(_format);
        _choice = new TraceOptions(verb);
        verb.Add(_file);
        verb.Add(_force);
        verb.SetAction(Export);
    }

    public static System.CommandLine.Command Create(CommandContext context)
    {
        var verb = new System.CommandLine.Command("export", "A table, or a part of it, in a form that other programs read.");
        _ = new TraceExportVerb(context, verb);
        return verb;
    }

    private int Export(ParseResult parsed)
    {
        var format = parsed.GetRequiredValue(_format);
        var file = parsed.GetValue(_file);
        if (!Formats.Contains(format))
        {
            throw new TraceException($"FORMAT: found {format}, expected one of {string.Join(", ", Formats)}");
        }

        if (format == "npz" && file is null)
        {
            throw new TraceException("-o: found nothing, expected a file: an .npz archive cannot be written to a pipe");
        }

        var (table, columns, filter) = _choice.Open(parsed);
        Action<Stream> write = format == "npz"
            ? stream => NpzExport.Write(table, columns, filter, stream, _context.Cancellation)
            : stream => Csv(stream, writer => CsvExport.Write(table, columns, filter, writer, _context.Cancellation));
        if (file is not null)
        {
            OutputFile.Write(file, parsed.GetValue(_force), write);
        }
        else if (_context.Pipe is { } pipe)
        {
            Quietly(() =>
            {
                using var stream = pipe();
                write(stream);
            });
        }
        else
        {
            CsvExport.Write(table, columns, filter, _context.Output, _context.Cancellation);
        }

        return ExitCode.Done;
    }

    private static void Csv(Stream stream, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferChars, leaveOpen: true);
        write(writer);
    }

    /// <summary>Whoever reads the output may have had enough.</summary>
    private static void Quietly(Action write)
    {
        try
        {
            write();
        }
        catch (IOException e) when (BrokenPipe.Is(e))
        {
            // Nobody is left to be told.
        }
        catch (IOException e)
        {
            throw new CommandFailedException($"standard output: cannot be written: {e.Message}", e);
        }
    }
}
