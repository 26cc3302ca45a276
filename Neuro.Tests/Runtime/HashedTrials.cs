using Neuro.Runtime.Feeding;
using Neuro.Units.Randomness;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Runtime;

/// <summary>Stimuli and targets that are a pure function of the seed and the trial; about a third of the stimulus is silent.</summary>
internal sealed class HashedTrials(ulong seed) : ITrialSource
{
    private const int TrialsPerEpoch = 3;
    private readonly RandomKey _input = new(seed, "input", "trials");
    private readonly RandomKey _target = new(seed, "target", "trials");

    public void Fill(long trial, TrialContent content, PanelMatrix rates)
    {
        var key = content == TrialContent.Input ? _input : _target;
        for (var sample = 0; sample < rates.Batch; sample++)
        {
            var stream = new RandomStream(key.ForStep(trial).ForSample(sample));
            for (var unit = 0; unit < rates.Units; unit++)
            {
                rates[sample, unit] = (float)Math.Max(0, (1.5 * stream.Uniform(unit)) - 0.5);
            }
        }
    }

    public int EpochOf(long trial) => (int)(trial / TrialsPerEpoch);
}
