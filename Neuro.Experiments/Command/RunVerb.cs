using System.CommandLine;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro run</c>.</summary>
internal sealed class RunVerb
{
    private readonly CommandContext _context;
    private readonly ConfigurationOptions _configuration;
    private readonly RunReport _report;

    private RunVerb(CommandContext context, System.CommandLine.Command verb)
    {
        _context = context;
        _configuration = new ConfigurationOptions(verb);
        _report = new RunReport(verb);
        verb.SetAction(Run);
    }

    public static System.CommandLine.Command Create(CommandContext context)
    {
        var verb = new System.CommandLine.Command("run", "Trains and evaluates, or measures what a study measures; writes a run folder.");
        _ = new RunVerb(context, verb);
        return verb;
    }

    private int Run(ParseResult parsed)
    {
        var named = _configuration.Resolve(parsed, _context.Environment);
        StudyCatalogue.Check(named.Settings);
        if (StudyCatalogue.Of(named.Settings) is { } study)
        {
            var shown = StudyDisplay.For(_context, named.Name, quiet: _report.IsQuiet(parsed));
            var (outcome, place) = new StudyExecution(_context, named, study).Run(shown, Folder);
            return _report.Tell(parsed, _context, shown, outcome, place.Path);
        }

        var data = DataConfiguration.Load(named.Settings, _context.Environment);
        var display = RunDisplay.For(_context, named.Name, quiet: _report.IsQuiet(parsed));
        var (result, folder) = new RunExecution(_context, named, data).Run(display, Folder);
        return _report.Tell(parsed, _context, display, result, folder.Path);
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
