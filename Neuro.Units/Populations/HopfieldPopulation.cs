using Neuro.Units.Kernels;
using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>Units of a continuous Hopfield network: <c>tau ds/dt = rho'(s) (b + t) - s</c> (Scellier and Bengio 2017), with or without the slope.</summary>
public sealed unsafe class HopfieldPopulation : DynamicPopulation
{
    // Constants
    private readonly HopfieldSpec _spec;
    private readonly Input[] _apical;
    private readonly Input? _target;

    // Scratch: one group of panels each.
    private readonly AlignedBuffer _feedback;
    private readonly AlignedBuffer _nudge;

    internal HopfieldPopulation(HopfieldSpec spec, DynamicSetting setting)
        : base(spec, setting)
    {
        _spec = spec;
        _apical = [.. Inputs.Where(i => i.Projection.Port == Port.Apical)];
        _target = Inputs.FirstOrDefault(i => i.Projection.Port == Port.Target);
        _feedback = Scratch();
        _nudge = Scratch();
    }

    private protected override bool Advance(in PanelGroup group, in StepContext context, float h, in Levels before, in Levels after, ReadOnlySpan<Message> inputs, Message next, ref float* error)
    {
        var state = before.State.Panel(group.First);
        var basal = BasalCurrent(group, inputs);
        var feedback = context.Phase.Feedback && _apical.Length > 0 ? Sum(_apical, group, inputs, _feedback.Pointer) : null;
        if (_target is not null && NudgingOf(context.Phase) is not 0 and var beta)
        {
            // The cost is one of states, so no slope stands in the nudge.
            error = _nudge.Pointer;
            Kernels.Difference(group.Length, beta, inputs[_target.Index].Rate.Panel(group.First), state, error);
        }

        Observation?.Basal.Write(group, basal);
        Observation?.Apical.Write(group, feedback);
        Observation?.Error.Write(group, error);
        var options = new RelaxOptions(_spec.HasSlope, _spec.Clips, h);
        return Kernels.Relax(
            Activation, options, group.Length, state, before.Rate.Panel(group.First), basal, feedback, error, NoiseOf(group, next, h), after.State.Panel(group.First), after.Rate.Panel(group.First));
    }

    private protected override float* Signal(PostSignal signal, in PanelGroup group, in Levels own, in Levels after, ReadOnlySpan<Message> inputs, Message next, float* error) =>
        throw new InvalidOperationException($"{Spec.Part} has no {signal} to learn from, expected a rule on rates and states");
}
