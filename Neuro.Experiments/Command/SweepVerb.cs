using System.CommandLine;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Running;
using Neuro.Experiments.Studies;
using Neuro.Experiments.Sweeps;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro sweep</c>.</summary>
internal sealed class SweepVerb
{
    private readonly CommandContext _context;
    private readonly ConfigurationOptions _configuration;
    private readonly Option<string> _seeds = new("--seeds") { HelpName = "A..B", Description = "Runs every cell of the grid with each of these seeds, such as 1..5, or 1,4,7..9.", Required = true };
    private readonly Option<string[]> _grid = new("--grid")
    {
        HelpName = "KEY=VALUE,VALUE",
        Description = "Runs with each of these values of a key; may be repeated, for every combination. Lists are values, too: model.hidden=[300],[300,100].",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _shard = new("--shard") { HelpName = "I/N", Description = "Runs every N-th cell alone, from the I-th on, so that N jobs share the sweep." };
    private readonly Option<bool> _json = Options.Json();
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print only the result." };

    private SweepVerb(CommandContext context, System.CommandLine.Command verb)
    {
        _context = context;
        _configuration = new ConfigurationOptions(verb);
        foreach (var option in (Option[])[_seeds, _grid, _shard, _json, _quiet])
        {
            verb.Add(option);
        }

        verb.SetAction(Run);
    }

    public static System.CommandLine.Command Create(CommandContext context)
    {
        var verb = new System.CommandLine.Command("sweep", "A grid of runs, each in a folder of its own; what is finished is not run again.");
        _ = new SweepVerb(context, verb);
        return verb;
    }

    private int Run(ParseResult parsed)
    {
        var seeds = SeedList.Parse(parsed.GetRequiredValue(_seeds));
        List<GridAxis> axes = [.. (parsed.GetValue(_grid) ?? []).Select(GridAxis.Parse)];
        var shard = parsed.GetValue(_shard) is { } text ? Shard.Parse(text) : Shard.Whole;
        var (name, layers) = _configuration.Layers(parsed, _context.Environment);
        Folder(name, layers);
        var cells = SweepPlan.Of(name, layers, axes, seeds, _context.Environment);
        var data = new SweepData(_context.Environment);
        Check(cells, data);
        var folder = new SweepFolder(cells[0].Settings.Get(NeuroKeys.Out));
        List<SweepCell> mine = [.. shard.Of(cells)];
        mine.ForEach(cell => folder.Look(cell, data.Of(cell)));

        var display = new SweepDisplay(_context, folder.Path, mine.Count, cells.Count, parsed.GetValue(_quiet));
        display.Begun();
        var outcome = new SweepExecution(_context, folder, data, display).Run(mine);
        display.Ended(outcome);
        if (parsed.GetValue(_json))
        {
            _context.Output.WriteLine(JsonLine.Write(writer => outcome.Write(writer, name, folder.Path, cells.Count)));
        }

        if (outcome.Failed.Count > 0)
        {
            _context.Complain($"{outcome.Failed.Count} of {mine.Count} runs failed: {string.Join(", ", outcome.Failed.Select(failed => failed.Cell.Name))}");
        }

        return outcome.Interrupted ? ExitCode.Interrupted : outcome.Failed.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>Without a folder given, a sweep has one of its own: runs that belong to no sweep do not lie in it.</summary>
    private void Folder(string name, ConfigurationLayers layers)
    {
        var given = layers.Resolve(_context.Environment).Find(NeuroKeys.Out);
        if (given.Provenance.Kind == ProvenanceKind.Reference)
        {
            layers.AddOption("--out", NeuroKeys.Out, Path.Combine(NeuroKeys.Out.Default, $"{Results.RunFolder.Plain(name)}-sweep"));
        }
    }

    /// <summary>Builds the network of every point of the grid once, so that what does not fit together is refused before anything runs.</summary>
    private void Check(IReadOnlyList<SweepCell> cells, SweepData data)
    {
        foreach (var cell in cells.DistinctBy(cell => cell.Point))
        {
            if (StudyCatalogue.Of(cell.Settings) is { } study)
            {
                throw new ConfigurationException($"{cell.Name}: found the study {study.Name}, expected a training: a study is run with 'neuro run', a seed at a time");
            }

            try
            {
                using var runner = new ExperimentRunner(cell.Experiment, cell.Settings, data.Of(cell), _context.Time);
            }
            catch (Exception e) when (e is DataException or Units.Specification.SpecificationException)
            {
                throw new ConfigurationException($"{cell.Name}: {e.Message}", e);
            }
        }
    }
}
