using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Schedules;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Command;

/// <summary>What a network takes, estimated from its description alone.</summary>
/// <param name="Weights">Bytes of weights and biases, of all replicas.</param>
/// <param name="States">Bytes of what populations publish and keep, in all replicas.</param>
/// <param name="Data">Bytes of the data set.</param>
/// <param name="Currents">Multiply-adds of one training trial of one replica in synapses, dense.</param>
/// <param name="Plasticity">Multiply-adds of one training trial of one replica in rules, dense.</param>
internal sealed record NetworkCost(long Weights, long States, long Data, long Currents, long Plasticity)
{
    /// <summary>Units are kept in panels, which are filled up.</summary>
    private const int PanelUnits = 32;

    /// <summary>A change and its unit's index, which takes half a value.</summary>
    private const int EventValues = 2;

    /// <summary>True states and rates under a threshold, before and after a step.</summary>
    private const int TrueValues = 4;

    private const long Megabyte = 1_000_000;

    /// <summary>Estimates.</summary>
    /// <param name="network">The network.</param>
    /// <param name="schedule">Its read schedule, which decides how many messages are kept.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="images">Images of the data set; null when unknown.</param>
    /// <param name="replicas">Replicas that learn at the same time.</param>
    /// <param name="shared">Whether all of them have the same weights, or each its own.</param>
    /// <param name="pipeline">Trials that layers may have in flight.</param>
    public static NetworkCost Of(NetworkSpec network, IReadSchedule schedule, int batch, long? images, int replicas = 1, bool shared = false, int pipeline = 1)
    {
        long weights = 0;
        long plasticity = 0;
        foreach (var projection in network.Projections.Where(p => p.Initialiser is not null))
        {
            var (post, pre) = (network.Population(projection.Target).Units, projection.SourceUnits ?? network.Population(projection.Source).Units);
            weights += (Padded(post) * pre) + (projection.Bias ? Padded(post) : 0);
            plasticity += projection.Rules.Sum(rule => Work(rule, rule is GradientRule ? 1 : network.Phases.First(p => p.Name == rule.Phase).Steps, post, pre)) * batch;
        }

        var states = network.Populations.Sum(p => Values(network, schedule, p, pipeline)) * batch;
        var pixels = network.Populations.OfType<ClampedSpec>().First(p => p.Content == TrialContent.Input).Units;
        return new NetworkCost(
            weights * sizeof(float) * (shared ? 1 : replicas),
            states * sizeof(float) * replicas,
            (images ?? 0) * (pixels + 1),
            network.Projections.Where(p => p.Initialiser is not null).Sum(p => CurrentWork(network, p)) * batch,
            plasticity);
    }

    /// <summary>The estimate as a table.</summary>
    public TextTable Table()
    {
        var table = new TextTable("estimate", "value");
        table.Add("weights", Megabytes(Weights));
        table.Add("states and messages of training", Megabytes(States));
        table.Add("data set", Data == 0 ? "unknown before it is loaded" : Megabytes(Data));
        table.Add("currents per trial", $"{Currents / 1e6:N1} million multiply-adds");
        table.Add("plasticity per trial", $"{Plasticity / 1e6:N1} million multiply-adds");
        return table;
    }

    private static string Megabytes(long bytes) => $"{(double)bytes / Megabyte:N1} MB";

    private static long Padded(int units) => (units + PanelUnits - 1L) / PanelUnits * PanelUnits;

    /// <summary>Multiply-adds of a projection's currents per sample: clamped rates come once, feedback is taken in the phases that have it.</summary>
    private static long CurrentWork(NetworkSpec network, ProjectionSpec projection)
    {
        var source = network.Population(projection.Source);
        var steps = network.Population(projection.Target) is LayerSpec layer
            ? layer.Acts.Count(act => act.Kind != ActKind.Learn || projection.Port != Port.Basal ? LayerSpec.Reads(act, projection) is not null : layer.Backward != BackwardKind.None)
            : source is ClampedSpec ? 1 : projection.Port == Port.Basal ? network.StepsPerTrial : network.Phases.Where(p => p.Feedback).Sum(p => p.Steps);
        return (long)steps * (projection.SourceUnits ?? source.Units) * network.Population(projection.Target).Units;
    }

    private static long Work(PlasticityRule rule, int steps, int post, int pre) => rule.Scope == RuleScope.Lasting
        ? (long)steps * post * pre

        // The copies of an example are never formed: each step compares its rates with those of all steps before.
        : (long)steps * (steps + 1) / 2 * (post + pre);

    /// <summary>Messages that a sender which overwrites keeps aside, one for each reader.</summary>
    private static long Spares(NetworkSpec network, IReadSchedule schedule, PopulationSpec population) =>
        schedule.Overwrites && population is DynamicSpec ? network.Projections.Count(p => p.Source == population.Name) : 0;

    /// <summary>Values that a population publishes, per sample: a slot for each version that some reader may still need.</summary>
    private static long Values(NetworkSpec network, IReadSchedule schedule, PopulationSpec population, int pipeline)
    {
        var variables = population is ClampedSpec ? 1 : population is LayerSpec layer ? 3 + layer.Acts.Count : network.Projections.SelectMany(p => p.Rules).OfType<MirrorRule>().Any(m => network.Projection(m.Forward).Target == population.Name) ? 3 : 2;
        var (events, own) = population is DynamicSpec { Threshold: > 0 } ? (EventValues, TrueValues) : (0, 0);
        return Padded(population.Units) * (((variables + events) * (RingDepth.Of(network, schedule, population, pipeline) + Spares(network, schedule, population))) + own);
    }
}
