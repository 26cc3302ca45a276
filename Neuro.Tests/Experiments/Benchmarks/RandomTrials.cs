using Neuro.Runtime.Feeding;
using Neuro.Units.Randomness;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Experiments.Benchmarks;

/// <summary>Noise of any width as input, and one of the first few units as target.</summary>
internal sealed class RandomTrials(int classes) : ITrialSource
{
    public void Fill(long trial, TrialContent content, PanelMatrix rates)
    {
        for (var sample = 0; sample < rates.Batch; sample++)
        {
            var stream = new RandomStream(new RandomKey(11, "samples", content.ToString()).ForStep(trial).ForSample(sample));
            for (var unit = 0; unit < rates.Units; unit++)
            {
                rates[sample, unit] = content == TrialContent.Input ? stream.Uniform(unit) : unit == (int)(trial + sample) % classes ? 1f : 0f;
            }
        }
    }

    public int EpochOf(long trial) => 0;
}
