using Neuro.Experiments.Configuration;
using Neuro.Runtime.Observing;
using Neuro.Units.Randomness;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Running;

/// <summary>Reads what is to be recorded of the activity of a run.</summary>
internal static class ActivityConfiguration
{
    private const string UnitsWord = "units";
    private const string VariablesWord = "variables";

    /// <summary>What is recorded, with room for it; null when nothing is.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="network">The network.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="trialsPerEpoch">Trials of an epoch, of one replica.</param>
    /// <exception cref="ConfigurationException">The selection does not fit the network, or is too large.</exception>
    public static ActivityRecorder? Recorder(Settings settings, NetworkSpec network, int batch, int trialsPerEpoch)
    {
        if (Selection(settings, network, batch, trialsPerEpoch) is not { } selection)
        {
            return null;
        }

        try
        {
            return new ActivityRecorder(network, batch, selection);
        }
        catch (ArgumentOutOfRangeException)
        {
            var units = settings.Find(NeuroKeys.ActivityUnits);
            throw ConfigurationException.At(
                units.Provenance, units.Path, units.Text, $"so few that, with the samples, steps and variables recorded, a trial has at most {ActivityLayout.LargestTrial} values to record");
        }
    }

    /// <summary>What is recorded; null for nothing.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="network">The network.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="trialsPerEpoch">Trials of an epoch, of one replica.</param>
    /// <exception cref="ConfigurationException">The selection does not fit the network.</exception>
    public static ActivitySelection? Selection(Settings settings, NetworkSpec network, int batch, int trialsPerEpoch)
    {
        var every = settings.Get(NeuroKeys.ActivityEvery);
        var probes = Probes(settings, network);
        var samples = Numbers(settings, NeuroKeys.ActivitySamples, batch, "samples");
        var steps = Steps(settings, network);
        if (every == 0 || !settings.Get(NeuroKeys.Tables).Contains(Traces.TraceTableName.Activity))
        {
            return null;
        }

        var variables = settings.Get(NeuroKeys.ActivityVariables);
        if (probes.Count == 0 || variables.Count == 0)
        {
            var found = settings.Find(probes.Count == 0 ? NeuroKeys.ActivityUnits : NeuroKeys.ActivityVariables);
            throw ConfigurationException.At(found.Provenance, found.Path, found.Text, "something that at least one of the recorded populations has (trace.activity.every=0 records nothing)");
        }

        return new ActivitySelection
        {
            Trials = new TrialSelection(every, settings.Get(NeuroKeys.ActivityFrom), trialsPerEpoch, settings.Get(NeuroKeys.ActivityEveryEpoch)),
            Samples = samples,
            Steps = steps,
            Probes = probes,
        };
    }

    private static IReadOnlyList<int> Numbers(Settings settings, ConfigurationKey<IReadOnlyList<string>> key, int count, string what)
    {
        var found = settings.Find(key);
        return IndexText.Read(settings.Get(key), count, Seed(settings), StableHash.Of(what)) switch
        {
            null => throw ConfigurationException.At(found.Provenance, found.Path, found.Text, $"a list of {IndexText.Forms}"),
            { Count: 0 } => throw ConfigurationException.At(found.Provenance, found.Path, found.Text, $"at least one of the {count} {what}, which are 0 to {count - 1}"),
            var numbers => numbers,
        };
    }

    private static IReadOnlyList<int> Steps(Settings settings, NetworkSpec network)
    {
        var found = settings.Find(NeuroKeys.ActivityPhases);
        var phases = settings.Get(NeuroKeys.ActivityPhases);
        if (phases.FirstOrDefault(phase => network.Phases.All(p => p.Name != phase)) is { } unknown)
        {
            throw ConfigurationException.At(found.Provenance, found.Path, $"phase '{unknown}', which the network does not have", $"some of {string.Join(", ", network.Phases.Select(p => p.Name))}");
        }

        var numbers = Numbers(settings, NeuroKeys.ActivitySteps, network.StepsPerTrial + 1, "steps");
        var of = network.Phases.SelectMany(phase => Enumerable.Repeat(phase.Name, phase.Steps)).ToList();
        var steps = phases.Count == 0 ? numbers : [.. numbers.Where(step => phases.Contains(of[Math.Max(step - 1, 0)]))];
        return steps.Count > 0 ? steps : throw ConfigurationException.At(found.Provenance, found.Path, found.Text, "phases that have some of the steps of trace.activity.steps");
    }

    private static List<ProbeSelection> Probes(Settings settings, NetworkSpec network)
    {
        var entries = ListEntry.Of(settings, NeuroKeys.ActivityPopulations, [UnitsWord, VariablesWord], alone: true).Select(entry => (Entry: entry, Names: Matching(network, entry))).ToList();
        var probes = new List<ProbeSelection>();
        foreach (var population in network.Populations.Where(p => p is not ClampedSpec))
        {
            if (entries.FindLast(e => e.Names.Contains(population.Name)).Entry is { } entry && Probe(settings, population, entry) is { } probe)
            {
                probes.Add(probe);
            }
        }

        return probes;
    }

    /// <summary>What is recorded of a population; null when it has none of the units that all are asked for.</summary>
    private static ProbeSelection? Probe(Settings settings, PopulationSpec population, ListEntry entry)
    {
        var variables = settings.Get(NeuroKeys.ActivityVariables);
        var units = settings.Get(NeuroKeys.ActivityUnits);
        foreach (var (word, value) in entry.Assignments)
        {
            if (word == UnitsWord)
            {
                units = value.Split(',');
            }
            else
            {
                variables = [.. value.Split(',').Select(name => entry.Choice(word, name, Variables))];
            }
        }

        var own = entry.Assignments.Any(assignment => assignment.Word == UnitsWord);
        var found = settings.Find(NeuroKeys.ActivityUnits);
        return IndexText.Read(units, population.Units, Seed(settings), StableHash.Of(population.Name)) switch
        {
            null when own => throw entry.Wrong($"{UnitsWord}={string.Join(',', units)}", $"numbers, each {IndexText.Forms} (with : for the space), with commas between"),
            null => throw ConfigurationException.At(found.Provenance, found.Path, found.Text, $"a list of {IndexText.Forms}"),
            { Count: 0 } when own => throw entry.Wrong($"{UnitsWord}={string.Join(',', units)}", $"at least one of the {population.Units} units of '{population.Name}', which are 0 to {population.Units - 1}"),
            { Count: 0 } => null,
            var numbers => new ProbeSelection(population.Name, variables, numbers),
        };
    }

    private static Dictionary<string, ActivityVariable> Variables { get; } =
        Enum.GetValues<ActivityVariable>().ToDictionary(variable => variable.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static List<string> Matching(NetworkSpec network, ListEntry entry)
    {
        List<string> known = [.. network.Populations.Where(p => p is not ClampedSpec).Select(p => p.Name)];
        var named = known.FindAll(entry.IsAbout);
        return named.Count > 0 ? named : throw entry.Wrong($"population '{entry.Name}', which is none with a state", $"one of {string.Join(", ", known)}, or a pattern with *");
    }

    private static ulong Seed(Settings settings) => (ulong)settings.Get(NeuroKeys.Seed);
}
