using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Command;

/// <summary>The description of a network as tables.</summary>
/// <param name="network">The network.</param>
internal sealed class NetworkTables(NetworkSpec network)
{
    /// <summary>Who there is.</summary>
    public TextTable Populations()
    {
        var table = new TextTable("population", "kind", "units", "activation", "tau", "reads (delay in steps)");
        foreach (var population in network.Populations)
        {
            var dynamic = population as DynamicSpec;
            var reads = network.Projections.Where(p => p.Target == population.Name).Select(p => $"{p.Source} ({p.Delay})").Distinct(StringComparer.Ordinal);
            table.Add(
                population.Name,
                Kind(population),
                $"{population.Units}",
                (dynamic?.Activation ?? (population as LayerSpec)?.Activation)?.ToString() ?? "-",
                dynamic is null ? "-" : $"{dynamic.TimeConstant} ms",
                population is ClampedSpec ? "nobody: clamped once per trial" : string.Join(", ", reads));
        }

        return table;
    }

    /// <summary>Who speaks to whom, through what.</summary>
    public TextTable Projections()
    {
        var table = new TextTable("projection", "port", "shape (post x pre)", "delay", "link", "begins as", "rules: phase, rate per tau");
        foreach (var projection in network.Projections)
        {
            var (post, pre) = (network.Population(projection.Target).Units, projection.SourceUnits ?? network.Population(projection.Source).Units);
            table.Add(
                projection.Name,
                projection.Port.ToString().ToLowerInvariant(),
                !projection.HasWeights ? $"{post}, one to one" : $"{post} x {pre}{(projection.Bias ? " + bias" : string.Empty)}",
                $"{projection.Delay}",
                Link(projection),
                projection.SharesTransposeOf is { } shared ? $"transpose of {shared}, read as it stands" : Begins(projection.Initialiser, post, pre),
                projection.Rules.Count == 0 ? "-" : string.Join("; ", projection.Rules.Select(Rule)));
        }

        return table;
    }

    /// <summary>What each layer does in a trial, and what it waits for (forward, update and backward locks as Jaderberg et al. name them); null where there are no layers.</summary>
    public TextTable? Locks()
    {
        if (LayerLocks.Of(network) is not { Count: > 0 } locks)
        {
            return null;
        }

        var table = new TextTable("layer", "acts (step: what it reads of whom)", "forward lock", "update lock", "backward lock");
        foreach (var of in locks)
        {
            var layer = (LayerSpec)network.Population(of.Layer);
            table.Add(of.Layer, string.Join("; ", layer.Acts.Select(act => Act(layer, act))), Names(of.Forward), Names(of.Update), Names(of.Backward));
        }

        return table;
    }

    private string Act(LayerSpec layer, ActSpec act)
    {
        var awaited = LayerLocks.Awaited(network, layer, act).Select(read => $"{LayerSpec.Reads(act, read.Projection).ToString()!.ToLowerInvariant()} of {read.Source.Name}").Distinct(StringComparer.Ordinal).ToList();
        return $"{act.Kind.ToString().ToLowerInvariant()} {act.Step}{(awaited.Count == 0 ? string.Empty : $": {string.Join(", ", awaited)}")}";
    }

    private static string Names(IReadOnlyList<string> names) => names.Count == 0 ? "-" : string.Join(", ", names);

    /// <summary>The course of a trial.</summary>
    public TextTable Phases()
    {
        var table = new TextTable("phase", "steps", "time", "dt / tau", "feedback", "nudging", "read out");
        foreach (var phase in network.Phases)
        {
            table.Add(
                phase.Name,
                $"{phase.Steps}",
                phase.StepRatio is null ? $"{phase.Steps * network.TimeStep:0.###} ms" : "-",
                phase.StepRatio is { } ratio ? $"{ratio:0.###}" : string.Join(", ", Ratios()),
                phase.Feedback ? "on" : "off",
                phase.Nudging == 0 ? "-" : $"{phase.Nudging:0.###}",
                phase.ReadOut ? "at its end" : "-");
        }

        return table;
    }

