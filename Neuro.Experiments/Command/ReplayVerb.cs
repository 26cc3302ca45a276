using System.CommandLine;
using System.Text.Json;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Decisions;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro replay</c>.</summary>
internal sealed class ReplayVerb
{
    /// <summary>Keys that change no bit of a replayed run.</summary>
    private static readonly ConfigurationKey[] Harmless = [NeuroKeys.Workers, NeuroKeys.Out, NeuroKeys.DataRoot];

    /// <summary>Keys whose part the log has taken.</summary>
    private static readonly ConfigurationKey[] Decided = [NeuroKeys.Schedule, NeuroKeys.Slack, NeuroKeys.Jitter, NeuroKeys.JitterDistribution, NeuroKeys.MessageLoss, NeuroKeys.Replicas, NeuroKeys.Averaging, NeuroKeys.Sharing];

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
        var verb = new System.CommandLine.Command("replay", "Has a recorded racing run again, from its decision log.");
        _ = new ReplayVerb(context, verb);
        return verb;
    }

    private int Run(ParseResult parsed)
    {
        var recorded = RecordedRun.Open(parsed.GetRequiredValue(_run));
        var settings = _configuration.Resolve(parsed, recorded.Configuration, recorded.File, _context.Environment);
        var verify = parsed.GetValue(_verify);
        if (GhostConfiguration.LockFree(Before(recorded)) is { } lockFree)
        {
            throw new ConfigurationException($"{recorded.File}: key '{lockFree.Path}': found lock-free, under which threads race over weights and no log can tell how, expected a run that can be replayed");
        }

        if (verify && recorded.StateHash is null)
        {
            throw new ConfigurationException($"{recorded.File}: found a run that never came to an end, expected one with a state hash to compare with (leave out --verify)");
        }

        var changed = Changed(recorded, settings);
        if (changed.FirstOrDefault(key => Decided.Contains(key)) is { } decided)
        {
            var found = settings.Find(decided);
            throw ConfigurationException.At(found.Provenance, decided.Path.ToString(), found.Text, "what was recorded: the log says what is read");
        }

        var decisions = recorded.Decisions(settings.Get(NeuroKeys.Replicas));
        var data = DataSetLoader.Load(settings.Get(NeuroKeys.DataSet), settings.Get(NeuroKeys.DataRoot), _context.Environment);
        recorded.Check(data);
        using var runner = Runner(recorded, settings, data, decisions);
        var display = RunDisplay.For(_context, $"replay of {recorded.Experiment}", parsed.GetValue(_quiet));
        var result = Follow(runner, display);
        display.Ended(result, recorded.Folder);
        var before = Before(recorded);
        var changes = changed.Select(key => $"{key.Path} {before.Find(key).Text} -> {settings.Find(key).Text}");
        return Report(parsed, recorded, result, [.. changes], runner, verify);
    }

    private static ExperimentRunner Runner(RecordedRun recorded, Settings settings, DataSet data, IReadOnlyList<byte[]> decisions)
    {
        try
        {
            return new ExperimentRunner(recorded.Experiment, settings, data, decisions);
        }
        catch (DecisionLogException e)
        {
            throw new ConfigurationException($"{recorded.Folder}: {e.Message}", e);
        }
    }

    private RunResult Follow(ExperimentRunner runner, RunDisplay display)
    {
        try
        {
            return display.Follow(() => runner.Run(display, _context.Cancellation));
        }
        catch (Exception e) when (e is SimulationFailedException or SimulationStalledException)
        {
            throw new CommandFailedException(e.Message, e);
        }
    }

    private int Report(ParseResult parsed, RecordedRun recorded, RunResult result, List<string> changed, ExperimentRunner runner, bool verify)
    {
        bool? same = runner.IsReplayed ? result.StateHash == recorded.StateHash : null;
        if (parsed.GetValue(_json))
        {
            _context.Output.WriteLine(JsonLine.Write(writer => Write(writer, recorded, result, changed, verify, same)));
        }
        else
        {
            if (parsed.GetValue(_quiet))
            {
                _context.Output.WriteLine(RunSummary.OneLine(result, recorded.Folder));
            }

            if (changed.Count > 0)
            {
                _context.Output.WriteLine($"the recorded schedule under another configuration: {string.Join(", ", changed)}");
            }

            if (verify)
            {
                _context.Output.WriteLine(same switch
                {
                    true => $"verified: state {result.StateHash}, as recorded",
                    false => $"diverged{Divergence(recorded, result)}: state {result.StateHash}, expected {recorded.StateHash}",
                    null => $"not compared: the replay ended after {runner.Trials} trials, before the end of the log",
                });
            }
        }

        return same is null && _context.Cancellation.IsCancellationRequested ? ExitCode.Interrupted
            : verify && same != true ? ExitCode.Failed
            : ExitCode.Done;
    }

    private static void Write(Utf8JsonWriter writer, RecordedRun recorded, RunResult result, List<string> changed, bool verify, bool? same)
    {
        ResultWriter.WriteFields(writer, result, recorded.Folder);
        writer.WriteStartArray("changed");
        changed.ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
        if (!verify)
        {
            return;
        }

        if (same is not { } verified)
        {
            writer.WriteNull("verified");
            return;
        }

        writer.WriteBoolean("verified", verified);
        if (!verified)
        {
            writer.WriteStartObject("firstDivergence");
            if (FirstDivergence(recorded, result) is { } epoch)
            {
                writer.WriteNumber("epoch", epoch);
            }
            else
            {
                writer.WriteNull("epoch");
            }

            writer.WriteString("expected", recorded.StateHash);
            writer.WriteString("found", result.StateHash);
            writer.WriteEndObject();
        }
    }

    private static string Divergence(RecordedRun recorded, RunResult result) =>
        FirstDivergence(recorded, result) is { } epoch ? $", seen after epoch {epoch}" : string.Empty;

    /// <summary>The first epoch after which the test accuracies differ; null when they never do.</summary>
    private static int? FirstDivergence(RecordedRun recorded, RunResult result)
    {
        var accuracies = recorded.TestAccuracies;
        for (var epoch = 0; epoch < Math.Min(accuracies.Count, result.History.Count); epoch++)
        {
            if (!accuracies[epoch].Equals(result.History[epoch].TestAccuracy))
            {
                return epoch + 1;
            }
        }

        return null;
    }

    private static Settings Before(RecordedRun recorded) =>
        new ConfigurationLayers(NeuroKeys.Schema).AddText(recorded.Configuration, recorded.File).Resolve();

    private static List<ConfigurationKey> Changed(RecordedRun recorded, Settings settings)
    {
        // A number that came by an option is a string in the text; what it says is the same.
        var before = Before(recorded);
        return [.. NeuroKeys.Schema.Keys.Where(key => !Harmless.Contains(key) && before.Find(key).Text.Trim('"') != settings.Find(key).Text.Trim('"'))];
    }
}
