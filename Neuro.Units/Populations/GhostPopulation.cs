using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Randomness;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>Ghost units: <c>tau dg/dt = -g + V_f rho(s)</c> (ghost paper, Eq. 2), which may learn to mimic the units that teach them (Eq. 3).</summary>
public sealed unsafe class GhostPopulation : DynamicPopulation
{
    // Constants
    private readonly Input? _teach;

    // Scratch
    private readonly AlignedBuffer _mimicry;

    internal GhostPopulation(GhostSpec spec, DynamicSetting setting)
        : base(spec, setting)
    {
        _teach = Inputs.FirstOrDefault(i => i.Projection.Port == Port.Teach);
        _mimicry = Scratch();
    }

    private protected override bool Advance(in PanelGroup group, in StepContext context, float h, in Levels before, in Levels after, ReadOnlySpan<Message> inputs, Message next, ref float* error)
    {
        var basal = BasalCurrent(group, inputs);
        var finite = Leak(group, h, before, after, next, basal, null);
        Observation?.Basal.Write(group, basal);
        return finite;
    }

    private protected override float* Signal(PostSignal signal, in PanelGroup group, in Levels own, in Levels after, ReadOnlySpan<Message> inputs, Message next, float* error)
    {
        var taught = inputs[_teach!.Index].State!;
        Kernels.Difference(group.Length, 1f, taught.Panel(group.First), own.State.Panel(group.First), _mimicry.Pointer);
        return _mimicry.Pointer;
    }
}
