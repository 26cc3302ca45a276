using Neuro.Units.Losses;
using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Randomness;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>Pyramidal units: <c>tau ds/dt = -s + b + e</c> with <c>e = t - c</c>, or the nudge of an output (ghost paper, Eq. 1).</summary>
public sealed unsafe class PyramidalPopulation : DynamicPopulation
{
    // Constants
    private readonly Loss? _loss;
    private readonly Input[] _apical;
    private readonly Input[] _cancel;
    private readonly Input? _target;
    private readonly ErrorShuffle? _shuffle;
    private readonly bool _readsChange;

    // Scratch: one group of panels each.
    private readonly AlignedBuffer _feedback;
    private readonly AlignedBuffer _ghostFeedback;
    private readonly AlignedBuffer _error;
    private readonly AlignedBuffer _errorSlope;
    private float* _true;
    private float _ratio;

    internal PyramidalPopulation(PyramidalSpec spec, DynamicSetting setting)
        : base(spec, setting)
    {
        _readsChange = spec.ErrorFromChange;
        _loss = spec.Loss;
        _apical = [.. Inputs.Where(i => i.Projection.Port == Port.Apical)];
        _cancel = [.. Inputs.Where(i => i.Projection.Port == Port.Cancel)];
        _target = Inputs.FirstOrDefault(i => i.Projection.Port == Port.Target);
        _feedback = Scratch();
        _ghostFeedback = Scratch();
        _error = Scratch();
        _errorSlope = Scratch();
        _shuffle = spec.ShuffleError ? new ErrorShuffle(spec.Name, Layout, Batch, _error.Length) : null;
    }

    /// <inheritdoc/>
    public override void Open(in TrialContext trial, Message initial)
    {
        base.Open(trial, initial);
        _shuffle?.Draw(trial.Trial, trial.Replica);
    }

    private protected override bool Advance(in PanelGroup group, in StepContext context, float h, in Levels before, in Levels after, ReadOnlySpan<Message> inputs, Message next, ref float* error)
    {
        var basal = BasalCurrent(group, inputs);
        error = Error(group, context, before, inputs);
        var finite = Leak(group, h, before, after, next, basal, error);
        Observation?.Basal.Write(group, basal);
        _ratio = h;
        return finite;
    }

    private float* Error(in PanelGroup group, in StepContext context, in Levels own, ReadOnlySpan<Message> inputs)
    {
        var error = context.Phase.Feedback ? FeedbackError(group, inputs) : null;
        if (_loss is { } loss && NudgingOf(context.Phase) is not 0 and var beta)
        {
            error = Nudge(loss, beta, group, own, inputs[_target!.Index], error);
        }

        Observation?.Error.Write(group, error);
        _true = error;
        return _shuffle is null || error == null ? error : _shuffle.Apply(group, error);
    }

    private protected override float* Signal(PostSignal signal, in PanelGroup group, in Levels own, in Levels after, ReadOnlySpan<Message> inputs, Message next, float* error)
    {
        if (error == null)
        {
            // A unit that nothing corrects has the error 0.
            error = _error.Pointer;
            new Span<float>(error, group.Length).Clear();
        }

        if (signal == PostSignal.Error)
        {
            // Cancellation is learned from the error itself, even where a control sends it to the wrong units.
            return _true != null ? _true : error;
        }

        if (_readsChange)
        {
            // e as the temporal derivative that it causes: the time constant of the state divides out.
            Kernels.Difference(group.Length, 1f / _ratio, after.State.Panel(group.First), own.State.Panel(group.First), _errorSlope.Pointer);
            error = _errorSlope.Pointer;
        }

        var target = next.HasSignal ? next.Signal!.Panel(group.First) : _errorSlope.Pointer;
        Kernels.ErrorSlope(Activation, group.Length, error, own.State.Panel(group.First), own.Rate.Panel(group.First), target);
        return target;
    }

    private float* FeedbackError(in PanelGroup group, ReadOnlySpan<Message> inputs)
    {
        var feedback = _apical.Length > 0 ? Sum(_apical, group, inputs, _feedback.Pointer) : null;
        var cancel = _cancel.Length > 0 ? Sum(_cancel, group, inputs, _ghostFeedback.Pointer) : null;
        Observation?.Apical.Write(group, feedback);
        Observation?.Cancel.Write(group, cancel);
        if (feedback == null && cancel == null)
        {
            return null;
        }

        if (cancel == null)
        {
            return feedback;
        }

        if (feedback == null)
        {
            feedback = _feedback.Pointer;
            new Span<float>(feedback, group.Length).Clear();
        }

        Kernels.Difference(group.Length, 1f, feedback, cancel, _error.Pointer);
        return _error.Pointer;
    }

    /// <summary>-beta dC/drho(s), added to whatever feedback the output receives.</summary>
    private float* Nudge(Loss loss, float beta, in PanelGroup group, in Levels own, Message target, float* feedback)
    {
        var nudge = feedback == null ? _error.Pointer : _ghostFeedback.Pointer;
        Kernels.Difference(group.Length, beta, target.Rate.Panel(group.First), own.Rate.Panel(group.First), nudge);
        if (loss == Loss.CrossEntropy)
        {
            CrossEntropySlope.Divide(group.Length, own.Rate.Panel(group.First), nudge);
        }

        if (feedback != null)
        {
            // Not the other way round: the feedback may be a current that is kept.
            Kernels.Add(group.Length, 1f, feedback, nudge);
        }

        return nudge;
    }
}
