using Neuro.Units.Kernels;
using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>
/// Value units: <c>tau ds/dt = -e + rho'(s) (W^T e_above)</c> (Whittington and Bogacz 2017); with look-ahead, <c>(1 + tau d/dt) (s - F) = 0</c> with
/// <c>F = mu + rho'(s) (W^T e_above)</c> (least action).
/// </summary>
public sealed unsafe class ValuePopulation : DynamicPopulation
{
    // Constants
    private readonly ValueSpec _spec;
    private readonly Input _prediction;
    private readonly Input[] _apical;
    private readonly Input? _target;

    // State: F of the step before and its smoothed change, with look-ahead alone.
    private readonly PanelMatrix? _force;
    private readonly PanelMatrix? _speed;
    private bool _hasPast;

    // Scratch: the states whose slopes are held; one group of panels each.
    private readonly PanelMatrix _held;
    private readonly AlignedBuffer _feedback;
    private readonly AlignedBuffer _nudge;
    private readonly AlignedBuffer _error;
    private bool _holds;

    internal ValuePopulation(ValueSpec spec, DynamicSetting setting)
        : base(spec, setting)
    {
        _spec = spec;
        _prediction = Inputs.First(i => i.Projection.Port == Port.Prediction);
        _apical = [.. Inputs.Where(i => i.Projection.Port == Port.Apical)];
        _target = Inputs.FirstOrDefault(i => i.Projection.Port == Port.Target);
        _held = new PanelMatrix(Batch, spec.Units);
        _feedback = Scratch();
        _nudge = Scratch();
        _error = Scratch();
        if (spec.LookAhead is not null)
        {
            _force = new PanelMatrix(Batch, spec.Units);
            _speed = new PanelMatrix(Batch, spec.Units);
        }
    }

    /// <inheritdoc/>
    public override void Open(in TrialContext trial, Message initial)
    {
        base.Open(trial, initial);
        _holds = false;
        _hasPast &= _spec.KeepsState;
    }

    /// <inheritdoc/>
    public override void VisitState(StateVisitor visitor, int part = 0)
    {
        visitor.Flag("has past", ref _hasPast);
        if (_force is not null)
        {
            visitor.Matrix("force", _force, Range);
            visitor.Matrix("speed", _speed!, Range);
        }

        base.VisitState(visitor, part);
    }

    private protected override void BeginStep(in StepContext context, in Levels before)
    {
        if (context.Phase.HoldsRates && !_holds)
        {
            _holds = true;
            _held.CopyFrom(before.State, Range);
        }

        if (!_hasPast)
        {
            _speed?.Clear(Range);
        }
    }

    private protected override bool Advance(in PanelGroup group, in StepContext context, float h, in Levels before, in Levels after, ReadOnlySpan<Message> inputs, Message next, ref float* error)
    {
        var own = inputs[_prediction.Index];
        var prediction = own.State!.Panel(group.First);
        Observation?.Basal.Write(group, prediction);
        var holdsRates = context.Phase.HoldsRates;
        var beta = _target is null ? 0f : NudgingOf(context.Phase);
        bool isFinite;
        if (beta != 0 && _spec.Clamps)
        {
            isFinite = Answer(group, inputs[_target!.Index].Rate.Panel(group.First), after, holdsRates);
        }
        else if (!context.Phase.Feedback && h == 1f)
        {
            // To the last bit what is predicted, so that no error is left.
            isFinite = Answer(group, prediction, after, holdsRates);
        }
        else
        {
            isFinite = Infer(group, context, h, before, after, inputs, next, beta, ref error);
        }

        Observation?.Error.Write(group, error);
        if (holdsRates)
        {
            Copy(before.Rate.Panel(group.First), after.Rate.Panel(group.First), group.Length);
        }

        return isFinite;
    }

    private protected override float* Signal(PostSignal signal, in PanelGroup group, in Levels own, in Levels after, ReadOnlySpan<Message> inputs, Message next, float* error) =>
        throw new InvalidOperationException($"{Spec.Part} has no {signal} to learn from, expected a rule on rates");

    /// <summary>Takes states over as they are.</summary>
    private bool Answer(in PanelGroup group, float* states, in Levels after, bool holdsRates)
    {
        var newState = after.State.Panel(group.First);
        Copy(states, newState, group.Length);
        if (!holdsRates)
        {
            Kernels.Rate(Activation, group.Length, newState, after.Rate.Panel(group.First));
        }

        return Kernels.IsFinite(group.Length, newState);
    }

    /// <summary>Moves states by what errors above send down, the nudge of an output, and the own errors.</summary>
    private bool Infer(in PanelGroup group, in StepContext context, float h, in Levels before, in Levels after, ReadOnlySpan<Message> inputs, Message next, float beta, ref float* error)
    {
        var state = before.State.Panel(group.First);
        float* feedback = null;
        if (context.Phase.Feedback && _apical.Length > 0)
        {
            feedback = Sum(_apical, group, inputs, _feedback.Pointer);
            Observation?.Apical.Write(group, feedback);
        }

        float* nudge = null;
        if (beta != 0)
        {
            nudge = _nudge.Pointer;
            Kernels.Difference(group.Length, beta, inputs[_target!.Index].Rate.Panel(group.First), state, nudge);
        }

        if (Observation is not null && (feedback != null || nudge != null))
        {
            error = _error.Pointer;
        }

        var holdsRates = context.Phase.HoldsRates;
        var operands = new InferenceOperands
        {
            State = state,
            Rate = before.Rate.Panel(group.First),
            SlopeState = holdsRates ? _held.Panel(group.First) : state,
            Feedback = feedback,
            Nudge = nudge,
            Noise = NoiseOf(group, next, h),
            Above = error,
            NewState = after.State.Panel(group.First),
            NewRate = holdsRates ? null : after.Rate.Panel(group.First),
        };
        var own = inputs[_prediction.Index];
        if (_force is null)
        {
            return Kernels.Infer(Activation, operands, group.Length, h, own.Rate.Panel(group.First));
        }

        var smoothing = _hasPast ? (float)_spec.LookAhead! : 0f;
        if (group.First + group.Count == Range.End)
        {
            _hasPast = true;
        }

        return Kernels.LookAhead(Activation, operands, group.Length, h, smoothing, own.State!.Panel(group.First), _force.Panel(group.First), _speed!.Panel(group.First));
    }

    private static void Copy(float* from, float* to, int length) => new ReadOnlySpan<float>(from, length).CopyTo(new Span<float>(to, length));
}
