using System.CommandLine;
using Neuro.Experiments.Checkpoints;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro resume</c>.</summary>
internal sealed class ResumeVerb
{
    private readonly CommandContext _context;
    private readonly ConfigurationOptions _configuration;
    private readonly RunReport _report;
    private readonly Argument<string> _run = new("RUN") { Description = "The folder of a run that was interrupted, killed or failed, with a checkpoint." };

    private ResumeVerb(CommandContext context, System.CommandLine.Command verb)
    {
        _context = context;
        verb.Add(_run);
        _configuration = new ConfigurationOptions(verb, recorded: true);
        _report = new RunReport(verb);
        verb.SetAction(Run);
    }

    public static System.CommandLine.Command Create(CommandContext context)
    {
        var verb = new System.CommandLine.Command("resume", "Goes on with a run from its last checkpoint, in its own folder.");
        _ = new ResumeVerb(context, verb);
        return verb;
    }

    private int Run(ParseResult parsed)
    {
        var folder = new RunFolder(Incomplete(parsed).Folder);
        using var claim = Claim(folder);

        // Once more, since the run may have come to its end meanwhile.
        var recorded = Incomplete(parsed);
        var settings = _configuration.Resolve(parsed, recorded.Configuration, recorded.File, _context.Environment);
        CheckChanges(recorded, settings);
        var data = DataConfiguration.Load(settings, _context.Environment);
        recorded.Check(data);
        var (file, checkpoint) = CheckpointFolder.Newest(recorded.Folder);
        if (checkpoint.Identity != RunIdentity.Of(settings, data))
        {
            throw new ConfigurationException($"{file}: found a checkpoint of another configuration than {recorded.File} tells, expected one of the same: one of them was edited, or is of another run");
        }

        Leftovers.Check(folder, checkpoint);
        var display = RunDisplay.For(_context, recorded.Experiment, _report.IsQuiet(parsed));
        var execution = new RunExecution(_context, new NamedSettings(recorded.Experiment, settings), data);
        var result = execution.GoOn(display, folder, new Resumption(recorded, file, checkpoint));
        return _report.Tell(parsed, _context, display, result, folder.Path);
    }

    private RecordedRun Incomplete(ParseResult parsed)
    {
        var run = RecordedRun.Open(parsed.GetRequiredValue(_run));
        run.RefuseStudy("that of a training: a study has no checkpoints, and is run again from its beginning");
        return run.Status != RunStatus.Completed
            ? run
            : throw new ConfigurationException($"{parsed.GetRequiredValue(_run)}: found a run that is complete, expected one that was interrupted, killed or failed");
    }

    private static IDisposable Claim(RunFolder folder)
    {
        try
        {
            return folder.Claim();
        }
        catch (RunFolderException e) when (e.InnerException is UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{e.Message.TrimEnd('.')}, expected a folder that can be written", e);
        }
        catch (RunFolderException e)
        {
            throw new ConfigurationException($"{folder.Path}: found a run that is still going on ({e.Message.TrimEnd('.')}), expected one that was interrupted, killed or failed", e);
        }
    }

    private static void CheckChanges(RecordedRun recorded, Settings settings)
    {
        var before = new ConfigurationLayers(NeuroKeys.Schema).AddText(recorded.Configuration, recorded.File).Resolve();
        foreach (var key in NeuroKeys.Schema.Keys.Where(key => !RunIdentity.IsFree(key, before)))
        {
            // A number that came by an option is a string in the text; what it says is the same.
            var (was, found) = (before.Find(key).Text, settings.Find(key));
            if (was.Trim('"') != found.Text.Trim('"'))
            {
                throw ConfigurationException.At(found.Provenance, found.Path, found.Text, $"{was}, with which the run began");
            }
        }
    }
}
