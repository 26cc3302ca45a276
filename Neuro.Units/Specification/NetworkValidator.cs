using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;

namespace Neuro.Units.Specification;

/// <summary>Checks a network description as a whole, so that nothing that is wrong reaches a step.</summary>
internal sealed class NetworkValidator(NetworkSpec spec, bool rulePhases = true)
{
    /// <summary>Most steps of a trial, each of which every population has a place for.</summary>
    private const long LargestTrial = 1_000_000;

    public void Validate()
    {
        if (!(spec.TimeStep > 0) || double.IsInfinity(spec.TimeStep))
        {
            throw new SpecificationException($"network '{spec.Name}'", $"has time step {spec.TimeStep} ms, expected a finite value above 0");
        }

        Unique("population", spec.Populations.Select(p => p.Name));
        Unique("projection", spec.Projections.Select(p => p.Name));
        Unique("phase", spec.Phases.Select(p => p.Name));
        CheckPhases();
        foreach (var population in spec.Populations)
        {
            population.Validate();
            CheckPopulation(population);
        }

        foreach (var projection in spec.Projections)
        {
            CheckProjection(projection);
        }
    }

    private void Unique(string kind, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!seen.Add(name))
            {
                throw new SpecificationException($"{kind} '{name}'", $"stands twice in network '{spec.Name}', expected unique names");
            }
        }

        if (seen.Count == 0)
        {
            throw new SpecificationException($"network '{spec.Name}'", $"has no {kind}, expected at least one");
        }
    }

    private void CheckPhases()
    {
        foreach (var phase in spec.Phases)
        {
            if (phase.Steps < 1)
            {
                throw new SpecificationException(phase.Part, $"has {phase.Steps} steps, expected at least 1");
            }

            if (!double.IsFinite(phase.Nudging))
            {
                throw new SpecificationException(phase.Part, $"has nudging {phase.Nudging}, expected a finite value");
            }

            if (phase.StepRatio is { } ratio && !(ratio is > 0 and <= 1))
            {
                throw new SpecificationException(phase.Part, $"has dt / tau {ratio}, expected above 0 and at most 1");
            }

            if (phase.Recall is { } recalled && (phase.Steps != 1 || !spec.Phases.TakeWhile(other => other != phase).Any(other => other.Name == recalled)))
            {
                throw new SpecificationException(phase.Part, $"goes back in {phase.Steps} steps to the end of phase '{recalled}', expected one step and a phase before it");
            }
        }

        if (spec.Phases.Sum(phase => (long)phase.Steps) is var steps and > LargestTrial)
        {
            throw new SpecificationException($"network '{spec.Name}'", $"has {steps} steps per trial, expected at most {LargestTrial}");
        }

        var readOuts = spec.Phases.Count(phase => phase.ReadOut);
        if (readOuts != 1)
        {
            throw new SpecificationException($"network '{spec.Name}'", $"has {readOuts} phases that are read out, expected exactly one");
        }
    }

    private void CheckPopulation(PopulationSpec population)
    {
        var incoming = spec.Projections.Where(p => p.Target == population.Name).ToList();
        if (population is ClampedSpec)
        {
            if (incoming.Count > 0)
            {
                throw new SpecificationException(population.Part, $"is clamped but receives {incoming[0].Part}; expected no incoming projection");
            }

            return;
        }

        if (population is LayerSpec layer)
        {
            new LayerValidator(spec).Check(layer);
            return;
        }

        var dynamic = (DynamicSpec)population;
        var ratio = spec.StepRatio(dynamic);
        if (ratio > 1)
        {
            throw new SpecificationException(population.Part, $"has time constant {dynamic.TimeConstant} ms, shorter than the time step of {spec.TimeStep} ms; expected dt / tau <= 1");
        }

        if (rulePhases && dynamic.Particles is { } stored && spec.Phases.All(phase => phase.Name != stored))
        {
            throw new SpecificationException(population.Part, $"stores states by example at the end of phase '{stored}', expected one of {string.Join(", ", spec.Phases.Select(p => p.Name))}");
        }

        if (population is ValueSpec)
        {
            if (incoming.Count(p => p.Port == Port.Prediction) != 1)
            {
                throw new SpecificationException(population.Part, $"has {incoming.Count(p => p.Port == Port.Prediction)} populations that predict it, expected one of error units");
            }
        }
        else if (!incoming.Exists(p => p.Port == Port.Basal))
        {
            throw new SpecificationException(population.Part, "has no basal input, expected at least one basal projection");
        }

        if (population is ErrorSpec && incoming.Count(p => p.Port == Port.Teach) != 1)
        {
            throw new SpecificationException(population.Part, $"compares {incoming.Count(p => p.Port == Port.Teach)} populations with what it predicts, expected one of values, by a teaching projection");
        }

        if (incoming.Count(p => p.Port is Port.Teach) > 1 || incoming.Count(p => p.Port is Port.Target) > 1)
        {
            throw new SpecificationException(population.Part, "has several teaching or target projections, expected at most one of each");
        }

        CheckPulls(dynamic, incoming);
        if (population is PyramidalSpec { Loss: not null } && spec.Phases.Any(p => p.Nudging != 0) && !incoming.Exists(p => p.Port == Port.Target))
        {
            throw new SpecificationException(population.Part, "has a loss and is nudged, but no target projection; expected one");
        }
    }

    /// <summary>A soma that is pulled stronger than a step can follow overshoots more and more.</summary>
    private void CheckPulls(DynamicSpec population, List<ProjectionSpec> incoming)
    {
        foreach (var phase in spec.Phases.Where(phase => !phase.IsStill))
        {
            var pull = population switch
            {
                DendriticSpec when incoming.Exists(p => p.Port == Port.Target) => Math.Abs(phase.Nudging),
                InterneuronSpec interneuron when phase.Feedback && incoming.Exists(p => p.Port == Port.Teach) => interneuron.Teaching,
                _ => 0,
            };
            var ratio = phase.StepRatio ?? spec.StepRatio(population);
            if (ratio * (1 + pull) >= 2)
            {
                throw new SpecificationException(population.Part, $"is pulled to its target with strength {pull} in {phase.Part} at dt / tau {ratio}, expected dt / tau (1 + strength) below 2, from where on it diverges");
            }
        }
    }

    private void CheckProjection(ProjectionSpec projection)
    {
        var source = EndPoint(projection, projection.Source);
        var target = EndPoint(projection, projection.Target);
        if (projection.Delay < 1)
        {
            throw new SpecificationException(projection.Part, $"has delay {projection.Delay}, expected at least 1 step");
        }

        CheckLink(projection);
        if (target is LayerSpec layer)
        {
            new LayerValidator(spec).Check(projection, source, layer);
        }
        else if (source is LayerSpec || projection.Port is Port.Backward or Port.Inverse or Port.Corrupted || projection.SourceUnits is not null)
        {
            throw new SpecificationException(projection.Part, $"runs from {source.Part} to the {projection.Port} port of {target.Part}, expected what layers have between layers only");
        }

        switch (projection.Port)
        {
            case var _ when target is LayerSpec:
                break;
            case Port.Apical when target is not (PyramidalSpec or HopfieldSpec or ValueSpec or DendriticSpec):
                throw new SpecificationException(projection.Part, $"ends on the {projection.Port} port of {target.Part}, expected a pyramidal population, one with dendrites, Hopfield units or values");
            case Port.Cancel when target is not (PyramidalSpec or DendriticSpec):
                throw new SpecificationException(projection.Part, $"ends on the {projection.Port} port of {target.Part}, expected a pyramidal population or one with dendrites");
            case Port.Basal when target is ValueSpec:
                throw new SpecificationException(projection.Part, $"ends on the {projection.Port} port of {target.Part}, which sees its input through its error units; expected the port of those");
            case Port.Teach when target is ErrorSpec && source is not ValueSpec:
                throw new SpecificationException(projection.Part, $"is compared by {target.Part} and comes from {source.Part}, expected a population of values");
            case Port.Teach when target is not (GhostSpec or ErrorSpec or InterneuronSpec) || source is not DynamicSpec:
                throw new SpecificationException(projection.Part, $"teaches {target.Part} by {source.Part}, expected a ghost population or interneurons, and one with a state");
            case Port.Prediction when target is not ValueSpec || source is not ErrorSpec:
                throw new SpecificationException(projection.Part, $"predicts {target.Part} by {source.Part}, expected values and their error units");
            case Port.Target when target is not (PyramidalSpec { Loss: not null } or HopfieldSpec or ValueSpec or DendriticSpec) || source is not ClampedSpec:
                throw new SpecificationException(projection.Part, $"sets targets of {target.Part} by {source.Part}, expected a pyramidal population with a loss, one with dendrites, Hopfield units or values, and a clamped one");
            case Port.Teach or Port.Target or Port.Prediction when source.Units != target.Units:
                throw new SpecificationException(projection.Part, $"runs one to one from {source.Units} units to {target.Units}, expected equal numbers");
        }

        if (projection.SharesTransposeOf is { } shared)
        {
            CheckShared(projection, shared);
        }

        if (projection.OwnsWeights && projection.Initialiser is null)
        {
            throw new SpecificationException(projection.Part, "has no initialiser, expected one");
        }

        if (projection.BiasInitialiser is not null && !projection.Bias)
        {
            throw new SpecificationException(projection.Part, "says where biases come from and has none, expected a bias");
        }

        if (!projection.HasWeights && (projection.Initialiser is not null || projection.Rules.Count > 0 || projection.Bias))
        {
            throw new SpecificationException(projection.Part, $"ends on the {projection.Port} port, which has no weights; expected no initialiser, bias or rule");
        }

        if (projection.Initialiser is CopyOf copy)
        {
            CheckCopy(projection, copy);
        }

        foreach (var rule in projection.Rules)
        {
            CheckRule(projection, rule);
        }
    }

    private static void CheckLink(ProjectionSpec projection)
    {
        if (projection.Jitter is < 0 or > ProjectionSpec.LargestJitter)
        {
            throw new SpecificationException(projection.Part, $"has a jitter of {projection.Jitter} steps, expected 0 to {ProjectionSpec.LargestJitter}");
        }

        if (!(projection.Loss is >= 0 and <= ProjectionSpec.LargestLoss))
        {
            throw new SpecificationException(projection.Part, $"loses messages with probability {projection.Loss}, expected 0 to {ProjectionSpec.LargestLoss}");
        }

        if (!(projection.Duplicate is >= 0 and <= 1))
        {
            throw new SpecificationException(projection.Part, $"sends messages twice with probability {projection.Duplicate}, expected 0 to 1");
        }

        if (!(projection.Late is >= 0 and <= 1))
        {
            throw new SpecificationException(projection.Part, $"has late messages with probability {projection.Late}, expected 0 to 1");
        }

        if (projection.LateSteps < 0 || (projection.Late > 0 && projection.LateSteps == 0) || projection.LongestLateness > ProjectionSpec.LargestLateness)
        {
            throw new SpecificationException(
                projection.Part, $"has messages that are {projection.LateSteps} steps late on top of a jitter of {projection.Jitter}, expected at least 1 and together at most {ProjectionSpec.LargestLateness} steps");
        }
    }

    private PopulationSpec EndPoint(ProjectionSpec projection, string name) =>
        spec.Populations.FirstOrDefault(p => p.Name == name)
        ?? throw new SpecificationException(projection.Part, $"names population '{name}', expected one of {string.Join(", ", spec.Populations.Select(p => p.Name))}");

    private void CheckCopy(ProjectionSpec projection, CopyOf copy)
    {
        var original = spec.Projections.FirstOrDefault(p => p.Name == copy.Projection)
            ?? throw new SpecificationException(projection.Part, $"copies projection '{copy.Projection}', expected one of {string.Join(", ", spec.Projections.Select(p => p.Name))}");
        if (!original.OwnsWeights || original.Initialiser is CopyOf)
        {
            throw new SpecificationException(projection.Part, $"copies {original.Part}, expected one that has weights of its own");
        }

        var found = (Post: spec.Population(original.Target).Units, Pre: original.SourceUnits ?? spec.Population(original.Source).Units);
        var shape = copy.Transposed ? (Post: found.Pre, Pre: found.Post) : found;
        var expected = (Post: spec.Population(projection.Target).Units, Pre: projection.SourceUnits ?? spec.Population(projection.Source).Units);
        if (shape != expected)
        {
            throw new SpecificationException(projection.Part, $"copies {original.Part} as {shape.Post} x {shape.Pre}, expected {expected.Post} x {expected.Pre}");
        }
    }

    private void CheckShared(ProjectionSpec projection, string shared)
    {
        var original = spec.Projections.FirstOrDefault(p => p.Name == shared)
            ?? throw new SpecificationException(projection.Part, $"shares the transpose of projection '{shared}', expected one of {string.Join(", ", spec.Projections.Select(p => p.Name))}");
        if (original.Source != projection.Target || original.Target != projection.Source)
        {
            throw new SpecificationException(
                projection.Part, $"shares the transpose of {original.Part}, which runs from '{original.Source}' to '{original.Target}'; expected '{projection.Target}' to '{projection.Source}'");
        }

        if (!projection.HasWeights || !original.OwnsWeights)
        {
            throw new SpecificationException(projection.Part, $"shares the transpose of {original.Part}, expected a port with weights and a projection that has weights of its own");
        }

        if (projection.Initialiser is not null || projection.Rules.Count > 0 || projection.Bias)
        {
            throw new SpecificationException(projection.Part, $"shares the transpose of {original.Part}; expected no initialiser, bias or rule of its own");
        }
    }

    private void CheckRule(ProjectionSpec projection, PlasticityRule rule)
    {
        if (rulePhases && spec.Phases.All(p => p.Name != rule.Phase))
        {
            throw new SpecificationException(projection.Part, $"has a rule in phase '{rule.Phase}', expected one of {string.Join(", ", spec.Phases.Select(p => p.Name))}");
        }

        if (!(rule.Rate.Initial >= 0) || !double.IsFinite(rule.Rate.Initial) || !(rule.Rate.Decay > 0) || !double.IsFinite(rule.Rate.Decay) || rule.Rate.Warmup < 0)
        {
            throw new SpecificationException(projection.Part, $"has learning rate {rule.Rate.Initial} with decay {rule.Rate.Decay} and warm-up {rule.Rate.Warmup}, expected finite values, the rate and the warm-up at least 0 and the decay above 0");
        }

        var target = spec.Population(projection.Target);
        if (target is LayerSpec && rule is not GradientRule)
        {
            throw new SpecificationException(projection.Part, $"has a {rule.GetType().Name} and ends on the layer '{target.Name}', expected a {nameof(GradientRule)}");
        }

        switch (rule)
        {
            case GradientRule gradient:
                LayerValidator.Check(projection, target, gradient);
                break;
            case MirrorRule mirror:
                CheckMirror(projection, mirror);
                break;
            case TrialCancellationRule when projection.Port != Port.Cancel:
                throw new SpecificationException(projection.Part, $"has a trial cancellation rule on its {projection.Port} port, expected Cancel");
            case TrialCancellationRule when spec.Population(projection.Source) is ClampedSpec source:
                throw new SpecificationException(projection.Part, $"has a trial cancellation rule on rates of {source.Part}, which is clamped; expected a population with a state");
            case { Signal: PostSignal.Mimicry } when !spec.Projections.Any(p => p.Target == target.Name && p.Port == Port.Teach):
                throw new SpecificationException(projection.Part, $"has a mimicry rule, but nothing teaches {target.Part}; expected a teaching projection");
            case { Signal: PostSignal.Mimicry } when target is not GhostSpec:
                throw new SpecificationException(projection.Part, $"has a mimicry rule and ends on {target.Part}, expected ghosts");
            case CancellationRule when target is DendriticSpec:
                break;
            case { Signal: PostSignal.Error or PostSignal.ErrorSlope } when target is not PyramidalSpec:
                throw new SpecificationException(projection.Part, $"has a rule driven by the error of {target.Part}, expected a pyramidal population");
            case { Signal: PostSignal.Dendritic } when target is not (DendriticSpec or InterneuronSpec):
                throw new SpecificationException(projection.Part, $"has a dendritic rule and ends on {target.Part}, expected a population with dendrites or interneurons");
        }

        CheckGathering(projection, rule);
        CheckInduction(projection, rule);
        if (projection.Rules.Count(other => other.Scope == rule.Scope && (rule.Scope == RuleScope.Trial || other.Phase == rule.Phase)) > 1)
        {
            var where = rule.Scope == RuleScope.Trial ? string.Empty : $" in phase '{rule.Phase}'";
            throw new SpecificationException(projection.Part, $"has several {rule.Scope} rules{where}, expected at most one");
        }
    }

    private static void CheckGathering(ProjectionSpec projection, PlasticityRule rule)
    {
        if (rule is GradientRule)
        {
            return;
        }

        rule.Optimiser.Validate(projection.Part);
        if (rule.Gathering == Gathering.None && (!rule.Optimiser.IsPlain || rule.FollowsSign))
        {
            throw new SpecificationException(projection.Part, $"has a {rule.GetType().Name} that changes weights at once, with an optimiser or the sign of a trial, expected one that gathers until the trial closes");
        }

        if (rule.Gathering != Gathering.None && rule is MirrorRule or { Scope: RuleScope.Trial })
        {
            throw new SpecificationException(projection.Part, $"has a {rule.GetType().Name} that gathers, expected one that changes weights at once");
        }

        if (projection.Rules.FirstOrDefault(other => other.Gathering != rule.Gathering || (rule.Gathering != Gathering.None && (other.Rate != rule.Rate || other.Optimiser != rule.Optimiser))) is { } other)
        {
            throw new SpecificationException(projection.Part, $"has rules in the phases '{rule.Phase}' and '{other.Phase}' that gather in two ways, expected the same gathering, rate and optimiser");
        }
    }

    private void CheckInduction(ProjectionSpec projection, PlasticityRule rule)
    {
        if (rule.InductionTime != 0 && !(rule.InductionTime >= spec.TimeStep && double.IsFinite(rule.InductionTime)))
        {
            throw new SpecificationException(projection.Part, $"has a rule with induction time {rule.InductionTime} ms, expected 0 for none or a finite value of at least the time step of {spec.TimeStep} ms");
        }

        if (rule.InductionTime > 0 && (rule.Gathering != Gathering.None || rule is MirrorRule or GradientRule or { Scope: RuleScope.Trial }))
        {
            throw new SpecificationException(projection.Part, $"has a {rule.GetType().Name} with an induction time of {rule.InductionTime} ms, expected one that changes lasting weights at once");
        }

        if (projection.Rules.FirstOrDefault(other => other.InductionTime != rule.InductionTime) is { } other)
        {
            throw new SpecificationException(projection.Part, $"has rules in the phases '{rule.Phase}' and '{other.Phase}' with induction times {rule.InductionTime} ms and {other.InductionTime} ms, expected one for all");
        }
    }

    private void CheckMirror(ProjectionSpec projection, MirrorRule mirror)
    {
        var forward = spec.Projections.FirstOrDefault(p => p.Name == mirror.Forward)
            ?? throw new SpecificationException(projection.Part, $"mirrors projection '{mirror.Forward}', expected one of {string.Join(", ", spec.Projections.Select(p => p.Name))}");
        if (forward.Source != projection.Target || forward.Target != projection.Source)
        {
            throw new SpecificationException(projection.Part, $"mirrors {forward.Part}, which runs from '{forward.Source}' to '{forward.Target}'; expected '{projection.Target}' to '{projection.Source}'");
        }

        if (!forward.Rules.Any(rule => rule is { Signal: PostSignal.ErrorSlope, Scope: RuleScope.Lasting } && rule.Phase == mirror.Phase))
        {
            throw new SpecificationException(projection.Part, $"mirrors {forward.Part} in phase '{mirror.Phase}', where that has no rule to mirror");
        }

        if (projection.Bias)
        {
            throw new SpecificationException(projection.Part, "is one side of a two-sided synapse and has a bias, expected none");
        }
    }
}
