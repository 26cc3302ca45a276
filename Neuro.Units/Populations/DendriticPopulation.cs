using Neuro.Units.Messages;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>Pyramidal units with a basal and an apical dendrite: <c>tau du/dt = -u + g_b v_B + g_a v_A</c>, outputs <c>+ beta (u_target - u)</c> (Sacramento and others 2018).</summary>
public sealed unsafe class DendriticPopulation : SomaticPopulation
{
    // Constants
    private readonly DendriticSpec _spec;
    private readonly Input[] _apical;
    private readonly Input[] _cancel;
    private readonly Input? _target;

    // Scratch: one group of panels each.
    private readonly AlignedBuffer _feedback;
    private readonly AlignedBuffer _cancelled;
    private readonly AlignedBuffer _dendrite;
    private readonly AlignedBuffer _pull;

    internal DendriticPopulation(DendriticSpec spec, DynamicSetting setting)
        : base(spec, setting, spec.BasalGain)
    {
        _spec = spec;
        _apical = [.. Inputs.Where(i => i.Projection.Port == Port.Apical)];
        _cancel = [.. Inputs.Where(i => i.Projection.Port == Port.Cancel)];
        _target = Inputs.FirstOrDefault(i => i.Projection.Port == Port.Target);
        _feedback = Scratch();
        _cancelled = Scratch();
        _dendrite = Scratch();
        _pull = Scratch();
    }

    private bool HasDendrite => HasFeedback && (_apical.Length > 0 || _cancel.Length > 0);

    /// <summary>v_A, what interneurons leave of the feedback.</summary>
    private protected override void LookFurther(in PanelGroup group, ReadOnlySpan<Message> inputs)
    {
        if (!HasDendrite)
        {
            new Span<float>(_dendrite.Pointer, group.Length).Clear();
            return;
        }

        var feedback = Current(_apical, group, inputs, _feedback);
        var cancelled = Current(_cancel, group, inputs, _cancelled);
        Observation?.Apical.Write(group, feedback);
        Observation?.Cancel.Write(group, cancelled);
        Kernels.Difference(group.Length, 1f, feedback, cancelled, _dendrite.Pointer);
    }

    private protected override float* Pull(in PanelGroup group, float beta, in Levels before, ReadOnlySpan<Message> inputs)
    {
        float* pull = null;
        if (HasDendrite)
        {
            pull = _pull.Pointer;
            Scale(group, (float)_spec.ApicalGain, _dendrite.Pointer, pull);
        }

        if (_target is null || beta == 0)
        {
            return pull;
        }

        var target = _feedback.Pointer;
        new Span<float>(target, group.Length).Fill((float)_spec.TargetLow);
        Kernels.Add(group.Length, (float)(_spec.TargetHigh - _spec.TargetLow), inputs[_target.Index].Rate.Panel(group.First), target);
        Kernels.Difference(group.Length, beta, target, before.State.Panel(group.First), target);
        ClearPadding(group, target);
        if (pull != null)
        {
            Kernels.Add(group.Length, 1f, pull, target);
        }

        return target;
    }

    private protected override float* ApicalSignal(in PanelGroup group) => _dendrite.Pointer;

    private float* Current(Input[] from, in PanelGroup group, ReadOnlySpan<Message> inputs, AlignedBuffer scratch)
    {
        if (from.Length > 0)
        {
            return Sum(from, group, inputs, scratch.Pointer);
        }

        new Span<float>(scratch.Pointer, group.Length).Clear();
        return scratch.Pointer;
    }
}
