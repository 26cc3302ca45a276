using Neuro.Runtime.Feeding;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Runtime.ControlPlane;

/// <summary>Ordinary trials until a certain one, in which something happens to one kind of content.</summary>
internal sealed class FaultyTrials(TrialContent content, long trial, Action<PanelMatrix> fault) : ITrialSource
{
    private readonly HashedTrials _trials = new(1);

    public void Fill(long trial1, TrialContent content1, PanelMatrix rates)
    {
        _trials.Fill(trial1, content1, rates);
        if (trial1 == trial && content1 == content)
        {
            fault(rates);
        }
    }

    public int EpochOf(long trial1) => _trials.EpochOf(trial1);
}
