using Neuro.Units.Kernels;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Synapses;

/// <summary>Synapses without weights of their own: at each step they take the transpose of another population's weights, as they stand.</summary>
/// <remarks>
/// The one place where a population reads what another owns. It takes no lock, so while that population learns on another thread the two race, and a current may see some
/// of the weights before a change and some after it. The copy is scratch: it is read anew for each group of panels, just before its current is computed.
/// </remarks>
internal sealed unsafe class TransposedSynapses : SynapseGroup
{
    private readonly WeightMatrix _shared;

    public TransposedSynapses(ProjectionSpec spec, WeightMatrix shared, int batch, int phases, PanelRange range)
        : base(spec, new WeightMatrix(shared.Pre, shared.Post, hasBias: false), [], batch, phases, range) => _shared = shared;

    public override float* Current(in PanelGroup group, Message input, float* scratch)
    {
        TransposeKernel.Read(_shared, Weights, firstPanel: group.First, group.Count);
        Kernels.Current(input.Rate, Weights, group.First, group.Count, null, scratch);
        Count((long)Batch * Weights.Pre, group);
        return scratch;
    }

    public override void Learn(in PanelGroup group, Message input, float* signal, float scale) =>
        throw new InvalidOperationException($"{Spec.Part} shares weights of '{Spec.SharesTransposeOf}' and learns nothing itself");
}
