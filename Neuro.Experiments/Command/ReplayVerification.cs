using System.Text.Json;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Command;

/// <summary>What a replay is compared with, and where it first differs.</summary>
/// <param name="recorded">The recorded run.</param>
/// <param name="activity">What its activity was compared with; null when it recorded none.</param>
/// <param name="result">What the replay came to.</param>
/// <param name="trials">Trials replayed.</param>
/// <param name="whole">Whether these are all that were recorded.</param>
/// <param name="changed">What is configured otherwise than in the recorded run.</param>
internal sealed class ReplayVerification(RecordedRun recorded, ActivityVerifier? activity, RunResult result, long trials, bool whole, IReadOnlyList<string> changed)
{
    /// <summary>Whether all that was recorded was found again; null when the replay came to no end and nothing differed.</summary>
    public bool? Same => activity?.First is not null ? false
        : !whole ? null
        : recorded.StateHash is null || result.StateHash == recorded.StateHash;

    /// <summary>In a line.</summary>
    public string Text => Same switch
    {
        true => $"verified: {string.Join(" and ", Agreements())}, as recorded",
        false => $"diverged{(changed.Count == 0 ? string.Empty : $", as {string.Join(", ", changed)} was changed")}{Divergence()}: state {result.StateHash}, expected {recorded.StateHash ?? "unknown"}",
        null => $"not compared: the replay ended after {trials} trials, before the end of the log",
    };

    /// <summary>The fields <c>verified</c> and <c>firstDivergence</c>.</summary>
    /// <param name="writer">Stands in an object.</param>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteNumber("activityCompared", activity?.Values ?? 0);
        if (Same is not { } verified)
        {
            writer.WriteNull("verified");
            return;
        }

        writer.WriteBoolean("verified", verified);
        if (!verified)
        {
            writer.WriteStartObject("firstDivergence");
            WriteDivergence(writer);
            writer.WriteEndObject();
        }
    }

    private void WriteDivergence(Utf8JsonWriter writer)
    {
        if (activity?.First is { } first)
        {
            writer.WriteString("population", first.Place.Population);
            writer.WriteNumber("trial", first.Place.Trial);
            writer.WriteNumber("step", first.Place.Step);
            writer.WriteNumber("unit", first.Place.Unit);
            writer.WriteNumber("sample", first.Place.Sample);
            writer.WriteString("variable", first.Variable);
            Value(writer, "expected", first.Expected);
            Value(writer, "found", first.Found);
            return;
        }

        if (FirstEpoch() is { } epoch)
        {
            writer.WriteNumber("epoch", epoch);
        }
        else
        {
            writer.WriteNull("epoch");
        }

        writer.WriteString("expected", recorded.StateHash);
        writer.WriteString("found", result.StateHash);
    }

    private static void Value(Utf8JsonWriter writer, string name, float? value)
    {
        if (value is not { } number)
        {
            writer.WriteNull(name);
        }
        else if (float.IsFinite(number))
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteString(name, $"{number}");
        }
    }

    private IEnumerable<string> Agreements()
    {
        if (recorded.StateHash is { } state)
        {
            yield return $"state {state}";
        }

        if (activity is { Trials: > 0 })
        {
            yield return $"{activity.Values:N0} values of {activity.Trials} trials";
        }
    }

    private string Divergence() => activity?.First is { } first ? $", first at {first}"
        : FirstEpoch() is { } epoch ? $", seen after epoch {epoch}"
        : string.Empty;

    /// <summary>The first epoch after which the test accuracies differ; null when they never do.</summary>
    private int? FirstEpoch()
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
}
