using Neuro.Experiments.Configuration;
using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Units.Initialisation;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Running;

/// <summary>Reads a configuration as a network and the way to run it.</summary>
internal static class GhostConfiguration
{
    /// <summary>A racing run leaves something to verify a replay against, without being asked.</summary>
    private const int LiveActivityEvery = 100;

    public static NetworkSpec Network(Settings settings, int inputs, int outputs) => WithSchedule(GhostNetwork.Build(Options(settings, inputs, outputs)), settings);

    /// <summary>The read schedule of training.</summary>
    public static IReadSchedule Schedule(Settings settings, NetworkSpec network) => settings.Get(NeuroKeys.Schedule) switch
    {
        "link" => new LinkSchedule(network, (ulong)settings.Get(NeuroKeys.Seed)),
        "live" => new LiveSchedule(settings.Get(NeuroKeys.Slack), network.StepsPerTrial),
        _ => new LockstepSchedule(),
    };

    /// <summary>What is recorded of the activity; null for nothing.</summary>
    public static ActivitySelection? Activity(Settings settings)
    {
        var every = settings.Get(NeuroKeys.ActivityEvery) ?? (settings.Get(NeuroKeys.Schedule) == "live" ? LiveActivityEvery : 0);
        return every == 0 ? null : new ActivitySelection(every, settings.Get(NeuroKeys.ActivityUnits), settings.Get(NeuroKeys.ActivitySamples));
    }

    /// <summary>How the time of populations is measured; null for not at all.</summary>
    public static TimingOptions? Timing(Settings settings, TimeProvider time) => settings.Get(NeuroKeys.Timing) switch
    {
        TimingMode.Off => null,
        TimingMode.Auto when settings.Get(NeuroKeys.Schedule) != "live" => null,
        var mode => new TimingOptions(time) { Split = mode == TimingMode.Split },
    };

    public static ExecutionOptions Execution(Settings settings) => new()
    {
        KeepCurrents = settings.Get(NeuroKeys.KeepCurrents),
        DeferPlasticity = settings.Get(NeuroKeys.DeferPlasticity),
        SkipZeros = settings.Get(NeuroKeys.SkipZeros),
    };

    private static GhostNetworkOptions Options(Settings settings, int inputs, int outputs)
    {
        var ma = settings.Get(NeuroKeys.Model) == GhostModel.MA;
        var hidden = settings.Get(NeuroKeys.Hidden);
        var spread = settings.Get(NeuroKeys.GhostSpread);
        var feedback = settings.Get(NeuroKeys.FeedbackSpread);
        return new GhostNetworkOptions
        {
            Model = settings.Get(NeuroKeys.Model),
            Feedback = settings.Get(NeuroKeys.Feedback),
            Inputs = inputs,
            Hidden = hidden,
            Outputs = outputs,
            GhostUnits = settings.Get(NeuroKeys.GhostUnits),
            Activation = settings.Get(NeuroKeys.Activation),
            Loss = settings.Get(NeuroKeys.Loss),
            Biases = settings.Get(NeuroKeys.Biases),
            TimeConstant = settings.Get(NeuroKeys.TimeConstant),
            TimeStep = settings.Get(NeuroKeys.TimeStep),
            Sweep = settings.Get(NeuroKeys.Sweep),
            PredictionSteps = settings.GetSteps(NeuroKeys.Prediction, NeuroKeys.TimeStep),
            NudgingSteps = settings.GetSteps(NeuroKeys.NudgingTime, NeuroKeys.TimeStep),
            Nudging = settings.Get(NeuroKeys.Nudging),
            ForwardRates = (settings.Get(NeuroKeys.InputRate), settings.Get(NeuroKeys.HiddenRate), settings.Get(NeuroKeys.OutputRate)),
            MimicryRate = settings.Get(NeuroKeys.MimicryRate),
            CancellationRate = settings.Get(NeuroKeys.CancellationRate),
            TrialCancellationRate = settings.Get(NeuroKeys.TrialCancellationRate),
            Decay = settings.Get(NeuroKeys.Decay),
            Warmup = settings.Get(NeuroKeys.Warmup),
            ForwardInitialiser = new GlorotUniform(settings.Get(NeuroKeys.ForwardSpread)),
            UpperInitialiser = new GlorotUniform(settings.Get(NeuroKeys.UpperSpread)),
            GhostInitialiser = ma ? new GlorotUniform(spread) : new Normal((spread / Math.Sqrt(hidden.Count > 0 ? hidden[0] : inputs))),
            GhostsStartAsCopies = settings.Get(NeuroKeys.SelfPredicting),
            FeedbackInitialiser = new Uniform(-feedback, feedback),
            Ghosts = settings.Get(NeuroKeys.Ghosts),
            GhostsLearn = settings.Get(NeuroKeys.GhostsLearn),
            ShuffledFeedback = settings.Get(NeuroKeys.ShuffledFeedback),
        };
    }

    private static NetworkSpec WithSchedule(NetworkSpec spec, Settings settings)
    {
        var (delay, jitter, loss) = (settings.Get(NeuroKeys.Delay), settings.Get(NeuroKeys.Jitter), settings.Get(NeuroKeys.MessageLoss));
        if (settings.Get(NeuroKeys.Schedule) != "link")
        {
            OnlyFor(settings, "link", NeuroKeys.Jitter, jitter != 0);
            OnlyFor(settings, "link", NeuroKeys.MessageLoss, loss != 0);
        }

        if (settings.Get(NeuroKeys.Schedule) != "live")
        {
            OnlyFor(settings, "live", NeuroKeys.Slack, settings.Get(NeuroKeys.Slack) != NeuroKeys.Slack.Default);
        }

        return new NetworkSpec(
            spec.Name,
            spec.TimeStep,
            spec.Populations.Select(p => p is DynamicSpec dynamic ? WithClock(dynamic, Layer(spec, p.Name), settings) : p),
            spec.Projections.Select(p => spec.Population(p.Source) is ClampedSpec
                ? p
                : p with { Delay = delay, Jitter = jitter, JitterDistribution = settings.Get(NeuroKeys.JitterDistribution), Loss = loss }),
            spec.Phases);
    }

    private static void OnlyFor(Settings settings, string schedule, ConfigurationKey key, bool isSet)
    {
        if (isSet)
        {
            var found = settings.Find(key);
            throw ConfigurationException.At(found.Provenance, key.Path.ToString(), found.Text, $"no value of its own, or schedule.kind = {schedule}, under which alone it acts");
        }
    }

    private static DynamicSpec WithClock(DynamicSpec population, int layer, Settings settings)
    {
        var (periods, duties) = (settings.Get(NeuroKeys.Period), settings.Get(NeuroKeys.Duty));
        return population with { Period = periods[Math.Min(layer, periods.Count - 1)], Duty = duties[Math.Min(layer, duties.Count - 1)] };
    }

    /// <summary>The layer of a population from 0, the first hidden one; ghosts belong to the layer that they stand for.</summary>
    private static int Layer(NetworkSpec spec, string population)
    {
        var layers = spec.Populations.OfType<PyramidalSpec>().Select(p => p.Name).ToList();
        var own = layers.IndexOf(population);
        return own >= 0 ? own : spec.Populations.OfType<GhostSpec>().Select(g => g.Name).ToList().IndexOf(population) + 1;
    }
}
