using Neuro.Units.Kernels;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;
using Neuro.Units.Tensors;

namespace Neuro.Units.Synapses;

/// <summary>
/// What each synapse remembers of recent signals times rates before it changes: <c>D += (dt / tau_w) (signal x rate - D)</c>, then <c>W += eta D</c> with the new D. It goes on from
/// trial to trial.
/// </summary>
/// <remarks>One owner; not thread-safe.</remarks>
internal sealed unsafe class InductionTrace
{
    // Constants
    private readonly WeightMatrix _weights;
    private readonly int _batch;
    private readonly PanelRange _range;

    // State
    private readonly WeightMatrix _trace;

    public InductionTrace(WeightMatrix weights, int batch, PanelRange range)
    {
        _weights = weights;
        _batch = batch;
        _range = range;
        _trace = new WeightMatrix(weights.Post, weights.Pre, weights.HasBias);
    }

    private static KernelSet Kernels => KernelSet.Best;

    /// <summary>The panels of lanes that are changed here.</summary>
    private PanelRange Lanes => _weights.LanesOverPre ? PanelRange.Whole(_weights.PreLayout) : _range;

    /// <summary>One step of a group of panels.</summary>
    /// <param name="group">The group.</param>
    /// <param name="rates">Presynaptic rates, <c>batch x pre</c>.</param>
    /// <param name="signal">The signal, <c>[panel][batch][width]</c>.</param>
    /// <param name="part">dt / tau_w.</param>
    /// <param name="scale">What a sum over samples would be multiplied with.</param>
    public void Learn(in PanelGroup group, PanelMatrix rates, float* signal, float part, float scale)
    {
        // Where lanes run over the presynaptic units, there is one group of postsynaptic ones.
        var lanes = _weights.LanesOverPre ? Lanes : new PanelRange(group.First, group.Count);
        var length = (int)_trace.PanelStride * lanes.Count;
        var width = _trace.PostLayout.Width;
        var biases = _trace.HasBias ? width * group.Count : 0;
        Kernels.Add(length, -part, _trace.Panel(lanes.First), _trace.Panel(lanes.First));
        Kernels.Add(biases, -part, _trace.Bias(group.First), _trace.Bias(group.First));
        Kernels.Learn(rates, signal, part / _batch, _trace, group.First, group.Count);
        Kernels.Add(length, scale * _batch, _trace.Panel(lanes.First), _weights.Panel(lanes.First));
        Kernels.Add(biases, scale * _batch, _trace.Bias(group.First), _weights.Bias(group.First));
    }

    /// <summary>Visits what every synapse remembers.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="projection">Whose synapses they are.</param>
    /// <param name="part">Which shard of the population it is, from 0.</param>
    public void VisitState(StateVisitor visitor, string projection, int part)
    {
        visitor.Enter("induction-trace", projection, part);
        visitor.Matrix("weights", new PanelMatrix(_trace), Lanes);
        if (_trace.HasBias)
        {
            visitor.Matrix("biases", PanelMatrix.OfBiases(_trace), _range);
        }
    }
}
