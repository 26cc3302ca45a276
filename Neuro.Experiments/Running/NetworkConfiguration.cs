using Neuro.Experiments.Configuration;
using Neuro.Experiments.Models;
using Neuro.Experiments.Results;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Units.Initialisation;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Running;

/// <summary>Reads a configuration as a network and the way to run it, whatever the model.</summary>
internal static class NetworkConfiguration
{
    /// <summary>The network of a configuration, whatever its family.</summary>
    /// <exception cref="ConfigurationException">A value does not fit the model, or a key that does not act has a value of its own.</exception>
    public static NetworkSpec Network(Settings settings, int inputs, int outputs) => Family(settings) switch
    {
        ModelFamily.Layers => Layers(settings, inputs, outputs),
        ModelFamily.Energy => WithSchedule(EnergyNetwork.Build(EnergyConfiguration.Options(settings, inputs, outputs)), settings),
        ModelFamily.Predictive => Predictive(settings, PredictiveConfiguration.Options(settings, inputs, outputs)),
        ModelFamily.Microcircuits => WithSchedule(MicrocircuitNetwork.Build(MicrocircuitConfiguration.Options(settings, inputs, outputs)), settings),
        _ => WithSchedule(GhostNetwork.Build(GhostConfiguration.Options(settings, inputs, outputs)), settings),
    };

    /// <summary>The network as it is examined, by evaluation and probe: in lockstep, without jitter or loss, all populations tick at every step, and no answer is left to noise or to what was shown before.</summary>
    public static NetworkSpec Examined(Settings settings, NetworkSpec network)
    {
        // Who begins at rest needs longer than who goes on from where it was.
        var factor = settings.Get(NeuroKeys.ExaminationFactor);
        return network.WithoutClocks().WithoutNoise().WithoutMemory().WithPhases(network.Phases.Select(phase => phase.ReadOut ? phase with { Steps = factor * phase.Steps } : phase));
    }

    /// <summary>The family of the model.</summary>
    public static ModelFamily Family(Settings settings) => settings.Get(NeuroKeys.Model) switch
    {
        ModelKind.MA or ModelKind.MB => ModelFamily.Ghosts,
        ModelKind.Eqprop or ModelKind.VectorField => ModelFamily.Energy,
        ModelKind.Predictive or ModelKind.LeastAction => ModelFamily.Predictive,
        ModelKind.Microcircuit => ModelFamily.Microcircuits,
        _ => ModelFamily.Layers,
    };

    /// <summary>Whether the model is a layered network.</summary>
    public static bool IsLayered(Settings settings) => Family(settings) == ModelFamily.Layers;

    /// <summary>The potentials that targets of 0 and 1 stand for, where the output is told by potentials; else null.</summary>
    public static (double Low, double High)? Potentials(NetworkSpec network) => network.Population("output") is DendriticSpec output ? (output.TargetLow, output.TargetHigh) : null;

    /// <summary>The read schedule of a replica in training.</summary>
    public static IReadSchedule Schedule(Settings settings, NetworkSpec network, int replica = 0) => settings.Get(NeuroKeys.Schedule) switch
    {
        "link" => new LinkSchedule(network, (ulong)settings.Get(NeuroKeys.Seed), replica),
        "live" => new LiveSchedule(settings.Get(NeuroKeys.Slack), network.StepsPerTrial, settings.Get(NeuroKeys.TrialBarrier)),
        _ => new LockstepSchedule(),
    };

    /// <summary>How populations are divided. The output stays whole, since answers are read off it as a whole.</summary>
    public static ShardPlan Shards(Settings settings, NetworkSpec network) => new(network, settings.Get(NeuroKeys.Shards), "output");

    /// <summary>The key by which threads share weights without locks, so that no log can have the run again; null when none does.</summary>
    public static ConfigurationKey? LockFree(Settings settings) =>
        settings.Get(NeuroKeys.Averaging) == Averaging.LockFree ? NeuroKeys.Averaging
        : settings.Get(NeuroKeys.Sharing) == FeedbackSharing.LockFree ? NeuroKeys.Sharing
        : null;

    /// <summary>How the time of populations is measured; null for not at all.</summary>
    public static TimingOptions? Timing(Settings settings, TimeProvider time) => settings.Get(NeuroKeys.Timing) switch
    {
        TimingMode.Off => null,
        TimingMode.Auto when settings.Get(NeuroKeys.Schedule) != "live" => null,
        var mode => new TimingOptions(time) { Split = mode == TimingMode.Split },
    };

    public static ExecutionOptions Execution(Settings settings, int replica = 0) => new()
    {
        KeepCurrents = settings.Get(NeuroKeys.KeepCurrents),
        DeferPlasticity = settings.Get(NeuroKeys.DeferPlasticity),
        SkipZeros = settings.Get(NeuroKeys.SkipZeros),
        Refresh = settings.Get(NeuroKeys.Refresh),
        Seed = (ulong)settings.Get(NeuroKeys.Seed),
        Replica = replica,
    };

    public static EnergyModel Energy(Settings settings) =>
        new(settings.Get(NeuroKeys.EventEnergy), settings.Get(NeuroKeys.ByteEnergy), settings.Get(NeuroKeys.SynapticOperationEnergy));

