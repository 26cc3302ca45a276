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
        if (verify && recorded.StateHash is null)
        {
            throw new ConfigurationException($"{recorded.File}: found a run that never came to an end, expected one with a state hash to compare with (leave out --verify)");
        }

        var decisions = recorded.Decisions();
        var data = DataSetLoader.Load(settings.Get(NeuroKeys.DataSet), settings.Get(NeuroKeys.DataRoot), _context.Environment);
        recorded.Check(data);
        using var runner = Runner(recorded, settings, data, decisions);
        var display = RunDisplay.For(_context, $"replay of {recorded.Experiment}", parsed.GetValue(_quiet));
        var result = Follow(runner, display);
        display.Ended(result, recorded.Folder);
        var changed = Changed(recorded, settings);
        return Report(parsed, recorded, result, changed, verify);
    }

    private static ExperimentRunner Runner(RecordedRun recorded, Settings settings, DataSet data, byte[] decisions)
    {
        try
        {
            return new ExperimentRunner(recorded.Experiment, settings, data, decisions);
        }
        catch (DecisionLogException e)
        {
            throw new ConfigurationException($"{Path.Combine(recorded.Folder, RunFolder.DecisionsName)}: {e.Message}", e);
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

    private int Report(ParseResult parsed, RecordedRun recorded, RunResult result, List<string> changed, bool verify)
    {
        var same = result.StateHash == recorded.StateHash;
        var stopped = _context.Cancellation.IsCancellationRequested;
        if (parsed.GetValue(_json))
        {
            _context.Output.WriteLine(JsonLine.Write(writer => Write(writer, recorded, result, verify ? same : null)));
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
                _context.Output.WriteLine(same
                    ? $"verified: state {result.StateHash}, as recorded"
                    : $"diverged{Divergence(recorded, result)}: state {result.StateHash}, expected {recorded.StateHash}");
            }
        }

        return stopped ? ExitCode.Interrupted : verify && !same ? ExitCode.Failed : ExitCode.Done;
    }

    private static void Write(Utf8JsonWriter writer, RecordedRun recorded, RunResult result, bool? same)
    {
        ResultWriter.WriteFields(writer, result, recorded.Folder);
        if (same is not { } verified)
        {
            return;
        }

        writer.WriteBoolean("verified", verified);
        if (!verified)
        {
            writer.WriteStartObject("firstDivergence");
            writer.WriteNumber("epoch", FirstDivergence(recorded, result) ?? result.Epochs + 1);
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

    private static List<string> Changed(RecordedRun recorded, Settings settings)
    {
        var before = new ConfigurationLayers(NeuroKeys.Schema).AddText(recorded.Configuration, recorded.File).Resolve();
        return
        [
            .. NeuroKeys.Schema.Keys.Where(key => !Harmless.Contains(key) && before.Find(key).Text != settings.Find(key).Text)
                .Select(key => $"{key.Path} {before.Find(key).Text} -> {settings.Find(key).Text}"),
        ];
    }
}
