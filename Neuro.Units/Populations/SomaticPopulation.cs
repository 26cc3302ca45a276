using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>Units whose soma follows a basal dendrite that predicts it: <c>tau du/dt = -u + g_b v + ...</c>, and whose synapses learn from what the prediction missed.</summary>
public abstract unsafe class SomaticPopulation : DynamicPopulation
{
    private const int None = -1;

    // Constants
    private readonly float _gain;

    // Scratch: one group of panels each, and which group it is that they are of.
    private readonly AlignedBuffer _attenuated;
    private readonly AlignedBuffer _missed;
    private float* _basal;
    private int _seen = None;

    private protected SomaticPopulation(DynamicSpec spec, DynamicSetting setting, double gain)
        : base(spec, setting)
    {
        _gain = (float)gain;
        _attenuated = Scratch();
        _missed = Scratch();
    }

    /// <summary>Whether the phase of the step in hand lets feedback reach the units.</summary>
    private protected bool HasFeedback { get; private set; }

    private protected override void BeginStep(in StepContext context, in Levels before)
    {
        HasFeedback = context.Phase.Feedback;
        _seen = None;
    }

    private protected override bool Advance(in PanelGroup group, in StepContext context, float h, in Levels before, in Levels after, ReadOnlySpan<Message> inputs, Message next, ref float* error)
    {
        Look(group, inputs);
        error = Pull(group, NudgingOf(context.Phase), before, inputs);
        Observation?.Basal.Write(group, _basal);
        Observation?.Error.Write(group, error);
        return Leak(group, h, before, after, next, _attenuated.Pointer, error);
    }

    private protected override float* Signal(PostSignal signal, in PanelGroup group, in Levels own, in Levels after, ReadOnlySpan<Message> inputs, Message next, float* error)
    {
        // Where all stand still, no step has looked.
        Look(group, inputs);
        if (signal != PostSignal.Dendritic)
        {
            return ApicalSignal(group);
        }

        Kernels.Rate(Activation, group.Length, _attenuated.Pointer, _missed.Pointer);
        Kernels.Difference(group.Length, 1f, own.Rate.Panel(group.First), _missed.Pointer, _missed.Pointer);

        // What stands beyond the last unit has a rate, too, and must learn nothing.
        ClearPadding(group, _missed.Pointer);
        return _missed.Pointer;
    }

    /// <summary>Takes in what else than the basal current comes in.</summary>
    private protected virtual void LookFurther(in PanelGroup group, ReadOnlySpan<Message> inputs)
    {
    }

    /// <summary>What acts on the soma beside the basal dendrite; null for nothing.</summary>
    private protected abstract float* Pull(in PanelGroup group, float beta, in Levels before, ReadOnlySpan<Message> inputs);

    /// <summary>The potential of the apical dendrite.</summary>
    private protected abstract float* ApicalSignal(in PanelGroup group);

    private void Look(in PanelGroup group, ReadOnlySpan<Message> inputs)
    {
        if (_seen == group.First)
        {
            return;
        }

        _seen = group.First;
        _basal = BasalCurrent(group, inputs);
        Scale(group, _gain, _basal, _attenuated.Pointer);
        LookFurther(group, inputs);
    }

    /// <summary><c>target = factor value</c>.</summary>
    private protected static void Scale(in PanelGroup group, float factor, float* value, float* target)
    {
        new Span<float>(target, group.Length).Clear();
        Kernels.Add(group.Length, factor, value, target);
    }
}
