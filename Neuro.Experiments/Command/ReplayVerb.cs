using System.CommandLine;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Observing;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro replay</c>.</summary>
internal sealed class ReplayVerb
{
    /// <summary>Keys that change no bit of a replayed run.</summary>
    private static readonly ConfigurationKey[] Harmless =
    [
        NeuroKeys.Workers, NeuroKeys.Out, NeuroKeys.DataRoot, NeuroKeys.Tables, NeuroKeys.TraceCompression, NeuroKeys.PartSize, NeuroKeys.PartAge, NeuroKeys.WhenBehind,
        NeuroKeys.ActivityEvery, NeuroKeys.ActivityFrom, NeuroKeys.ActivityEveryEpoch, NeuroKeys.ActivityPopulations, NeuroKeys.ActivityVariables, NeuroKeys.ActivityUnits,
        NeuroKeys.ActivitySamples, NeuroKeys.ActivitySteps, NeuroKeys.ActivityPhases,
        NeuroKeys.EventEnergy, NeuroKeys.ByteEnergy, NeuroKeys.SynapticOperationEnergy, NeuroKeys.Watchdog, NeuroKeys.Timing, NeuroKeys.MatricesEvery, NeuroKeys.CheckpointEvery, NeuroKeys.CheckpointKeep,
    ];

    /// <summary>Keys whose part the log has taken.</summary>
    private static readonly ConfigurationKey[] Decided =
    [
        NeuroKeys.Schedule, NeuroKeys.Slack, NeuroKeys.TrialBarrier, NeuroKeys.Shards, NeuroKeys.Jitter, NeuroKeys.JitterDistribution, NeuroKeys.MessageLoss, NeuroKeys.Duplicate,
        NeuroKeys.Late, NeuroKeys.LateSteps, NeuroKeys.Crash, NeuroKeys.SnapshotEvery, NeuroKeys.Replicas, NeuroKeys.Averaging, NeuroKeys.Sharing,
    ];

    private readonly CommandContext _context;
    private readonly ConfigurationOptions _configuration;
    private readonly Argument<string> _run = new("RUN") { Description = "The folder of a run with schedule.kind = live." };
    private readonly Option<bool> _verify = new("--verify") { Description = "Compare with what was recorded, and fail where it differs." };
    private readonly Option<bool> _json = Options.Json();
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print only the result." };

    private ReplayVerb(CommandContext context, System.CommandLine.Command verb)
    {
        _context = context;
        verb.Add(_run);
        _configuration = new ConfigurationOptions(verb, recorded: true);
        verb.Add(_verify);
        verb.Add(_json);
        verb.Add(_quiet);
        verb.SetAction(Run);
    }

    public static System.CommandLine.Command Create(CommandContext context)
    {
        var verb = new System.CommandLine.Command("replay", "Has a recorded racing run again, from its table of decisions.");
        _ = new ReplayVerb(context, verb);
        return verb;
    }

    private int Run(ParseResult parsed)
    {
        var recorded = RecordedRun.Open(parsed.GetRequiredValue(_run));
        recorded.RefuseStudy("that of a training with schedule.kind = live: the command line in the record gives the same table again");
        var settings = _configuration.Resolve(parsed, recorded.Configuration, recorded.File, _context.Environment);
        var verify = parsed.GetValue(_verify);
        var before = Before(recorded);
        if (NetworkConfiguration.LockFree(before) is { } lockFree)
        {
            throw new ConfigurationException($"{recorded.File}: key '{lockFree.Path}': found lock-free, under which threads race over weights and no log can tell how, expected a run that can be replayed");
        }

        var changed = Changed(before, settings);
        if (changed.FirstOrDefault(key => Decided.Contains(key)) is { } decided)
        {
            var found = settings.Find(decided);
            throw ConfigurationException.At(found.Provenance, decided.Path.ToString(), found.Text, "what was recorded: the log says what is read");
        }

        var data = DataConfiguration.Load(settings, _context.Environment);
        recorded.Check(data);
        using var runner = new ExperimentRunner(
            recorded.Experiment,
            settings,
            data,
            _context.Time,
            (network, shards) => recorded.Decisions(settings.Get(NeuroKeys.Replicas), network, shards, settings.Get(NeuroKeys.Batch)),
            verify ? before : null);
        using var activity = verify ? recorded.Activity(runner.Activity?.Layout, TimingHash.Of(runner.Network, runner.Shards, runner.Batch), runner.RecordedTrials) : null;
        if (verify && recorded.StateHash is null && activity is not { Rows: > 0 })
        {
            throw new ConfigurationException($"{recorded.File}: found a run that never came to an end, expected one with a state hash or activity to compare with (leave out --verify)");
        }

        var verifier = activity is null ? null : new ActivityVerifier(activity, runner.Activity!);
        var display = RunDisplay.For(_context, $"replay of {recorded.Experiment}", parsed.GetValue(_quiet));
        var result = Follow(runner, verifier, display);
        display.Ended(result, recorded.Folder);
        List<string> changes = [.. changed.Select(key => $"{key.Path} {before.Find(key).Text} -> {settings.Find(key).Text}")];
        var verification = verify ? new ReplayVerification(recorded, verifier, result, runner.Trials, runner.IsReplayed, changes) : null;
        Report(parsed, recorded, result, changes, verification);
        return !runner.IsReplayed && _context.Cancellation.IsCancellationRequested ? ExitCode.Interrupted
            : verification is { Same: not true } ? ExitCode.Failed
            : ExitCode.Done;
    }

    private RunResult Follow(ExperimentRunner runner, ActivityVerifier? verifier, RunDisplay display)
    {
        try
        {
            IRunObserver observer = verifier is null ? display : new RunObservers(verifier, display);
            return display.Follow(() => runner.Run(observer, _context.Cancellation));
        }
        catch (Exception e) when (e is SimulationFailedException or SimulationStalledException)
        {
            throw new CommandFailedException(e.Message, e);
        }
    }

    private void Report(ParseResult parsed, RecordedRun recorded, RunResult result, List<string> changes, ReplayVerification? verification)
    {
        if (parsed.GetValue(_json))
        {
            _context.Output.WriteLine(JsonLine.Write(writer =>
            {
                ResultWriter.WriteFields(writer, result, recorded.Folder);
                writer.WriteStartArray("changed");
                changes.ForEach(writer.WriteStringValue);
                writer.WriteEndArray();
                verification?.Write(writer);
            }));
            return;
        }

        if (parsed.GetValue(_quiet))
        {
            _context.Output.WriteLine(RunSummary.OneLine(result, recorded.Folder));
        }

        if (changes.Count > 0)
        {
            _context.Output.WriteLine($"the recorded schedule under another configuration: {string.Join(", ", changes)}");
        }

        if (verification is not null)
        {
            _context.Output.WriteLine(verification.Text);
        }
    }

    private static Settings Before(RecordedRun recorded) =>
        new ConfigurationLayers(NeuroKeys.Schema).AddText(recorded.Configuration, recorded.File).Resolve();

    /// <summary>What is configured otherwise. A number that came by an option is a string in the text; what it says is the same.</summary>
    private static List<ConfigurationKey> Changed(Settings before, Settings settings) =>
        [.. NeuroKeys.Schema.Keys.Where(key => !Harmless.Contains(key) && before.Find(key).Text.Trim('"') != settings.Find(key).Text.Trim('"'))];
}
