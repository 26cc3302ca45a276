using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Losses;
using Neuro.Units.Plasticity;

namespace Neuro.Units.Specification;

/// <summary>Checks the layers of a network description, and the projections between them.</summary>
internal sealed class LayerValidator(NetworkSpec spec)
{
    public void Check(LayerSpec layer)
    {
        CheckNumbers(layer);
        CheckActs(layer);
        var incoming = spec.Projections.Where(p => p.Target == layer.Name).ToList();
        CheckPorts(layer, incoming);
        if (layer.Backward is BackwardKind.GradientAdjusted or BackwardKind.Incremental or BackwardKind.Target)
        {
            CheckInvertible(layer, incoming.First(p => p.Port == Port.Basal));
        }

        foreach (var act in layer.Acts)
        {
            foreach (var projection in incoming)
            {
                CheckRead(layer, act, projection);
            }
        }
    }

    public void Check(ProjectionSpec projection, PopulationSpec source, LayerSpec target)
    {
        if (source is DynamicSpec)
        {
            throw new SpecificationException(projection.Part, $"runs from {source.Part}, whose states evolve, to the layer '{target.Name}'; expected a layer or a clamped population");
        }

        if (projection.SharesTransposeOf is not null)
        {
            throw new SpecificationException(projection.Part, "shares the transpose of other weights and ends on a layer, expected weights of its own");
        }

        var read = projection.SourceUnits ?? source.Units;
        if (read < 1 || read > source.Units)
        {
            throw new SpecificationException(projection.Part, $"reads the first {read} units of {source.Part}, which has {source.Units}; expected 1 to {source.Units}");
        }

        switch (projection.Port)
        {
            case Port.Cancel or Port.Teach:
                throw new SpecificationException(projection.Part, $"ends on the {projection.Port} port of {target.Part}, expected a port that a layer has: {string.Join(", ", Ports)}");
            case Port.Apical when projection.Content is not (Content.Signal or Content.Direct):
                throw new SpecificationException(projection.Part, $"reads {projection.Content} at an apical port, expected {Content.Signal} or {Content.Direct}");
            case Port.Target when target.Loss is null || source is not ClampedSpec || source.Units > target.Units:
                throw new SpecificationException(projection.Part, $"sets targets of {target.Part} with {target.Units} units by {source.Part} with {source.Units}, expected a layer with a loss, and a clamped population with at most as many units");
            case Port.Backward when source is not LayerSpec { Backward: not BackwardKind.None } || SentBack(source.Name) is not { } sent || sent > target.Units:
                throw new SpecificationException(projection.Part, $"takes what {source.Part} sends back, expected a layer that sends back at most the {target.Units} values that {target.Part} has units");
            case Port.Corrupted when source is not LayerSpec:
                throw new SpecificationException(projection.Part, $"takes corrupted rates of {source.Part}, expected a layer");
        }
    }

    public static void Check(ProjectionSpec projection, PopulationSpec target, GradientRule rule)
    {
        if (target is not LayerSpec)
        {
            throw new SpecificationException(projection.Part, $"has a gradient rule and ends on {target.Part}, expected a layer");
        }

        if (projection.Port is not (Port.Basal or Port.Inverse))
        {
            throw new SpecificationException(projection.Part, $"has a gradient rule on its {projection.Port} port, expected {Port.Basal} or {Port.Inverse}");
        }

        rule.Optimiser.Validate(projection.Part);
        if (rule.Rate.Drops.Any(epoch => epoch < 0) || !(rule.Rate.DropFactor > 0) || !double.IsFinite(rule.Rate.DropFactor))
        {
            throw new SpecificationException(projection.Part, $"has a learning rate that drops by {rule.Rate.DropFactor} at epochs {string.Join(", ", rule.Rate.Drops)}, expected a finite factor above 0 and epochs from 0");
        }
    }

    private static IEnumerable<Port> Ports => [Port.Basal, Port.Apical, Port.Target, Port.Backward, Port.Inverse, Port.Corrupted];

    private static void CheckNumbers(LayerSpec layer)
    {
        void Finite(string what, double value, bool isRight, string expected)
        {
            if (!double.IsFinite(value) || !isRight)
            {
                throw new SpecificationException(layer.Part, $"has {what} {value}, expected {expected}");
            }
        }

        Finite("a gain of errors sent back of", layer.BackwardGain, true, "a finite value");
        Finite("a gain of its signal of", layer.SignalGain, true, "a finite value");
        Finite("corruption", layer.Corruption, layer.Corruption >= 0, "a finite value of at least 0");
        Finite("a largest condition number of", layer.LargestCondition, layer.LargestCondition >= 1, "a finite value of at least 1");
        if (layer.Loss == Loss.CrossEntropy && layer.Activation != Activation.Sigmoid)
        {
            throw new SpecificationException(layer.Part, $"has the cross-entropy of Bernoulli rates and activation {layer.Activation}, expected {Activation.Sigmoid}");
        }
    }

