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

    internal GhostPopulation(GhostSpec spec, int batch, PanelRange range, int phases, float stepRatio, IReadOnlyList<Input> inputs, RandomKey noise)
        : base(spec, batch, range, phases, stepRatio, inputs, sendsSignal: false, noise)
    {
        _teach = Inputs.FirstOrDefault(i => i.Projection.Port == Port.Teach);
        _mimicry = Scratch();
    }

    private protected override float* Error(in PanelGroup group, in StepContext context, in Levels own, ReadOnlySpan<Message> inputs) => null;

    private protected override float* Signal(PostSignal signal, in PanelGroup group, in Levels own, ReadOnlySpan<Message> inputs, Message next, float* error)
    {
        var taught = inputs[_teach!.Index].State!;
        Kernels.Difference(group.Length, 1f, taught.Panel(group.First), own.State.Panel(group.First), _mimicry.Pointer);
        return _mimicry.Pointer;
    }
}
