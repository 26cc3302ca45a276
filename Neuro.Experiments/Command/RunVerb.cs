using System.CommandLine;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro run</c>.</summary>
internal sealed class RunVerb
{
    private readonly CommandContext _context;
    private readonly ConfigurationOptions _configuration;
    private readonly Option<bool> _json = Options.Json();
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print only the result." };

    private RunVerb(CommandContext context, System.CommandLine.Command verb)
    {
        _context = context;
        _configuration = new ConfigurationOptions(verb);
        verb.Add(_json);
        verb.Add(_quiet);
        verb.SetAction(Run);
    }

    public static System.CommandLine.Command Create(CommandContext context)
    {
        var verb = new System.CommandLine.Command("run", "Trains and evaluates; writes a run folder.");
        _ = new RunVerb(context, verb);
        return verb;
    }

    private int Run(ParseResult parsed)
    {
        var named = _configuration.Resolve(parsed, _context.Environment);
        var data = DataSetLoader.Load(named.Settings.Get(NeuroKeys.DataSet), named.Settings.Get(NeuroKeys.DataRoot), _context.Environment);
        var display = RunDisplay.For(_context, named.Name, quiet: parsed.GetValue(_quiet));
        var (result, folder) = new RunExecution(_context, named, data).Run(display, Folder);
        display.Ended(result, folder.Path);
        if (parsed.GetValue(_json))
        {
            _context.Output.WriteLine(JsonLine.Write(writer => ResultWriter.WriteFields(writer, result, folder.Path)));
        }
        else if (parsed.GetValue(_quiet))
        {
            _context.Output.WriteLine(RunSummary.OneLine(result, folder.Path));
        }

        return result.Interrupted ? ExitCode.Interrupted : ExitCode.Done;
    }

    private static RunFolder Folder(RunRecord record)
    {
        var root = record.Settings.Find(NeuroKeys.Out);
        try
        {
            return RunFolder.Create(record.Settings.Get(NeuroKeys.Out), record.Experiment, record.Settings.Get(NeuroKeys.Seed), record.Started, record.Write());
        }
        catch (RunFolderException e)
        {
            throw ConfigurationException.At(
                root.Provenance, root.Path, $"a folder in which no run can be written ({e.Message.TrimEnd('.')})", "one that can be made and written");
        }
    }
}