    private void CheckActs(LayerSpec layer)
    {
        if (layer.Acts.Count == 0 || layer.Acts[0].Kind != ActKind.Respond)
        {
            throw new SpecificationException(layer.Part, "does not respond first, expected acts that begin with a response");
        }

        for (var i = 0; i < layer.Acts.Count; i++)
        {
            var act = layer.Acts[i];
            if (act.Step < 1 || act.Step > spec.StepsPerTrial || (i > 0 && act.Step <= layer.Acts[i - 1].Step))
            {
                throw new SpecificationException(layer.Part, $"acts at steps {string.Join(", ", layer.Acts.Select(a => a.Step))}, expected ascending steps from 1 to {spec.StepsPerTrial}");
            }

            if (spec.Phases.All(p => p.Name != act.Phase))
            {
                throw new SpecificationException(layer.Part, $"acts in phase '{act.Phase}', expected one of {string.Join(", ", spec.Phases.Select(p => p.Name))}");
            }

            if (layer.Acts.Take(i).Any(other => other.Kind == act.Kind))
            {
                throw new SpecificationException(layer.Part, $"has the act {act.Kind} twice, expected it once");
            }
        }
    }

    private static void CheckPorts(LayerSpec layer, List<ProjectionSpec> incoming)
    {
        if (!incoming.Exists(p => p.Port == Port.Basal))
        {
            throw new SpecificationException(layer.Part, "has no basal input, expected at least one basal projection");
        }

        foreach (var port in (Port[])[Port.Target, Port.Backward, Port.Inverse, Port.Corrupted])
        {
            if (incoming.Count(p => p.Port == port) > 1)
            {
                throw new SpecificationException(layer.Part, $"has several projections to its {port} port, expected at most one");
            }
        }

        if (layer.Loss is not null && layer.Act(ActKind.Learn) is not null && !incoming.Exists(p => p.Port == Port.Target))
        {
            throw new SpecificationException(layer.Part, "has a loss but no target projection, expected one");
        }

        if (layer.Backward != BackwardKind.None && incoming.Count(p => p.Port == Port.Basal) > 1)
        {
            throw new SpecificationException(layer.Part, "sends errors back and has several basal projections, expected one");
        }

        foreach (var term in layer.Acts.SelectMany(act => act.Terms))
        {
            if (!incoming.Exists(p => p.Name == term && p.Port == Port.Apical))
            {
                throw new SpecificationException(layer.Part, $"combines feedback of projection '{term}', expected one of its apical projections: {string.Join(", ", incoming.Where(p => p.Port == Port.Apical).Select(p => p.Name))}");
            }
        }
    }

    private void CheckInvertible(LayerSpec layer, ProjectionSpec basal)
    {
        var read = basal.SourceUnits ?? spec.Population(basal.Source).Units;
        if (read != layer.Units)
        {
            throw new SpecificationException(layer.Part, $"inverts the weights of {basal.Part}, which are {layer.Units} x {read}; expected a square matrix");
        }

        if (!ActivationInverse.Exists(layer.Activation))
        {
            throw new SpecificationException(layer.Part, $"has activation {layer.Activation}, which has no inverse for every rate; expected {Activation.LeakyRelu} or {Activation.Linear}");
        }

        if (basal.Initialiser is Zero || basal.Initialiser is Constant)
        {
            throw new SpecificationException(layer.Part, $"inverts the weights of {basal.Part}, which start as {basal.Initialiser.GetType().Name} and have no inverse; expected random ones");
        }
    }

    private void CheckRead(LayerSpec layer, ActSpec act, ProjectionSpec projection)
    {
        if (LayerSpec.Reads(act, projection) is { } content
            && spec.Populations.FirstOrDefault(p => p.Name == projection.Source) is LayerSpec source
            && source.Act(LayerSpec.SaidBy(content)) is null)
        {
            throw new SpecificationException(projection.Part, $"has the act {act.Kind} of {layer.Part} read {content} of {source.Part}, which never says that");
        }
    }

    /// <summary>How many values a layer sends back.</summary>
    private int? SentBack(string layer) => spec.Projections.FirstOrDefault(p => p.Target == layer && p.Port == Port.Basal) is { } basal
        ? basal.SourceUnits ?? spec.Populations.First(p => p.Name == basal.Source).Units
        : null;
}
