using Neuro.Units.Plasticity;
using Neuro.Units.Randomness;
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

    private int Phases => _spec.Phases.Count;

    /// <summary>Builds every population of a network, undivided, in the order of the description.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="batch">Samples per trial, 1 .. 65535.</param>
    /// <param name="weights">Its weights, which the populations use in place.</param>
    /// <param name="options">How it is computed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch is out of range.</exception>
    public static IReadOnlyList<Population> Build(NetworkSpec spec, int batch, WeightStore weights, ExecutionOptions options) =>
        [.. spec.Populations.Select(population => Build(spec, population, PanelRange.Whole(new PanelLayout(population.Units)), batch, weights, options))];

    /// <summary>Builds one population of a network, or one shard of it.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="population">The population.</param>
    /// <param name="range">The panels that it computes; of a clamped population all.</param>
    /// <param name="batch">Samples per trial, 1 .. 65535.</param>
    /// <param name="weights">Its weights, which the population uses in place; shards use disjoint parts.</param>
    /// <param name="options">How it is computed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch is out of range.</exception>
    public static Population Build(NetworkSpec spec, PopulationSpec population, PanelRange range, int batch, WeightStore weights, ExecutionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch, ushort.MaxValue);
        return new PopulationFactory(spec, batch, weights, options).Build(population, range);
    }

    private Population Build(PopulationSpec population, PanelRange range) => population switch
    {
        ClampedSpec clamped => BuildClamped(clamped),
        PyramidalSpec pyramidal => new PyramidalPopulation(pyramidal, Setting(pyramidal, range)),
        LayerSpec layer => BuildLayer(layer),
        GhostSpec ghost => new GhostPopulation(ghost, Setting(ghost, range)),
        HopfieldSpec hopfield => new HopfieldPopulation(hopfield, Setting(hopfield, range)),
        ValueSpec value => new ValuePopulation(value, Setting(value, range)),
        ErrorSpec error => new ErrorPopulation(error, Setting(error, range)),
        DendriticSpec dendritic => new DendriticPopulation(dendritic, Setting(dendritic, range)),
        InterneuronSpec interneuron => new InterneuronPopulation(interneuron, Setting(interneuron, range)),
        _ => throw new SpecificationException(population.Part, $"is of unknown kind {population.GetType().Name}"),
    };

    private LayerPopulation BuildLayer(LayerSpec layer)
    {
        var projections = _spec.Projections.Where(p => p.Target == layer.Name).ToList();
        return new LayerPopulation(
            layer,
            _batch,
            Phases,
            [.. projections.Select((p, index) => new Input(index, p, null))],
            [.. projections.Select(p => p.HasWeights ? new LayerSynapses(p, _weights[p.Name], _spec.Population(p.Source).Units, _batch, Phases, _options) : null)],
            Noise(layer));
    }

    private DynamicSetting Setting(DynamicSpec population, PanelRange range) => new(
        _batch,
        range,
        _spec.Phases,
        (float)_spec.StepRatio(population),
        Inputs(population, range),
        IsMirrored(population),
        Noise(population),
        new RandomKey(_options.Seed, "network", "nudging sign", _options.Replica),
        _options.Examples);

    private RandomKey Noise(PopulationSpec population) => new(_options.Seed, population.Name, "noise", _options.Replica);

    private ClampedPopulation BuildClamped(ClampedSpec clamped)
    {
        var fed = _spec.Projections.Where(p => p.Source == clamped.Name && p.HasWeights).ToList();
        var deferred = _options.DeferPlasticity && fed.Exists(p => _spec.Population(p.Target) is DynamicSpec && Array.Exists(Rules(p), SynapseGroup.IsDeferrable));
        return new ClampedPopulation(clamped, _batch, Phases, sparse: _options.SkipZeros && fed.Count > 0, gram: deferred);
    }

    private List<Input> Inputs(DynamicSpec population, PanelRange range)
    {
        var projections = _spec.Projections.Where(p => p.Target == population.Name).ToList();
        return [.. projections.Select((p, index) => new Input(index, p, p.HasWeights ? Synapses(p, range) : null))];
    }

    private SynapseGroup Synapses(ProjectionSpec projection, PanelRange range)
    {
        if (projection.SharesTransposeOf is { } shared)
        {
            return new TransposedSynapses(projection, _weights[shared], _batch, Phases, range);
        }

        var weights = _weights[projection.Name];
        var rules = Rules(projection);
        if (_spec.Population(projection.Source) is ClampedSpec)
        {
            return new ClampedSynapses(projection, weights, rules, _batch, Phases, range, Gathered(projection, weights, rules, range, clamped: true), _options);
        }

        var hasEvents = _spec.Population(projection.Source) is DynamicSpec { Threshold: > 0 };
        return new StreamingSynapses(projection, weights, rules, _batch, Phases, range, TrialMemory(weights, rules, range), hasEvents, Gathered(projection, weights, rules, range, clamped: false), _options);
    }

    /// <summary>Room for what rules gather in a trial; one that does not learn in this network needs none.</summary>
    private GatheredLearning? Gathered(ProjectionSpec projection, WeightMatrix weights, RuleState[] rules, PanelRange range, bool clamped)
    {
        var gathering = rules.Where(rule => rule.Gathering != Gathering.None).ToList();
        if (gathering.Count == 0)
        {
            return null;
        }

        var moments = gathering.Sum(rule => _spec.Phases[rule.Phase].Steps);
        return (long)moments * _batch <= GatheredLearning.MostRows
            ? new GatheredLearning(projection.Rules.First(rule => rule.Gathering != Gathering.None), weights, _batch, range, moments, clamped)
            : throw new SpecificationException(projection.Part, $"gathers at {moments} steps of a trial of {_batch} samples, expected at most {GatheredLearning.MostRows} rows of both together");
    }

    private TrialCancellation? TrialMemory(WeightMatrix weights, RuleState[] rules, PanelRange range)
    {
        var rule = rules.FirstOrDefault(r => r.Scope == RuleScope.Trial);
        return rule is null ? null : new TrialCancellation(rule, _spec.Phases[rule.Phase].Steps, _batch, weights.Post, weights.Pre, range.First);
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
                       _ => new RuleState(rule, phase, rule.Rate, _spec.StepRatio(target) / _batch, rule.InductionTime > 0 ? _spec.TimeStep / rule.InductionTime : 0),
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