    /// <summary>
    /// A sweep has to last until predictions have come up, whatever messages take: errors that are left of it would be learned like others. Populations take turns: what comes in another's turn waits
    /// for a step more.
    /// </summary>
    private static NetworkSpec Predictive(Settings settings, PredictiveNetworkOptions options)
    {
        var longest = WithSchedule(PredictiveNetwork.Build(options), settings).Projections.Max(Longest) + (settings.Get(NeuroKeys.Schedule) == "live" ? settings.Get(NeuroKeys.Slack) ?? 0 : 0);
        return WithSchedule(PredictiveNetwork.Build(options with { Hop = longest + ((longest + 1) % 2) }), settings);
    }

    /// <summary>Steps after which a message, or one of those that say the same again, has come but for one case in a thousand.</summary>
    private static int Longest(ProjectionSpec projection)
    {
        const double Rare = 1e-3;
        var again = projection.Loss > 0 ? (int)Math.Ceiling(Math.Log(Rare) / Math.Log(projection.Loss)) - 1 : 0;
        return projection.Delay + projection.Jitter + (projection.Late > 0 ? projection.LateSteps : 0) + again;
    }

    private static NetworkSpec Layers(Settings settings, int inputs, int outputs)
    {
        // Layers act when what they read has come: how far apart their acts are follows from the delays, which are those of named projections.
        var options = LayeredConfiguration.Options(settings, inputs, outputs);
        var delays = WithSchedule(LayeredNetwork.Build(options), settings).Projections.Max(p => p.Delay);
        return WithSchedule(LayeredNetwork.Build(options with { Hop = LayeredConfiguration.Hop(settings, delays) }), settings);
    }

    private static NetworkSpec WithSchedule(NetworkSpec spec, Settings settings)
    {
        if (settings.Get(NeuroKeys.Schedule) != "link")
        {
            OnlyFor(settings, "schedule.kind = link", NeuroKeys.Jitter, settings.Get(NeuroKeys.Jitter) != 0);
            OnlyFor(settings, "schedule.kind = link", NeuroKeys.MessageLoss, settings.Get(NeuroKeys.MessageLoss) != 0);
            OnlyFor(settings, "schedule.kind = link", NeuroKeys.Duplicate, settings.Get(NeuroKeys.Duplicate) != 0);
            OnlyFor(settings, "schedule.kind = link", NeuroKeys.Late, settings.Get(NeuroKeys.Late) != 0);
            OnlyFor(settings, "schedule.kind = link", NeuroKeys.LateSteps, settings.Get(NeuroKeys.LateSteps) != NeuroKeys.LateSteps.Default);
        }

        if (settings.Get(NeuroKeys.Schedule) != "live")
        {
            OnlyFor(settings, "schedule.kind = live", NeuroKeys.Slack, settings.Get(NeuroKeys.Slack) != NeuroKeys.Slack.Default);
            OnlyFor(settings, "schedule.kind = live", NeuroKeys.TrialBarrier, !settings.Get(NeuroKeys.TrialBarrier));
        }

        if (settings.Get(NeuroKeys.Feedback) != FeedbackKind.Transpose && Family(settings) == ModelFamily.Ghosts)
        {
            OnlyFor(settings, "model.feedback = transpose", NeuroKeys.Sharing, settings.Get(NeuroKeys.Sharing) != NeuroKeys.Sharing.Default);
        }

        if (settings.Get(NeuroKeys.Averaging) == Averaging.LockFree)
        {
            OnlyFor(settings, "run.averaging = averaged", NeuroKeys.AverageEvery, settings.Get(NeuroKeys.AverageEvery) != NeuroKeys.AverageEvery.Default);
        }

        return new NetworkSpec(
            spec.Name,
            spec.TimeStep,
            spec.Populations.Select(p => p is DynamicSpec dynamic ? WithClock(dynamic, Layer(spec, p.Name), settings) : p),
            LinkConfiguration.Projections(spec, settings),
            spec.Phases);
    }

    internal static void OnlyFor(Settings settings, string condition, ConfigurationKey key, bool isSet)
    {
        if (isSet)
        {
            var found = settings.Find(key);
            throw ConfigurationException.At(found.Provenance, key.Path.ToString(), found.Text, $"no value of its own, or {condition}, under which alone it acts");
        }
    }

    private static DynamicSpec WithClock(DynamicSpec population, int layer, Settings settings)
    {
        T Of<T>(ConfigurationKey<IReadOnlyList<T>> key) => settings.Get(key) is var values ? values[Math.Min(layer, values.Count - 1)] : default!;
        return population with { Period = Of(NeuroKeys.Period), Duty = Of(NeuroKeys.Duty), Threshold = Of(NeuroKeys.Threshold) };
    }

    /// <summary>The layer of a population from 0, the first hidden one; ghosts and error units belong to the layer that they stand for, and ghosts stand for none below the second.</summary>
    private static int Layer(NetworkSpec spec, string population)
    {
        // Interneurons mirror the layer above, but live in their own.
        if (spec.Projections.FirstOrDefault(p => p.Source == population && p.Port == Port.Cancel && spec.Population(p.Target) is DendriticSpec) is { } cancel)
        {
            population = cancel.Target;
        }

        var own = Names(spec.Populations.Where(p => p is PyramidalSpec or HopfieldSpec or ValueSpec or DendriticSpec));
        var errors = Names(spec.Populations.OfType<ErrorSpec>());
        var ghosts = Names(spec.Populations.OfType<GhostSpec>());
        return Math.Max(own.IndexOf(population), Math.Max(errors.IndexOf(population), ghosts.IndexOf(population) + 1));
    }

    private static List<string> Names(IEnumerable<PopulationSpec> populations) => [.. populations.Select(p => p.Name)];
}
