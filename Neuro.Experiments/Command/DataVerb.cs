using System.CommandLine;
using Neuro.Experiments.Data;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro data</c>.</summary>
internal sealed class DataVerb
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(30);

    private readonly CommandContext _context;
    private readonly Option<string> _root = new("--data")
    {
        HelpName = "DIR",
        Description = "The folder that holds a folder for each data set; else NEURO_DATA, else a folder in the user's cache.",
        Recursive = true,
    };

    private DataVerb(CommandContext context) => _context = context;

    public static System.CommandLine.Command Create(CommandContext context)
    {
        var actions = new DataVerb(context);
        var verb = new System.CommandLine.Command("data", "Data sets: those known, download, checksums.") { actions._root };
        var json = Options.Json();
        var list = new System.CommandLine.Command("list", "The known data sets, and whether their files are there.") { json };
        list.SetAction(parsed => actions.List(actions.Locator(parsed), parsed.GetValue(json)));
        verb.Add(list);
        verb.Add(actions.OfOne("get", "Downloads the files that are missing or wrong.", actions.Get));
        verb.Add(actions.OfOne("check", "Compares the files with the checksums of the catalogue.", actions.Check));
        return verb;
    }

    private System.CommandLine.Command OfOne(string name, string description, Func<DataSetInfo, DataSetLocator, int> action)
    {
        var set = new Argument<string>("NAME") { Description = "The name of the data set." };
        var verb = new System.CommandLine.Command(name, description) { set };
        verb.SetAction(parsed => action(DataCatalogue.Get(parsed.GetRequiredValue(set)), Locator(parsed)));
        return verb;
    }

    private DataSetLocator Locator(ParseResult parsed) => new(parsed.GetValue(_root), _context.Environment);

    private int List(DataSetLocator locator, bool json)
    {
        if (json)
        {
            _context.Output.WriteLine(JsonLine.Write(writer =>
            {
                writer.WriteString("root", locator.Root);
                writer.WriteStartArray("datasets");
                foreach (var info in DataCatalogue.All)
                {
                    writer.WriteStartObject();
                    writer.WriteString("name", info.Name);
                    writer.WriteString("description", info.Description);
                    writer.WriteString("origin", info.Origin);
                    writer.WriteBoolean("there", locator.Has(info));
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }));
            return ExitCode.Done;
        }

        var table = new TextTable("name", "train", "test", "where", "description");
        foreach (var info in DataCatalogue.All)
        {
            var where = info.BuiltIn ? "built in" : locator.Has(info) ? locator.Folder(info.Name) : $"not there: neuro data get {info.Name}";
            table.Add(info.Name, $"{info.TrainCount}", $"{info.TestCount}", where, info.Description);
        }

        table.Write(_context);
        return ExitCode.Done;
    }

    private int Get(DataSetInfo info, DataSetLocator locator)
    {
        if (info.BuiltIn)
        {
            _context.Output.WriteLine($"{info.Name}: built in, nothing to fetch");
            return ExitCode.Done;
        }

        try
        {
            using var client = new HttpClient { Timeout = AnswerPatience };
            var files = new DataDownloader(client).GetAsync(info, locator, progress: null, _context.Cancellation).GetAwaiter().GetResult();
            foreach (var file in files)
            {
                _context.Output.WriteLine($"{file.File}: {(file.From is null ? "was there" : $"fetched from {file.From.Host}")}");
            }

            _context.Output.WriteLine($"{info.Name}: complete in {locator.Folder(info.Name)}");
            return ExitCode.Done;
        }
        catch (DataException e)
        {
            throw new CommandFailedException(e.Message, e);
        }
    }

    private int Check(DataSetInfo info, DataSetLocator locator)
    {
        var check = DataChecker.Check(info, locator);
        var table = new TextTable("file", "state", "found");
        foreach (var file in check.Files)
        {
            table.Add(file.File, file.State.ToString().ToLowerInvariant(), file.Found);
        }

        table.Write(_context);
        return check.Files.FirstOrDefault(file => file.State != FileState.Right) is { } bad
            ? throw new CommandFailedException($"{info.Name}: {bad.File} is {bad.State.ToString().ToLowerInvariant()}: expected {bad.Expected}, found {bad.Found}")
            : ExitCode.Done;
    }
}
