using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Synapses;

/// <summary>Synapses whose input changes at every step: currents and changes are computed as they come.</summary>
internal sealed unsafe class StreamingSynapses : SynapseGroup
{
    private readonly TrialCancellation? _trial;

    public StreamingSynapses(ProjectionSpec spec, WeightMatrix weights, RuleState[] rules, int batch, PanelRange range, TrialCancellation? trial)
        : base(spec, weights, rules, batch, range)
    {
        _trial = trial;
    }

    public override void Open() => _trial?.Open();

    public override void Prepare(Message input) => _trial?.Prepare(input.Rate);

    public override float* Current(in PanelGroup group, Message input, float* scratch)
    {
        Kernels.Current(input.Rate, Weights, group.First, group.Count, null, scratch);
        _trial?.AddTo(group, scratch);
        return scratch;
    }

    public override void Learn(in PanelGroup group, Message input, float* signal, float scale) =>
        Kernels.Learn(input.Rate, signal, scale, Weights, group.First, group.Count);

    public override void LearnInTrial(in PanelGroup group, Message input, float* signal) => _trial?.Remember(group, input.Rate, signal);
}
