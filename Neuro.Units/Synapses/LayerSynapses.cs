using Neuro.Units.Kernels;
using Neuro.Units.Messages;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Synapses;

/// <summary>The synapses of one projection onto a layer, as the layer owns them: a current per act, and a change through an optimiser.</summary>
/// <remarks>Not thread-safe. Allocates nothing after the start.</remarks>
internal sealed unsafe class LayerSynapses
{
    // Constants
    private readonly ExecutionOptions _options;
    private readonly int _batch;

    // State
    private readonly GradientLearning? _learning;

    // Scratch: the units that are read, where not all are; weights turned round, where errors go back along them.
    private readonly PanelMatrix? _part;
    private AlignedBuffer? _turned;

    public LayerSynapses(ProjectionSpec spec, WeightMatrix weights, int sourceUnits, int batch, int phases, ExecutionOptions options)
    {
        (Spec, Weights, _batch, _options) = (spec, weights, batch, options);
        _learning = spec.Rules.OfType<GradientRule>().FirstOrDefault() is { } rule ? new GradientLearning(rule, weights, batch, PanelRange.Whole(weights.PostLayout)) : null;
        _part = weights.Pre < sourceUnits ? new PanelMatrix(batch, weights.Pre) : null;
        MultiplyAdds = new long[phases];
    }

    public ProjectionSpec Spec { get; }

    public WeightMatrix Weights { get; }

    /// <summary>Multiply-adds done so far, by phases; without padding and biases.</summary>
    public long[] MultiplyAdds { get; }

    private static KernelSet Kernels => KernelSet.Best;

    /// <summary>Its current, bias included, <c>batch x post</c>.</summary>
    /// <param name="source">What is read.</param>
    /// <param name="sparse">The same where zeros may be skipped; else null.</param>
    /// <param name="current">Receives it.</param>
    /// <param name="phase">Phase of the act.</param>
    public void Current(PanelMatrix source, SparseRates? sparse, PanelMatrix current, int phase)
    {
        if (Skips(sparse) is { } rates)
        {
            Kernels.SparseCurrent(rates, Weights, PanelRange.Whole(Weights.PostLayout), current);
            MultiplyAdds[phase] += (long)rates.Count * Weights.Post;
        }
        else
        {
            Kernels.Current(Part(source), Weights, 0, current.Layout.Panels, null, current.Pointer);
            MultiplyAdds[phase] += (long)_batch * Weights.Pre * Weights.Post;
        }
    }

    /// <summary>What goes back along its synapses, <c>batch x pre</c>.</summary>
    public void Back(PanelMatrix signal, PanelMatrix result, int phase)
    {
        if (!Weights.LanesOverPre)
        {
            _turned ??= new AlignedBuffer(BlockTranspose.Length(Weights));
        }

        Kernels.ProductBack(signal, Weights, _turned, result);
        MultiplyAdds[phase] += (long)_batch * Weights.Pre * Weights.Post;
    }

    /// <summary>Changes its weights; a projection without a rule stays as it is.</summary>
    public void Learn(PanelMatrix source, SparseRates? sparse, PanelMatrix signal, int epoch, int phase)
    {
        if (_learning is null)
        {
            return;
        }

        var rates = Skips(sparse);
        _learning.Learn(Part(source), rates, signal, epoch);
        MultiplyAdds[phase] += (rates?.Count ?? (long)_batch * Weights.Pre) * Weights.Post;
    }

    public void VisitState(StateVisitor visitor)
    {
        visitor.Counts("multiply-adds", MultiplyAdds);
        _learning?.VisitState(visitor, Spec.Name);
    }

    private SparseRates? Skips(SparseRates? sparse) => _options.SkipZeros && _part is null && sparse is not null && KernelSet.PaysToSkipZeros(sparse, Weights) ? sparse : null;

    /// <summary>The units that are read, in a layout of their own.</summary>
    private PanelMatrix Part(PanelMatrix source)
    {
        if (_part is null)
        {
            return source;
        }

        _part.CopyCommonUnitsFrom(source);
        return _part;
    }
}
