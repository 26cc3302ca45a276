using Neuro.Experiments.Results;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Command;

/// <summary>One line for each epoch, in fixed columns; a summary at the end.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="experiment">The name of the experiment.</param>
internal sealed class PlainDisplay(TextWriter output, string experiment) : RunDisplay
{
    private readonly EpochLine _line = new();

    /// <inheritdoc/>
    public override void Started(RunStart start)
    {
        output.WriteLine(EpochLine.Start(experiment, start));
        if (start.Trace is { } trace)
        {
            output.WriteLine(trace.Line);
        }

        output.WriteLine(_line.Heading);
        output.Flush();
    }

    /// <inheritdoc/>
    public override void EpochEnded(EpochMetrics metrics)
    {
        output.WriteLine(_line.Of(metrics));
        output.Flush();
    }

    /// <inheritdoc/>
    public override void Ended(RunResult result, string folder)
    {
        output.WriteLine();
        foreach (var (label, text) in RunSummary.Lines(result, folder))
        {
            output.WriteLine($"{label,-12}{text}");
        }
    }
}
