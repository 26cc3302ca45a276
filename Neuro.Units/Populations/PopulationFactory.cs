using Neuro.Units.Plasticity;
using Neuro.Units.Specification;
using Neuro.Units.Synapses;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>Turns a description into populations that can compute.</summary>
public sealed class PopulationFactory
{
    private readonly NetworkSpec _spec;
    private readonly int _batch;
    private readonly WeightStore _weights;
    private readonly ExecutionOptions _options;

    private PopulationFactory(NetworkSpec spec, int batch, WeightStore weights, ExecutionOptions options)
    {
        _spec = spec;
        _batch = batch;
        _weights = weights;
        _options = options;
    }

    /// <summary>Builds every population of a network, in the order of the description.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="batch">Samples per trial, 1 .. 65535.</param>
    /// <param name="weights">Its weights, which the populations use in place.</param>
    /// <param name="options">How it is computed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch is out of range.</exception>
    public static IReadOnlyList<Population> Build(NetworkSpec spec, int batch, WeightStore weights, ExecutionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch, ushort.MaxValue);
        var factory = new PopulationFactory(spec, batch, weights, options);
        return [.. spec.Populations.Select(factory.Build)];
    }

    private Population Build(PopulationSpec population) => population switch
    {
        ClampedSpec clamped => BuildClamped(clamped),
        PyramidalSpec pyramidal => new PyramidalPopulation(pyramidal, _batch, (float)_spec.StepRatio(pyramidal), Inputs(pyramidal), IsMirrored(pyramidal)),
        GhostSpec ghost => new GhostPopulation(ghost, _batch, (float)_spec.StepRatio(ghost), Inputs(ghost)),
        _ => throw new SpecificationException(population.Part, $"is of unknown kind {population.GetType().Name}"),
    };

    private ClampedPopulation BuildClamped(ClampedSpec clamped)
    {
        var fed = _spec.Projections.Where(p => p.Source == clamped.Name && p.HasWeights).ToList();
        var deferred = _options.DeferPlasticity && fed.Exists(p => Rules(p).Length > 0);
        return new ClampedPopulation(clamped, _batch, sparse: _options.SkipZeros && fed.Count > 0, gram: deferred);
    }

    private List<Input> Inputs(DynamicSpec population)
    {
        var projections = _spec.Projections.Where(p => p.Target == population.Name).ToList();
        return [.. projections.Select((p, index) => new Input(index, p, p.HasWeights ? Synapses(p) : null))];
    }

    private SynapseGroup Synapses(ProjectionSpec projection)
    {
        if (projection.SharesTransposeOf is { } shared)
        {
            return new TransposedSynapses(projection, _weights[shared], _batch);
        }

        var weights = _weights[projection.Name];
        var rules = Rules(projection);
        if (_spec.Population(projection.Source) is ClampedSpec)
        {
            return new ClampedSynapses(projection, weights, rules, _batch, _options);
        }

        return new StreamingSynapses(projection, weights, rules, _batch, TrialMemory(weights, rules));
    }

    private TrialCancellation? TrialMemory(WeightMatrix weights, RuleState[] rules)
    {
        var rule = rules.FirstOrDefault(r => r.Scope == RuleScope.Trial);
        return rule is null ? null : new TrialCancellation(rule, _spec.Phases[rule.Phase].Steps, _batch, weights.Post, weights.Pre);
    }

    /// <summary>The rules that act in a phase of this network; an evaluation network lacks some phases.</summary>
    private RuleState[] Rules(ProjectionSpec projection)
    {
        var target = (DynamicSpec)_spec.Population(projection.Target);
        return [.. from rule in projection.Rules
                   let phase = PhaseIndex(rule.Phase)
                   where phase >= 0
                   select rule switch
                   {
                       MirrorRule mirror => Mirror(mirror, phase),
                       { Scope: RuleScope.Trial } => new RuleState(rule, phase, rule.Rate, 1),
                       _ => new RuleState(rule, phase, rule.Rate, _spec.StepRatio(target) / _batch),
                   }];
    }

    private RuleState Mirror(MirrorRule mirror, int phase)
    {
        var forward = _spec.Projection(mirror.Forward);
        var mirrored = forward.Rules.First(r => r.Phase == mirror.Phase && r is { Signal: PostSignal.ErrorSlope, Scope: RuleScope.Lasting });
        return new RuleState(mirror, phase, mirrored.Rate, _spec.StepRatio((DynamicSpec)_spec.Population(forward.Target)) / _batch);
    }

    private bool IsMirrored(PopulationSpec population) => _spec.Projections
        .SelectMany(p => p.Rules.OfType<MirrorRule>())
        .Any(mirror => _spec.Projection(mirror.Forward).Target == population.Name);

    private int PhaseIndex(string name)
    {
        for (var i = 0; i < _spec.Phases.Count; i++)
        {
            if (_spec.Phases[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
