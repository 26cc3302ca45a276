using Neuro.Units.Kernels;
using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Randomness;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;
using Neuro.Units.Synapses;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>What pyramidal and ghost populations share: leaky integration of a basal current, and rules on the synapses.</summary>
public abstract unsafe partial class DynamicPopulation : Population
{
    // Constants
    private readonly DynamicSpec _spec;
    private readonly float _stepRatio;
    private readonly bool _sendsSignal;
    private readonly PanelGroup[] _groups;
    private readonly SynapseGroup[] _synapses;
    private readonly (Input Input, RuleState Rule)[] _mirrors;
    private readonly (Input Input, RuleState Rule)[][] _rulesByPhase;
    private readonly StateNoise? _noise;
    private readonly RandomKey _signs;

    // State
    private readonly StateMemory _memory;
    private readonly SendOnDelta? _delta;
    private readonly LevelPool? _levels;
    private int _epoch = -1;
    private bool _lasting;

    // Scratch: one group of panels each.
    private readonly AlignedBuffer _basal;
    private readonly AlignedBuffer _partial;
    private readonly AlignedBuffer _change;
    private float _sign = 1f;

    private protected DynamicPopulation(DynamicSpec spec, DynamicSetting setting)
        : base(spec, setting.Batch, setting.Range, setting.Phases.Count)
    {
        _spec = spec;
        _stepRatio = setting.StepRatio;
        _sendsSignal = setting.SendsSignal;
        _signs = setting.Sign;
        Inputs = [.. setting.Inputs];
        Basal = [.. Inputs.Where(i => i.Projection.Port == Port.Basal)];
        _synapses = [.. Inputs.Where(i => i.Synapses is not null).Select(i => i.Synapses!)];
        _mirrors = [.. from input in Inputs
                       where input.Synapses is not null
                       from rule in input.Synapses!.Rules
                       where rule.Signal == PostSignal.Partner
                       select (input, rule)];
        _rulesByPhase = RulesByPhase(Inputs);
        _groups = PanelGroup.Cut(Layout, Range, Batch);
        _basal = Scratch();
        _partial = Scratch();
        _change = Scratch();
        _memory = new StateMemory(spec, setting);
        _noise = spec.Noise > 0 ? new StateNoise(setting.Noise, spec.Noise, Layout, Batch, _basal.Length) : null;

        // Shards of a version lie in one matrix, and each comes to it in its own time: nobody could lend it.
        _levels = Range == PanelRange.Whole(Layout) ? new LevelPool() : null;
        _delta = spec.Threshold > 0 ? new SendOnDelta(spec.Threshold, Batch, spec.Units, Range) : null;
    }

    /// <summary>Copies of currents that no message carries, for an observer; null unless asked for.</summary>
    internal Observation? Observation { get; set; }

    /// <summary>Number of incoming projections.</summary>
    internal int InputCount => Inputs.Length;

    /// <summary>The true levels after the last step, where a threshold lets the messages tell others; else null.</summary>
    internal Levels? True => _delta?.Now;

    internal IReadOnlyList<SynapseGroup> Synapses => _synapses;

    /// <inheritdoc/>
    internal override bool WantsExamples => _memory.WantsExamples;

    private protected Input[] Inputs { get; }

    private protected Input[] Basal { get; }

    private protected static KernelSet Kernels => KernelSet.Best;

    private protected Activations.Activation Activation => _spec.Activation;

    /// <summary>Whether rules see the own rate as the step leaves it, and not as it found it: a population that answers at once to what it reads.</summary>
    private protected virtual bool AnswersAtOnce => false;

