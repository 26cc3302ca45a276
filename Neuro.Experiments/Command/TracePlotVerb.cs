using System.CommandLine;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Reports;
using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Command;

/// <summary><c>neuro trace plot</c>.</summary>
internal sealed class TracePlotVerb
{
    private const string Extension = ".svg";

    private readonly CommandContext _context;
    private readonly Argument<string[]> _runs = Options.Runs();
    private readonly Option<string[]> _figures = new("--figure")
    {
        HelpName = "NAME",
        Description = $"A figure; may be repeated. All that the tables allow when it is left out. {string.Join(" ", FigureKinds.All.Select(kind => $"{kind.Name}: {kind.Shows}"))}",
    };

    private readonly Option<string?> _output = new("-o") { HelpName = "FILE.svg|DIR", Description = "Where to: a file for one figure, a folder for any number; else the folder 'figures' in the first RUN." };
    private readonly Option<long?> _trial = new("--trial") { HelpName = "N", Description = "The trial of traces and rates, from 0; else the last one recorded." };
    private readonly Option<int?> _sample = new("--sample") { HelpName = "N", Description = "The sample of that trial; else the first one recorded." };
    private readonly Option<int?> _unit = new("--unit") { HelpName = "N", Description = "The unit of traces and weights; else the first ones." };
    private readonly Option<string?> _population = new("--population") { HelpName = "NAME", Description = "The population of traces and rates; else all." };

    private TracePlotVerb(CommandContext context, System.CommandLine.Command verb)
    {
        _context = context;
        verb.Add(_runs);
        foreach (var option in (Option[])[_figures, _output, _trial, _sample, _unit, _population])
        {
            verb.Add(option);
        }

        verb.SetAction(Plot);
    }

    public static System.CommandLine.Command Create(CommandContext context)
    {
        var verb = new System.CommandLine.Command("plot", "Draws figures from the tables of runs, as SVG; runs that differ in the seed alone become one line with a band.");
        _ = new TracePlotVerb(context, verb);
        return verb;
    }

    private int Plot(ParseResult parsed)
    {
        var asked = parsed.GetValue(_figures) ?? [];
        List<FigureKind> named = [.. asked.Distinct().Select(FigureKinds.Named)];
        var folders = parsed.GetRequiredValue(_runs);
        var output = parsed.GetValue(_output) ?? Path.Combine(folders[0], "figures");
        var isFile = output.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
        var data = ReportData.Of(folders, new FigureSelection(parsed.GetValue(_trial), parsed.GetValue(_sample), parsed.GetValue(_unit), parsed.GetValue(_population)), _context.Environment);
        var kinds = named.Count == 0 ? [.. FigureKinds.All.Where(kind => kind.Fits(data))] : Fitting(named, data);
        if (isFile && kinds.Count > 1)
        {
            throw new ConfigurationException($"-o {output}: found one file for {kinds.Count} figures, expected a folder, or one --figure");
        }

        foreach (var kind in kinds)
        {
            var result = kind.Draw(data);
            if (result.Figure is { } figure)
            {
                var file = isFile ? output : Path.Combine(output, kind.Name + Extension);
                OutputFile.Write(file, figure.ToSvg());
                _context.Output.WriteLine($"{kind.Name}  {file}");
            }
            else if (asked.Length > 0)
            {
                throw new ConfigurationException($"--figure {kind.Name}: {result.Missing}");
            }
            else
            {
                _context.Output.WriteLine($"{kind.Name}  not drawn: {result.Missing}");
            }
        }

        return ExitCode.Done;
    }

    /// <summary>Figures of trainings are not drawn from studies, nor the other way round.</summary>
    private static List<FigureKind> Fitting(List<FigureKind> named, ReportData data) => named.Find(kind => !kind.Fits(data)) is not { } stranger
        ? named
        : throw new ConfigurationException(
            $"--figure {stranger.Name}: found no run but of {string.Join(", ", data.Runs.Select(run => run.Outcome.Experiment).Distinct())}, expected one of {StudyCatalogue.Named(stranger.Study)}"
            + $" (what can be drawn: {string.Join(", ", FigureKinds.All.Where(kind => kind.Fits(data)).Select(kind => kind.Name))})");
}
