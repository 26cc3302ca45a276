using Neuro.Experiments.Results;

namespace Neuro.Experiments.Command;

/// <summary>A result in words.</summary>
internal static class RunSummary
{
    /// <summary>The result in one line.</summary>
    public static string OneLine(RunResult result, string folder) =>
        $"{result.Experiment} on {result.DataSet}, seed {result.Seed}: {Accuracy(result)} after {Epochs(result)}{(result.Replayable ? string.Empty : ", cannot be replayed")}; {folder}";

    /// <summary>The result in a few lines, each with a label.</summary>
    public static IEnumerable<(string Label, string Text)> Lines(RunResult result, string folder)
    {
        yield return (result.Interrupted ? "interrupted" : "done", $"{Epochs(result)} in {result.Seconds:0.0} s, {result.SamplesPerSecond:N0} samples/s");
        yield return ("accuracy", Accuracy(result));
        foreach (var layer in result.Layers)
        {
            yield return (layer.Name, string.Join(", ", Measures(layer)));
        }

        if (result.Schedule != "lockstep")
        {
            yield return (result.Schedule, Reads(result));
        }

        if (result.Staleness.Any(layer => layer.Updates.Skip(1).Any(count => count > 0)))
        {
            yield return ("stale", string.Join(", ", result.Staleness.Select(layer => $"{layer.Layer} {layer.Mean:0.##}")) + " updates behind, on average, when weights were changed");
        }

        if (result.Crashes > 0)
        {
            yield return ("recovered", $"{result.Crashes} {(result.Crashes == 1 ? "crash" : "crashes")}, {result.TrialsRepeated} {(result.TrialsRepeated == 1 ? "trial" : "trials")} done again");
        }

        if (result.Traffic.SynapticOperations < result.Traffic.DenseSynapticOperations)
        {
            yield return ("events", Events(result));
        }

        if (!result.Replayable)
        {
            yield return ("replay", "impossible: weights were shared without locks, and no log can tell what each read found; true even where nothing happened to race");
        }

        if (result.Populations.Count > 0)
        {
            yield return ("time", Time(result));
        }

        yield return ("state", result.StateHash);
        yield return ("run", folder);
    }

    private static string Epochs(RunResult result) => $"{result.Epochs} {(result.Epochs == 1 ? "epoch" : "epochs")}";

    private static string Accuracy(RunResult result)
    {
        var validation = result.ValidationAccuracy is { } held ? $", validation {held:0.00} %" : string.Empty;
        return $"train {Percent(result.TrainAccuracy)}{validation}, test {Percent(result.TestAccuracy)} (best {Percent(result.BestTestAccuracy)})";
    }

    private static string Reads(RunResult result)
    {
        var (reads, different, lost) = (result.Reads.Sum(r => r.Reads), result.Reads.Sum(r => r.Different), result.Reads.Sum(r => r.SignalsLost));
        var twice = result.Reads.Sum(r => r.Duplicates) is > 0 and var duplicates ? $", {duplicates:N0} that came twice discarded once" : string.Empty;
        if (reads == 0)
        {
            return "no reads between populations with a state";
        }

        var age = result.Reads.Where(r => r.Reads > 0).Sum(r => r.MeanStaleness * r.Reads) / reads;
        return $"reads {age:0.00} steps old on average, {100.0 * different / reads:0.0} % not as in lockstep, {lost:N0} signals lost{twice}";
    }

    private static string Events(RunResult result)
    {
        var (done, dense) = (result.Traffic.SynapticOperations, result.Traffic.DenseSynapticOperations);
        return $"{done:N0} synaptic operations, {100.0 * done / dense:0.0} % of dense; energy estimate {result.EnergyEstimate:0.000} J (assumed coefficients)";
    }

    private static string Time(RunResult result) =>
        $"{result.Populations.Max(p => p.StepsPerSecond):N0} steps/s; waiting: " + string.Join(", ", result.Populations.Select(p =>
            $"{p.Population} {p.Waiting:0 %}" + (p.Compute is null ? string.Empty : $" (computing {p.Compute:0 %}, delivering {p.Deliver:0 %})")));

    private static string Percent(double? value) => value is { } number ? $"{number:0.00} %" : "unknown";

    private static IEnumerable<string> Measures(LayerMeasures layer)
    {
        (string Name, double? Value, Func<double, string> Word)[] measures =
        [
            ("alignment", layer.Alignment, Alignment),
            ("error ratio", layer.ErrorRatio, Ratio),
            ("cancellation", layer.Cancellation, Cancellation),
            ("mimicry", layer.Mimicry, Mimicry),
        ];
        foreach (var (name, value, word) in measures)
        {
            if (value is { } number && double.IsFinite(number))
            {
                yield return $"{name} {number:0.000} ({word(number)})";
            }
        }
    }

    private static string Alignment(double cosine) => cosine switch { >= 0.95 => "aligned", >= 0.5 => "loose", > 0.05 => "weak", >= -0.05 => "unrelated", _ => "opposed" };

    private static string Ratio(double ratio) => ratio switch { < 0.8 => "smaller", <= 1.25 => "equal", _ => "larger" };

    private static string Cancellation(double residual) => residual switch { <= 0.02 => "cancelled", <= 0.2 => "partial", _ => "open" };

    private static string Mimicry(double distance) => distance switch { <= 0.05 => "faithful", <= 0.3 => "rough", _ => "off" };
}