    private static string Kind(PopulationSpec population) => population switch
    {
        ClampedSpec { Content: TrialContent.Input } => "clamped input",
        ClampedSpec => "clamped target",
        GhostSpec => "ghost",
        LayerSpec { Loss: { } loss } => $"layer, {loss}",
        LayerSpec => "layer",
        DendriticSpec { ApicalGain: > 0 } => "pyramidal, two dendrites",
        DendriticSpec => "pyramidal, one dendrite",
        InterneuronSpec => "interneurons",
        PyramidalSpec { Loss: { } loss } => $"pyramidal, {loss}",
        _ => "pyramidal",
    };

    private static string Link(ProjectionSpec projection)
    {
        List<string> parts = [];
        if (projection.Jitter > 0)
        {
            parts.Add($"jitter {projection.Jitter} {projection.JitterDistribution.ToString().ToLowerInvariant()}");
        }

        if (projection.Loss > 0)
        {
            parts.Add($"loss {projection.Loss:0.####}");
        }

        if (projection.Duplicate > 0)
        {
            parts.Add($"duplicate {projection.Duplicate:0.####}");
        }

        if (projection.Late > 0)
        {
            parts.Add($"late {projection.Late:0.####} by {projection.LateSteps}");
        }

        return parts.Count == 0 ? "-" : string.Join(", ", parts);
    }

    private static string Begins(Initialiser? initialiser, int post, int pre) => initialiser switch
    {
        null => "-",
        GlorotUniform glorot => $"uniform +-{glorot.Scale * Math.Sqrt(6.0 / (post + pre)):0.####}",
        Uniform uniform => $"uniform {uniform.Low:0.####} .. {uniform.High:0.####}",
        Normal normal => $"normal, sd {normal.Std:0.####}",
        CopyOf copy => $"copy of {copy.Projection}{(copy.Transposed ? ", transposed" : string.Empty)}",
        FeedbackPattern pattern => Pattern(pattern),
        GlorotNormal glorot => $"normal, sd {glorot.Scale * Math.Sqrt(2.0 / (post + pre)):0.####}",
        Constant constant => $"{constant.Value:0.####}",
        _ => initialiser.GetType().Name.ToLowerInvariant(),
    };

    private static string Pattern(FeedbackPattern pattern)
    {
        List<string> parts = [];
        if (pattern.Basis != PatternBasis.Zero)
        {
            parts.Add(pattern.Basis switch { PatternBasis.Ones => "ones", PatternBasis.Identity => "identity", _ => $"ones in {pattern.Density:0.##} of the places" });
        }

        if (pattern.Noise != PatternNoise.None)
        {
            parts.Add(pattern.Noise == PatternNoise.Normal ? $"normal, sd {pattern.Spread:0.####}" : $"uniform +-{pattern.Spread:0.####}");
        }

        return string.Join(" + ", parts) + (pattern.Basis == PatternBasis.Zero && pattern.Density < 1 ? $", in {pattern.Density:0.##} of the places" : string.Empty);
    }

    private string Rule(PlasticityRule rule)
    {
        var name = rule switch
        {
            ErrorSlopeRule => "error x slope",
            MimicryRule => "mimicry",
            CancellationRule => "cancellation",
            TrialCancellationRule => "cancellation within the trial",
            MirrorRule mirror => $"mirror of {mirror.Forward}",
            GradientRule gradient => $"{gradient.Optimiser.Kind.ToString().ToLowerInvariant()} on the {gradient.Optimiser.Reduction.ToString().ToLowerInvariant()} gradient",
            _ => rule.GetType().Name,
        };

        // A mirrored rule has the rate of the other end; one that works within a trial has a rate per step.
        var rate = rule switch
        {
            MirrorRule => string.Empty,
            TrialCancellationRule => $", {rule.Rate.Initial:0.####} per step",
            _ => $", {rule.Rate.Initial:0.####}" + (rule.Rate.Decay == 1 ? string.Empty : $" x {rule.Rate.Decay:0.####} per epoch"),
        };
        return $"{name}: {rule.Phase}{rate}";
    }

    private IEnumerable<string> Ratios() =>
        network.Populations.OfType<DynamicSpec>().Select(p => $"{network.TimeStep / p.TimeConstant:0.###}").Distinct(StringComparer.Ordinal);
}
