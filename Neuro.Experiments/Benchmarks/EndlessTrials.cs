using Neuro.Experiments.Running;
using Neuro.Runtime.Feeding;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Experiments.Benchmarks;

/// <summary>Passes over the same trials again and again.</summary>
internal sealed class EndlessTrials(ImageTrials trials) : ITrialSource
{
    public void Fill(long trial, TrialContent content, PanelMatrix rates) => trials.Fill(trial % trials.WholeTrials, content, rates);

    public int EpochOf(long trial) => 0;
}
