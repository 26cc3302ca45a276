using System.CommandLine;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Decisions;

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
        var (name, settings) = _configuration.Resolve(parsed, _context.Environment);
        var data = DataSetLoader.Load(settings.Get(NeuroKeys.DataSet), settings.Get(NeuroKeys.DataRoot), _context.Environment);
        using var runner = new ExperimentRunner(name, settings, data, _context.Time);
        var record = new RunRecord { Experiment = name, Settings = settings, Data = data, CommandLine = _context.Arguments, Started = _context.Time.GetUtcNow() };
        var folder = Folder(record);
        using var log = RunLog.Open(folder, _context);
        if (!data.Verified)
        {
            log.Warning("data set {DataSet:l}: the files are not those that its name stands for (or are unknown); the results cannot be compared", data.Name);
        }

        var recorder = new RunRecorder(folder, record, log, _context.Time)
        {
            Decisions = runner.SaveDecisions,
            Activity = runner.Activity is { } activity ? new ActivityWriter(folder, activity, TimingHash.Of(runner.Network, runner.Shards, runner.Batch)) : null,
        };
        var display = RunDisplay.For(_context, name, quiet: parsed.GetValue(_quiet));
        var result = Follow(runner, recorder, display, folder);
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

    private RunFolder Folder(RunRecord record)
    {
        var root = record.Settings.Find(NeuroKeys.Out);
        try
        {
            var folder = RunFolder.Create(record.Settings.Get(NeuroKeys.Out), record.Experiment, record.Settings.Get(NeuroKeys.Seed), record.Started, record.Write());
            record.Folder = folder.Path;
            return folder;
        }
        catch (RunFolderException e)
        {
            throw ConfigurationException.At(
                root.Provenance, root.Path, $"a folder in which no run can be written ({e.Message.TrimEnd('.')})", "one that can be made and written");
        }
    }

    private RunResult Follow(ExperimentRunner runner, RunRecorder recorder, RunDisplay display, RunFolder folder)
    {
        try
        {
            var result = display.Follow(() => runner.Run(new RunObservers(recorder, display), _context.Cancellation));
            recorder.Ended(result);
            return result;
        }
        catch (Exception e)
        {
            recorder.Failed(e);
            throw e switch
            {
                RunFolderException => new CommandFailedException(e.Message, e),
                SimulationFailedException or SimulationStalledException => new CommandFailedException($"{e.Message}; details in {folder.Log}", e),
                _ => new CommandFailedException($"unexpected failure: {e.GetType().Name}: {e.Message}; details in {folder.Log}", e),
            };
        }
    }
}
