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
        var state = before.State.Panel(group.First);
        var newState = after.State.Panel(group.First);
        var newRate = after.Rate.Panel(group.First);
        Observation?.Basal.Write(group, prediction);
        var beta = _target is null ? 0f : NudgingOf(context.Phase);
        if (beta != 0 && _spec.Clamps)
        {
            Copy(inputs[_target!.Index].Rate.Panel(group.First), newState, group.Length);
        }
        else if (!context.Phase.Feedback && h == 1f)
        {
            // To the last bit what is predicted, so that no error is left.
            Copy(prediction, newState, group.Length);
        }
        else
        {
            error = Error(group, context, before, inputs, beta);
            Move(group, h, state, own, error, newState);
            if (NoiseOf(group, next, h) is var noise && noise != null)
            {
                Kernels.Add(group.Length, 1f, noise, newState);
            }
        }

        Observation?.Error.Write(group, error);
        var isFinite = Kernels.IsFinite(group.Length, newState);
        if (context.Phase.HoldsRates)
        {
            Copy(before.Rate.Panel(group.First), newRate, group.Length);
        }
        else
        {
            Kernels.Rate(Activation, group.Length, newState, newRate);
        }

        return isFinite;
    }

    private protected override float* Signal(PostSignal signal, in PanelGroup group, in Levels own, in Levels after, ReadOnlySpan<Message> inputs, Message next, float* error) =>
        throw new InvalidOperationException($"{Spec.Part} has no {signal} to learn from, expected a rule on rates");

    /// <summary>rho'(s) (W^T e_above), and the nudge of an output; null for nothing.</summary>
    private float* Error(in PanelGroup group, in StepContext context, in Levels before, ReadOnlySpan<Message> inputs, float beta)
    {
        float* error = null;
        if (context.Phase.Feedback && _apical.Length > 0)
        {
            var feedback = Sum(_apical, group, inputs, _feedback.Pointer);
            Observation?.Apical.Write(group, feedback);
            error = _error.Pointer;
            var state = (context.Phase.HoldsRates ? _held : before.State).Panel(group.First);
            Kernels.ErrorSlope(Activation, group.Length, feedback, state, before.Rate.Panel(group.First), error);
        }

        if (beta == 0)
        {
            return error;
        }

        var nudge = error == null ? _error.Pointer : _feedback.Pointer;
        Kernels.Difference(group.Length, beta, inputs[_target!.Index].Rate.Panel(group.First), before.State.Panel(group.First), nudge);
        if (error != null)
        {
            Kernels.Add(group.Length, 1f, nudge, error);
            return error;
        }

        return nudge;
    }

    private void Move(in PanelGroup group, float h, float* state, Message own, float* error, float* newState)
    {
        if (_force is null)
        {
            Kernels.Descend(group.Length, h, state, own.Rate.Panel(group.First), error, newState);
            return;
        }

        Kernels.LookAhead(group.Length, h, _hasPast ? (float)_spec.LookAhead! : 0f, state, own.State!.Panel(group.First), error, _force.Panel(group.First), _speed!.Panel(group.First), newState);
        if (group.First + group.Count == Range.End)
        {
            _hasPast = true;
        }
    }

    private static void Copy(float* from, float* to, int length) => new ReadOnlySpan<float>(from, length).CopyTo(new Span<float>(to, length));
}
