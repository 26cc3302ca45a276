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

    // State
    private readonly SendOnDelta? _delta;
    private int _epoch = -1;
    private bool _lasting;

    // Scratch: one group of panels each.
    private readonly AlignedBuffer _basal;
    private readonly AlignedBuffer _partial;

    private protected DynamicPopulation(
        DynamicSpec spec, int batch, PanelRange range, int phases, float stepRatio, IReadOnlyList<Input> inputs, bool sendsSignal, RandomKey noise)
        : base(spec, batch, range, phases)
    {
        _spec = spec;
        _stepRatio = stepRatio;
        _sendsSignal = sendsSignal;
        Inputs = [.. inputs];
        Basal = [.. inputs.Where(i => i.Projection.Port == Port.Basal)];
        _synapses = [.. inputs.Where(i => i.Synapses is not null).Select(i => i.Synapses!)];
        _mirrors = [.. from input in inputs
                       where input.Synapses is not null
                       from rule in input.Synapses!.Rules
                       where rule.Signal == PostSignal.Partner
                       select (input, rule)];
        _rulesByPhase = RulesByPhase(Inputs);
        _groups = PanelGroup.Cut(Layout, range, batch);
        _basal = Scratch();
        _partial = Scratch();
        _noise = spec.Noise > 0 ? new StateNoise(noise, spec.Noise, Layout, batch, _basal.Length) : null;
        _delta = spec.Threshold > 0 ? new SendOnDelta(spec.Threshold, batch, spec.Units, range) : null;
    }

    /// <summary>Copies of currents that no message carries, for an observer; null unless asked for.</summary>
    internal Observation? Observation { get; set; }

    /// <summary>Number of incoming projections.</summary>
    internal int InputCount => Inputs.Length;

    /// <summary>The true levels after the last step, where a threshold lets the messages tell others; else null.</summary>
    internal Levels? True => _delta?.Now;

    internal IReadOnlyList<SynapseGroup> Synapses => _synapses;

    private protected Input[] Inputs { get; }

    private protected Input[] Basal { get; }

    private protected static KernelSet Kernels => KernelSet.Best;

    private protected Activations.Activation Activation => _spec.Activation;

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
    public override Message CreateMessage(Message? whole = null) => new()
    {
        Rate = whole?.Rate ?? new PanelMatrix(Batch, Spec.Units),
        State = whole?.State ?? new PanelMatrix(Batch, Spec.Units),
        Signal = _sendsSignal ? whole?.Signal ?? new PanelMatrix(Batch, Spec.Units) : null,
        Events = _delta is null ? null : new RateEvents(new RateEventSection(Batch, OwnUnits)),
    };

    /// <inheritdoc/>
    public override void Open(in TrialContext trial, Message initial)
    {
        _lasting = trial.Lasting;
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
        initial.HasSignal = false;
        initial.State!.Clear(Range);
        Kernels.Rate(Activation, Range.Count * initial.State.PanelLength, initial.State.Panel(Range.First), initial.Rate.Panel(Range.First));
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
        foreach (ref readonly var group in _groups.AsSpan())
        {
            var basal = BasalCurrent(group, inputs);
            var error = Error(group, context, before, inputs);
            var noise = _noise is null ? null : _noise.Draw(group, next.Version, h);
            finite &= Kernels.Step(Activation, group.Length, h, before.State.Panel(group.First), basal, error, noise, after.State.Panel(group.First), after.Rate.Panel(group.First));
            _delta?.Say(group, own, next, Events(next));
            Observation?.Basal.Write(group, basal);
            Learn(rules, group, before, inputs, next, error);
        }

        ClearPadding(after.Rate);
        if (!finite)
        {
            throw NonFinite(after.State);
        }

        EndEvents(next);
        Said.Count(context.PhaseIndex, _delta is null ? null : Events(next).Count, next.HasSignal);
    }

    /// <inheritdoc/>
    public override void Hold(Message own, Message next)
    {
        Observation?.Begin();
        next.State!.CopyFrom(own.State!, Range);
        next.Rate.CopyFrom(own.Rate, Range);
        next.HasSignal = false;
        next.RateVersion = own.RateVersion;
        BeginEvents(own, next);
    }

    /// <inheritdoc/>
    public override void Close()
    {
        foreach (var synapses in _synapses)
        {
            synapses.Close();
        }
    }

    /// <inheritdoc/>
    public override void VisitState(StateVisitor visitor, int part = 0)
    {
        base.VisitState(visitor, part);
        visitor.Number("epoch", ref _epoch);
        visitor.Flag("lasting", ref _lasting);
        foreach (var synapses in _synapses)
        {
            visitor.Enter("synapses", synapses.Spec.Name, part);
            synapses.VisitState(visitor);
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

    /// <summary>e of a group of panels, or null where there is none.</summary>
    private protected abstract float* Error(in PanelGroup group, in StepContext context, in Levels own, ReadOnlySpan<Message> inputs);

    /// <summary>The signal that a rule asks for, of a group of panels.</summary>
    private protected abstract float* Signal(PostSignal signal, in PanelGroup group, in Levels own, ReadOnlySpan<Message> inputs, Message next, float* error);

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

    private float* BasalCurrent(in PanelGroup group, ReadOnlySpan<Message> inputs) => Sum(Basal, group, inputs, _basal.Pointer);

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
