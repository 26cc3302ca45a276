using Neuro.Experiments.Configuration;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Running;

/// <summary>How messages travel over each projection: the values for all, and what <c>schedule.links</c> says about single ones.</summary>
internal static class LinkConfiguration
{
    private static readonly string[] Words = ["delay", "jitter", "distribution", "loss", "duplicate", "late", "late-steps"];

    private static readonly Dictionary<string, JitterDistribution> Distributions =
        Enum.GetValues<JitterDistribution>().ToDictionary(d => d.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>The projections of a network with their links; those from clamped populations stay as they are.</summary>
    /// <exception cref="ConfigurationException">An entry is wrong.</exception>
    public static IEnumerable<ProjectionSpec> Projections(NetworkSpec spec, Settings settings)
    {
        var projections = spec.Projections.Select(p => IsClamped(spec, p) ? p : WithValuesForAll(p, settings)).ToArray();
        foreach (var entry in ListEntry.Of(settings, NeuroKeys.Links, Words))
        {
            CheckSchedule(entry, settings);
            foreach (var index in Matching(spec, entry))
            {
                projections[index] = entry.Assignments.Aggregate(projections[index], (p, assignment) => With(p, entry, assignment.Word, assignment.Value));
            }
        }

        return projections;
    }

    private static bool IsClamped(NetworkSpec spec, ProjectionSpec projection) => spec.Population(projection.Source) is ClampedSpec;

    private static ProjectionSpec WithValuesForAll(ProjectionSpec projection, Settings settings) => projection with
    {
        Delay = settings.Get(NeuroKeys.Delay),
        Jitter = settings.Get(NeuroKeys.Jitter),
        JitterDistribution = settings.Get(NeuroKeys.JitterDistribution),
        Loss = settings.Get(NeuroKeys.MessageLoss),
        Duplicate = settings.Get(NeuroKeys.Duplicate),
        Late = settings.Get(NeuroKeys.Late),
        LateSteps = settings.Get(NeuroKeys.LateSteps),
    };

    private static void CheckSchedule(ListEntry entry, Settings settings)
    {
        var odd = entry.Assignments.FirstOrDefault(assignment => assignment.Word != "delay");
        if (odd.Word is not null && settings.Get(NeuroKeys.Schedule) != "link")
        {
            throw entry.Wrong($"{odd.Word}={odd.Value}", "delay alone, or schedule.kind = link, under which alone the others act");
        }
    }

    private static List<int> Matching(NetworkSpec spec, ListEntry entry)
    {
        var named = Enumerable.Range(0, spec.Projections.Count).Where(i => entry.IsAbout(spec.Projections[i].Name)).ToList();
        var free = named.FindAll(i => !IsClamped(spec, spec.Projections[i]));
        var known = string.Join(", ", spec.Projections.Where(p => !IsClamped(spec, p)).Select(p => p.Name));
        return (named.Count, free.Count) switch
        {
            (0, _) => throw entry.Wrong($"projection '{entry.Name}', which is not in the network", $"one of {known}, or a pattern with *"),
            (_, 0) => throw entry.Wrong($"projection '{spec.Projections[named[0]].Name}' from a clamped population, whose delay is always 1 and which loses nothing", $"one of {known}"),
            _ => free,
        };
    }

    private static ProjectionSpec With(ProjectionSpec projection, ListEntry entry, string word, string value) => word switch
    {
        "delay" => projection with { Delay = entry.Whole(word, value, 1, NeuroKeys.LargestDelay) },
        "jitter" => projection with { Jitter = entry.Whole(word, value, 0, ProjectionSpec.LargestJitter) },
        "distribution" => projection with { JitterDistribution = entry.Choice(word, value, Distributions) },
        "loss" => projection with { Loss = entry.Number(word, value, 0, ProjectionSpec.LargestLoss) },
        "duplicate" => projection with { Duplicate = entry.Number(word, value, 0, 1) },
        "late" => projection with { Late = entry.Number(word, value, 0, 1) },
        _ => projection with { LateSteps = entry.Whole(word, value, 1, ProjectionSpec.LargestLateness) },
    };
}
