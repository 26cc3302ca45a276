using Neuro.Units.Messages;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>Interneurons that follow the units above: <c>tau du/dt = -u + g_b v + beta (u_above - u)</c> (Sacramento and others 2018).</summary>
public sealed unsafe class InterneuronPopulation : SomaticPopulation
{
    // Constants
    private readonly float _teaching;
    private readonly Input? _teach;

    // Scratch: one group of panels.
    private readonly AlignedBuffer _pull;

    internal InterneuronPopulation(InterneuronSpec spec, DynamicSetting setting)
        : base(spec, setting, spec.BasalGain)
    {
        _teaching = (float)spec.Teaching;
        _teach = Inputs.FirstOrDefault(i => i.Projection.Port == Port.Teach);
        _pull = Scratch();
    }

    private protected override float* Pull(in PanelGroup group, float beta, in Levels before, ReadOnlySpan<Message> inputs)
    {
        if (_teach is null || !HasFeedback || _teaching == 0)
        {
            return null;
        }

        Kernels.Difference(group.Length, _teaching, inputs[_teach.Index].State!.Panel(group.First), before.State.Panel(group.First), _pull.Pointer);
        return _pull.Pointer;
    }

    private protected override float* ApicalSignal(in PanelGroup group) => throw new InvalidOperationException($"{Spec.Part} has no apical dendrite to learn from, expected a dendritic rule");
}
