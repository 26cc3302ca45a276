using Neuro.Experiments.Configuration;
using Neuro.Runtime.Faults;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Running;

/// <summary>Reads the faults that are to be injected.</summary>
internal static class FaultConfiguration
{
    private const string TrialWord = "trial";
    private const string StepWord = "step";

    /// <summary>The crashes that <c>faults.crash</c> asks for.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="settings">The configuration.</param>
    /// <param name="trials">Trials of the run.</param>
    /// <exception cref="ConfigurationException">An entry is wrong.</exception>
    public static IReadOnlyList<CrashPoint> Crashes(NetworkSpec spec, Settings settings, long trials) =>
        [.. ListEntry.Of(settings, NeuroKeys.Crash, [TrialWord, StepWord]).Select(entry => Crash(spec, entry, trials))];

    private static CrashPoint Crash(NetworkSpec spec, ListEntry entry, long trials)
    {
        if (spec.Populations.All(p => p.Name != entry.Name || p is ClampedSpec))
        {
            throw entry.Wrong($"population '{entry.Name}'", $"one with a state: {string.Join(", ", spec.Populations.Where(p => p is not ClampedSpec).Select(p => p.Name))}");
        }

        return new CrashPoint(
            entry.Name,
            Number(entry, TrialWord, 0, (int)Math.Min(trials - 1, int.MaxValue)),
            Number(entry, StepWord, 1, spec.StepsPerTrial));
    }

    private static int Number(ListEntry entry, string word, int min, int max)
    {
        var given = entry.Assignments.LastOrDefault(assignment => assignment.Word == word);
        return given.Word is null ? throw entry.Wrong($"no {word}=", $"a {word} from {min} to {max}") : entry.Whole(word, given.Value, min, max);
    }
}
