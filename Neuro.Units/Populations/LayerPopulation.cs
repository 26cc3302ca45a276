using Neuro.Units.Activations;
using Neuro.Units.Kernels;
using Neuro.Units.Losses;
using Neuro.Units.Messages;
using Neuro.Units.Randomness;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;
using Neuro.Units.Synapses;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>A layer: <c>h = f(a)</c>, <c>a = W h_below + b</c>, and the signal <c>delta = d f'(a)</c> by which it learns, from whatever feedback it has.</summary>
/// <remarks>
/// All that it says in a trial lies in one message, each act writing another part of it; so a trial in flight is a message that is held. It never knows which model it is a
/// part of: what feedback there is, and what is sent back, stands in its description.
/// </remarks>
public sealed unsafe partial class LayerPopulation : Population
{
    // Constants
    private readonly LayerSpec _spec;
    private readonly Input[] _inputs;
    private readonly LayerSynapses?[] _synapses;
    private readonly Input[] _basal;
    private readonly Input? _target;
    private readonly Input? _backward;
    private readonly Input? _inverse;
    private readonly Input? _corrupted;
    private readonly RandomKey _noise;

    // State
    private readonly WeightInverse? _weightInverse;

    // Scratch
    private readonly PanelMatrix _error;
    private readonly PanelMatrix _term;
    private readonly PanelMatrix _other;
    private int _phase;

    internal LayerPopulation(LayerSpec spec, int batch, int phases, IReadOnlyList<Input> inputs, IReadOnlyList<LayerSynapses?> synapses, RandomKey noise)
        : base(spec, batch, PanelRange.Whole(new PanelLayout(spec.Units)), phases)
    {
        _spec = spec;
        _inputs = [.. inputs];
        _synapses = [.. synapses];
        _basal = [.. inputs.Where(i => i.Projection.Port == Port.Basal)];
        _target = inputs.FirstOrDefault(i => i.Projection.Port == Port.Target);
        _backward = inputs.FirstOrDefault(i => i.Projection.Port == Port.Backward);
        _inverse = inputs.FirstOrDefault(i => i.Projection.Port == Port.Inverse);
        _corrupted = inputs.FirstOrDefault(i => i.Projection.Port == Port.Corrupted);
        _noise = noise;
        _error = new PanelMatrix(batch, spec.Units);
        _term = new PanelMatrix(batch, spec.Units);
        _other = new PanelMatrix(batch, spec.Units);
        if (spec.Backward is BackwardKind.GradientAdjusted or BackwardKind.Incremental or BackwardKind.Target)
        {
            _weightInverse = new WeightInverse(spec.Name, _basal[0].Projection.Name, Forward.Weights, batch, spec.LargestCondition);
        }
    }

    /// <summary>Number of incoming projections.</summary>
    internal int InputCount => _inputs.Length;

    /// <summary>Applies the inverse of its forward weights; null where nothing needs it.</summary>
    internal WeightInverse? WeightInverse => _weightInverse;

    private LayerSynapses Forward => _synapses[_basal[0].Index]!;

    private static KernelSet Kernels => KernelSet.Best;

