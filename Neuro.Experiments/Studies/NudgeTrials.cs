using Neuro.Runtime.Feeding;
using Neuro.Units.Randomness;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Experiments.Studies;

/// <summary>Random inputs and random one-hot targets, the same in every trial.</summary>
/// <param name="seed">Seed of them.</param>
/// <param name="network">Which network they are for.</param>
internal sealed class NudgeTrials(long seed, int network) : ITrialSource
{
    private readonly RandomKey _key = new(unchecked((ulong)seed), "nudge-depth", "samples", network);

    /// <summary>Which output of a sample should be 1.</summary>
    public int Label(int sample, int outputs) => (int)(new RandomStream(_key.ForStream("labels").ForSample(sample)).Uniform(0) * outputs);

    /// <inheritdoc/>
    public void Fill(long trial, TrialContent content, PanelMatrix rates)
    {
        for (var sample = 0; sample < rates.Batch; sample++)
        {
            var stream = new RandomStream(_key.ForSample(sample));
            for (var unit = 0; unit < rates.Units; unit++)
            {
                rates[sample, unit] = content == TrialContent.Input ? stream.Uniform(unit) : unit == Label(sample, rates.Units) ? 1f : 0f;
            }
        }
    }

    /// <inheritdoc/>
    public int EpochOf(long trial) => 0;
}