    /// <inheritdoc/>
    internal override long MultiplyAddsOf(ProjectionSpec projection, int phase)
    {
        foreach (var synapses in _synapses)
        {
            if (synapses.Spec.Name == projection.Name)
            {
                return synapses.MultiplyAdds[phase];
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    public override Message CreateMessage(Message? whole = null)
    {
        var message = new Message
        {
            Rate = whole?.Rate ?? new PanelMatrix(Batch, Spec.Units),
            State = whole?.State ?? new PanelMatrix(Batch, Spec.Units),
            Signal = _sendsSignal ? whole?.Signal ?? new PanelMatrix(Batch, Spec.Units) : null,
            Events = _delta is null ? null : new RateEvents(new RateEventSection(Batch, OwnUnits)),
        };
        _levels?.Add(message);
        return message;
    }

    /// <inheritdoc/>
    public override void Open(in TrialContext trial, Message initial)
    {
        _lasting = trial.Lasting;
        initial.Claim();
        foreach (var synapses in _synapses)
        {
            synapses.Open();
            if (trial.Epoch != _epoch)
            {
                foreach (var rule in synapses.Rules)
                {
                    rule.BeginEpoch(trial.Epoch);
                }
            }
        }

        _epoch = trial.Epoch;
        _sign = new RandomStream(_signs.ForStep(trial.Trial)).Uniform(0) < 0.5f ? -1f : 1f;
        initial.HasSignal = false;
        initial.State!.Clear(Range);
        _memory.Open(trial.Examples.Span, new Levels(initial.State, initial.Rate), out var setsRates);
        if (!setsRates)
        {
            Kernels.Rate(Activation, Range.Count * initial.State.PanelLength, initial.State.Panel(Range.First), initial.Rate.Panel(Range.First));
        }

        ClearPadding(initial.Rate);
        initial.RateVersion = initial.Version;
        Said.CountWhole(phase: 0);
        if (_delta is not null)
        {
            _delta.Open(initial);
            Events(initial).SayWhole(initial.Version);
        }
    }

    /// <inheritdoc/>
    public override void Deliver(int input, Message signal, PanelRange sender, Message own)
    {
        if (!_lasting)
        {
            return;
        }

        foreach (var (mirror, rule) in _mirrors)
        {
            if (mirror.Index == input)
            {
                mirror.Synapses!.Deliver(signal, sender, own, rule.Scale, rule.Phase);
            }
        }
    }

    /// <inheritdoc/>
    public override void Step(in StepContext context, Message own, ReadOnlySpan<Message> inputs, Message next)
    {
        Observation?.Begin();
        next.Claim();
        for (var i = 0; i < Inputs.Length; i++)
        {
            Inputs[i].Synapses?.Prepare(inputs[i], context.PhaseIndex);
        }

        var h = context.Phase.StepRatio is { } ratio ? (float)ratio : _stepRatio;
        var rules = context.PhaseIndex < _rulesByPhase.Length ? _rulesByPhase[context.PhaseIndex] : [];
        next.HasSignal = _sendsSignal && _lasting && HasErrorSlope(rules);
        var before = _delta?.Now ?? new Levels(own.State!, own.Rate);
        var after = _delta?.Next ?? new Levels(next.State!, next.Rate);
        BeginEvents(own, next);
        var finite = true;
        var source = !context.Phase.IsStill ? default : context.Phase.Recall is null ? before : _memory.Recalled(context.PhaseIndex);
        BeginStep(context, before);
        foreach (ref readonly var group in _groups.AsSpan())
        {
            float* error = null;
            if (context.Phase.IsStill)
            {
                Copy(group, source, after);
            }
            else
            {
                finite &= Advance(group, context, h, before, after, inputs, next, ref error);
            }

            _delta?.Say(group, own, next, Events(next));
            Learn(rules, group, before, after, inputs, next, error);
        }

        ClearPadding(after.Rate);
        if (!finite)
        {
            throw NonFinite(after.State);
        }

        if (context.EndsPhase)
        {
            _memory.EndPhase(context.PhaseIndex, after);
        }

        EndEvents(next);
        Said.Count(context.PhaseIndex, _delta is null ? null : Events(next).Count, next.HasSignal);
    }

    /// <inheritdoc/>
    public override void Hold(Message own, Message next, in StepContext context)
    {
        Observation?.Begin();
        next.Repeat(own, Range);
        next.HasSignal = false;
        next.RateVersion = own.RateVersion;
        BeginEvents(own, next);
        if (context.EndsPhase)
        {
            _memory.EndPhase(context.PhaseIndex, _delta?.Now ?? new Levels(own.State!, own.Rate));
        }
    }

    /// <inheritdoc/>
    public override void Close()
    {
        foreach (var synapses in _synapses)
        {
            synapses.Close(_epoch);
        }
    }

    /// <inheritdoc/>
    public override void VisitState(StateVisitor visitor, int part = 0)
    {
        base.VisitState(visitor, part);
        visitor.Number("epoch", ref _epoch);
        visitor.Flag("lasting", ref _lasting);
        _memory.VisitState(visitor);
        foreach (var synapses in _synapses)
        {
            visitor.Enter("synapses", synapses.Spec.Name, part);
            synapses.VisitState(visitor, part);
        }

        if (!visitor.IsRestoring)
        {
            return;
        }

        // Rates of rules follow from the epoch; before the first one is begun there are none.
        foreach (var synapses in _synapses)
        {
            foreach (var rule in synapses.Rules)
            {
                rule.BeginEpoch(Math.Max(_epoch, 0));
            }
        }
    }

    /// <summary>Looks at a step before any group of panels is computed.</summary>
    private protected virtual void BeginStep(in StepContext context, in Levels before)
    {
    }

    /// <summary>Computes the new levels of a group of panels.</summary>
    /// <param name="group">The group.</param>
    /// <param name="context">Where the step stands; not in a phase in which all stand still.</param>
    /// <param name="h">dt / tau of the step.</param>
    /// <param name="before">The old levels.</param>
    /// <param name="after">Receives the new ones.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="next">What is said.</param>
    /// <param name="error">Receives e where there is one; else stays null.</param>
    /// <returns>Whether every new state is finite.</returns>
    private protected abstract bool Advance(in PanelGroup group, in StepContext context, float h, in Levels before, in Levels after, ReadOnlySpan<Message> inputs, Message next, ref float* error);

    /// <summary>The signal that a rule asks for, of a group of panels; rates, states and their changes are not asked for here.</summary>
    private protected abstract float* Signal(PostSignal signal, in PanelGroup group, in Levels own, in Levels after, ReadOnlySpan<Message> inputs, Message next, float* error);

    /// <summary>beta of a step, with the sign of the trial.</summary>
    private protected float NudgingOf(PhaseSpec phase) => (phase.RandomSign ? _sign : 1f) * (float)phase.Nudging;

    /// <summary>One step of a leaky unit under a basal current and an error, with noise.</summary>
    private protected bool Leak(in PanelGroup group, float h, in Levels before, in Levels after, Message next, float* basal, float* error) =>
        Kernels.Step(Activation, group.Length, h, before.State.Panel(group.First), basal, error, NoiseOf(group, next, h), after.State.Panel(group.First), after.Rate.Panel(group.First));

    /// <summary>What noise adds to a group of panels; null where there is none.</summary>
    private protected float* NoiseOf(in PanelGroup group, Message next, float h) => _noise is null ? null : _noise.Draw(group, next.Version, h);

    private protected AlignedBuffer Scratch() => new(_groups.Max(g => g.Length));

    /// <summary>The sum of several projections' currents in their order.</summary>
    private protected float* Sum(Input[] from, in PanelGroup group, ReadOnlySpan<Message> inputs, float* target)
    {
        var first = from[0];
        var sum = first.Synapses!.Current(group, inputs[first.Index], target);
        for (var i = 1; i < from.Length; i++)
        {
            if (sum != target)
            {
                new ReadOnlySpan<float>(sum, group.Length).CopyTo(new Span<float>(target, group.Length));
                sum = target;
            }

            var part = from[i].Synapses!.Current(group, inputs[from[i].Index], _partial.Pointer);
            Kernels.Add(group.Length, 1f, part, sum);
        }

        return sum;
    }

    private protected float* BasalCurrent(in PanelGroup group, ReadOnlySpan<Message> inputs) => Sum(Basal, group, inputs, _basal.Pointer);

    private static void Copy(in PanelGroup group, in Levels from, in Levels to)
    {
        new ReadOnlySpan<float>(from.State.Panel(group.First), group.Length).CopyTo(new Span<float>(to.State.Panel(group.First), group.Length));
        new ReadOnlySpan<float>(from.Rate.Panel(group.First), group.Length).CopyTo(new Span<float>(to.Rate.Panel(group.First), group.Length));
    }

    private NonFiniteStateException NonFinite(PanelMatrix state)
    {
        for (var sample = 0; sample < Batch; sample++)
        {
            for (var unit = Range.FirstUnit(Layout); unit < Range.FirstUnit(Layout) + OwnUnits; unit++)
            {
                if (!float.IsFinite(state[sample, unit]))
                {
                    return new NonFiniteStateException(Spec.Name, "state", sample, unit, state[sample, unit]);
                }
            }
        }

        throw new InvalidOperationException($"population '{Spec.Name}': padding left the finite numbers, which is a defect of the kernels");
    }
}