    /// <inheritdoc/>
    internal override long MultiplyAddsOf(ProjectionSpec projection, int phase)
    {
        foreach (var synapses in _synapses)
        {
            if (synapses?.Spec.Name == projection.Name)
            {
                return synapses.MultiplyAdds[phase];
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    public override Message CreateMessage(Message? whole = null)
    {
        var layer = new PanelMatrix?[Enum.GetValues<Content>().Length];
        foreach (var act in _spec.Acts)
        {
            switch (act.Kind)
            {
                case ActKind.Direct:
                    layer[(int)Content.Direct] = Room(_spec.Units);
                    break;
                case ActKind.Corrupt:
                    layer[(int)Content.Corrupted] = Room(_spec.Units);
                    break;
                case ActKind.Echo:
                    layer[(int)Content.Echo] = Room(_spec.Units);
                    break;
                case ActKind.Learn:
                    layer[(int)Content.Backward] = _spec.Backward == BackwardKind.None ? null : Room(Forward.Weights.Pre);
                    layer[(int)Content.Target] = _backward is null && _inverse is null ? null : Room(_spec.Units);
                    break;
            }
        }

        return new Message
        {
            Rate = Room(_spec.Units),
            State = Room(_spec.Units),
            Signal = _spec.Act(ActKind.Learn) is null ? null : Room(_spec.Units),
            Layer = layer,
        };
    }

    /// <inheritdoc/>
    /// <remarks>A layer has no initial version.</remarks>
    public override void Open(in TrialContext trial, Message initial) => throw new InvalidOperationException($"population '{Spec.Name}' is a layer and has no initial version");

    /// <inheritdoc/>
    public override void Step(in StepContext context, Message own, ReadOnlySpan<Message> inputs, Message next) =>
        throw new InvalidOperationException($"population '{Spec.Name}' is a layer and acts instead of taking steps");

    /// <summary>Does one act.</summary>
    /// <param name="act">The act.</param>
    /// <param name="phase">Index of its phase among those of the network.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="inputs">The message read from each input that the act reads, in the order of the projections; null for one that has not arrived.</param>
    /// <param name="own">What this layer says in the trial.</param>
    /// <exception cref="NonFiniteStateException">A state is not finite.</exception>
    /// <exception cref="InverseException">Weights have no inverse that can be trusted.</exception>
    internal void Act(ActSpec act, int phase, in TrialContext trial, ReadOnlySpan<Message?> inputs, Message own)
    {
        _phase = phase;
        switch (act.Kind)
        {
            case ActKind.Respond:
                Respond(inputs, own);
                break;
            case ActKind.Direct:
                CombineTerms(act, inputs);
                Slope(_error, own, own.Of(Content.Direct));
                break;
            case ActKind.Corrupt:
                Corrupt(trial, own);
                break;
            case ActKind.Echo:
                Echo(inputs, own);
                break;
            case ActKind.Invert:
                Invert(trial, inputs, own);
                break;
            default:
                Learn(act, trial, inputs, own);
                break;
        }

        Said.Count(phase, act.Kind == ActKind.Invert ? 0 : null, act.Kind == ActKind.Learn);
    }

    /// <inheritdoc/>
    public override void VisitState(StateVisitor visitor, int part = 0)
    {
        base.VisitState(visitor, part);
        foreach (var synapses in _synapses)
        {
            if (synapses is not null)
            {
                visitor.Enter("synapses", synapses.Spec.Name, part);
                synapses.VisitState(visitor);
            }
        }

        if (_weightInverse is not null)
        {
            visitor.Enter("inverse", Spec.Name, part);
            _weightInverse.VisitState(visitor);
        }
    }

    private PanelMatrix Room(int units) => new(Batch, units);

    private void Respond(ReadOnlySpan<Message?> inputs, Message own)
    {
        var state = own.State!;
        var isFirst = true;
        foreach (var input in _basal)
        {
            var synapses = _synapses[input.Index]!;
            var current = isFirst ? state : _term;
            if (inputs[input.Index] is { } message)
            {
                synapses.Current(message.Rate, message.Sparse, current, _phase);
            }
            else
            {
                Silence(synapses, current);
            }

            if (!isFirst)
            {
                Kernels.Add(state.Length, 1f, _term.Pointer, state.Pointer);
            }

            isFirst = false;
        }

        Activate(state, own.Rate);
    }

    /// <summary>What a layer has of an input that has not come: its bias.</summary>
    private static void Silence(LayerSynapses synapses, PanelMatrix current)
    {
        current.Clear(PanelRange.Whole(current.Layout));
        var weights = synapses.Weights;
        for (var sample = 0; weights.HasBias && sample < current.Batch; sample++)
        {
            for (var panel = 0; panel < current.Layout.Panels; panel++)
            {
                var units = current.Layout.UnitsIn(panel);
                new ReadOnlySpan<float>(weights.Bias(panel), units).CopyTo(new Span<float>(current.Row(panel, sample), units));
            }
        }
    }

    /// <summary>h = f(a), after a look at whether a is finite.</summary>
    private void Activate(PanelMatrix state, PanelMatrix rate)
    {
        // A step of dt / tau = 1 from the state to itself.
        if (!Kernels.Step(_spec.Activation, state.Length, 1f, state.Pointer, state.Pointer, null, null, state.Pointer, rate.Pointer))
        {
            ThrowNonFinite(state);
        }

        if (_spec.Loss == Loss.SoftmaxCrossEntropy)
        {
            Softmax.Of(state, rate);
        }

        ClearPadding(rate);
    }

    private void Learn(ActSpec act, in TrialContext trial, ReadOnlySpan<Message?> inputs, Message own)
    {
        var signal = own.Signal!;
        FindError(act, inputs, own);
        if (_spec.Loss is Loss.SoftmaxCrossEntropy or Loss.CrossEntropy)
        {
            // The slope of the rates divides out.
            signal.CopyFrom(_error);
        }
        else
        {
            Slope(_error, own, signal);
            if (_spec.SignalGain != 1)
            {
                Scale(signal, (float)_spec.SignalGain);
            }
        }

        SendBack(own);
        if (trial.Lasting)
        {
            foreach (var input in _basal)
            {
                if (_inputs[input.Index].Projection.Rules.Count > 0 && inputs[input.Index] is { } message)
                {
                    _synapses[input.Index]!.Learn(message.Rate, message.Sparse, signal, trial.Epoch, _phase);
                }
            }
        }
    }

    /// <summary>d: towards the target, or as feedback has it.</summary>
    private void FindError(ActSpec act, ReadOnlySpan<Message?> inputs, Message own)
    {
        if (_target is not null)
        {
            FindErrorOfTarget(inputs[_target.Index], own);
        }
        else if (_backward is not null)
        {
            FindErrorSentBack(inputs[_backward.Index]);
            SayTarget(own);
        }
        else if (_inverse is not null)
        {
            FindErrorThroughInverse(inputs[_inverse.Index], own);
            SayTarget(own);
        }
        else
        {
            CombineTerms(act, inputs);
        }
    }

    /// <summary>y - h of the units that have a target; the others are auxiliary, and are right as they are.</summary>
    private void FindErrorOfTarget(Message? target, Message own)
    {
        _error.Clear(PanelRange.Whole(Layout));
        if (target is null)
        {
            return;
        }

        if (target.Rate.Units == _spec.Units)
        {
            Kernels.Difference(_error.Length, 1f, target.Rate.Pointer, own.Rate.Pointer, _error.Pointer);
            return;
        }

        for (var sample = 0; sample < Batch; sample++)
        {
            for (var unit = 0; unit < target.Rate.Units; unit++)
            {
                _error[sample, unit] = target.Rate[sample, unit] - own.Rate[sample, unit];
            }
        }
    }

    /// <summary>What the layer above has sent back; units that it does not read have no error.</summary>
    private void FindErrorSentBack(Message? above)
    {
        _error.Clear(PanelRange.Whole(Layout));
        if (above is null)
        {
            return;
        }

        _error.CopyCommonUnitsFrom(above.Of(Content.Backward));
        var gain = _spec.BackwardGain / (_spec.MeanCost ? Batch : 1);
        if (gain != 1)
        {
            Scale(_error, (float)gain);
        }
    }

    private void SayTarget(Message own)
    {
        var target = own.Of(Content.Target);
        target.CopyFrom(own.Rate);
        Kernels.Add(target.Length, 1f, _error.Pointer, target.Pointer);
    }

    /// <summary>F of the terms that have arrived; one that has not is zero.</summary>
    private void CombineTerms(ActSpec act, ReadOnlySpan<Message?> inputs)
    {
        var terms = 0;
        foreach (var input in _inputs)
        {
            if (input.Projection.Port != Port.Apical || !IsTerm(act, input.Projection.Name))
            {
                continue;
            }

            var term = terms++ == 0 ? _error : _term;
            if (inputs[input.Index] is { } message)
            {
                _synapses[input.Index]!.Current(message.Of(input.Projection.Content), null, term, _phase);
            }
            else
            {
                term.Clear(PanelRange.Whole(Layout));
            }

            if (term == _term)
            {
                Combine();
            }
        }

        if (terms > 1 && _spec.Combination == Combination.Mean)
        {
            Scale(_error, 1f / terms);
        }
    }

    private static bool IsTerm(ActSpec act, string projection)
    {
        for (var i = 0; i < act.Terms.Count; i++)
        {
            if (act.Terms[i] == projection)
            {
                return true;
            }
        }

        return false;
    }

    private void Combine()
    {
        if (_spec.Combination != Combination.Largest)
        {
            Kernels.Add(_error.Length, 1f, _term.Pointer, _error.Pointer);
            return;
        }

        for (var i = 0; i < _error.Length; i++)
        {
            _error.Pointer[i] = MathF.Abs(_term.Pointer[i]) > MathF.Abs(_error.Pointer[i]) ? _term.Pointer[i] : _error.Pointer[i];
        }
    }

    private void SendBack(Message own)
    {
        switch (_spec.Backward)
        {
            case BackwardKind.None:
                return;
            case BackwardKind.Transpose:
                Forward.Back(own.Signal!, own.Of(Content.Backward), _phase);
                return;
            case BackwardKind.GradientAdjusted:
                _other.CopyFrom(own.Signal!);
                break;
            case BackwardKind.Incremental:
                DivideBySlope(own);
                break;
            default:
                FindStateDifference(own);
                break;
        }

        _weightInverse!.Apply(_other, own.Of(Content.Backward));
    }

    /// <summary>d / f'(a).</summary>
    private void DivideBySlope(Message own)
    {
        new Span<float>(_term.Pointer, _term.Length).Fill(1f);
        Slope(_term, own, _other);
        for (var i = 0; i < _other.Length; i++)
        {
            _other.Pointer[i] = _error.Pointer[i] == 0f ? 0f : _error.Pointer[i] / _other.Pointer[i];
        }
    }

    /// <summary>f^-1(h + d) - a; a unit that is right is left where it is.</summary>
    private void FindStateDifference(Message own)
    {
        for (var i = 0; i < _other.Length; i++)
        {
            var d = _error.Pointer[i];
            _other.Pointer[i] = d == 0f
                ? 0f
                : (float)(ActivationInverse.Of(_spec.Activation, (double)own.Rate.Pointer[i] + d) - ActivationInverse.Of(_spec.Activation, own.Rate.Pointer[i]));
        }
    }

    private void Slope(PanelMatrix error, Message own, PanelMatrix signal) =>
        Kernels.ErrorSlope(_spec.Activation, error.Length, error.Pointer, own.State!.Pointer, own.Rate.Pointer, signal.Pointer);

    private static void Scale(PanelMatrix values, float factor)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values.Pointer[i] *= factor;
        }
    }

    private void ThrowNonFinite(PanelMatrix state)
    {
        for (var sample = 0; sample < Batch; sample++)
        {
            for (var unit = 0; unit < state.Units; unit++)
            {
                if (!float.IsFinite(state[sample, unit]))
                {
                    throw new NonFiniteStateException(Spec.Name, "state", sample, unit, state[sample, unit]);
                }
            }
        }
    }
}
