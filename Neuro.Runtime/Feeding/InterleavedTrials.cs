using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Runtime.Feeding;

/// <summary>The trials of one of several replicas: local trial t of replica i is trial <c>t * replicas + i</c> of the whole.</summary>
/// <param name="whole">All trials, in their order.</param>
/// <param name="replica">Which replica, from 0.</param>
/// <param name="replicas">How many there are.</param>
public sealed class InterleavedTrials(ITrialSource whole, int replica, int replicas) : ITrialSource
{
    /// <inheritdoc/>
    public void Fill(long trial, TrialContent content, PanelMatrix rates) => whole.Fill(Whole(trial), content, rates);

    /// <inheritdoc/>
    public void FillExamples(long trial, Span<int> examples) => whole.FillExamples(Whole(trial), examples);

    /// <inheritdoc/>
    public int EpochOf(long trial) => whole.EpochOf(Whole(trial));

    /// <summary>The trial of the whole that a local one shows.</summary>
    /// <param name="trial">Local trial, from 0.</param>
    public long Whole(long trial) => (trial * replicas) + replica;
}
