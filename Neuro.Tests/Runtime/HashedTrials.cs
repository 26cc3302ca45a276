using Neuro.Runtime.Feeding;
using Neuro.Units.Randomness;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Runtime;

/// <summary>Stimuli and targets that are a pure function of the seed and the trial.</summary>
/// <param name="seed">The seed.</param>
/// <param name="silent">Part of the values that are zero, 0 .. 1.</param>
internal sealed class HashedTrials(ulong seed, double silent = 0.3) : ITrialSource
{
    /// <summary>How many examples it tells apart.</summary>
    public const int Examples = 7;

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
                var value = stream.Uniform(unit);
                rates[sample, unit] = (float)Math.Max(0, (value - silent) / (1 - silent));
            }
        }
    }

    /// <summary>Few examples, so that each is shown again soon, and some twice in a trial.</summary>
    public void FillExamples(long trial, Span<int> examples)
    {
        for (var sample = 0; sample < examples.Length; sample++)
        {
            examples[sample] = (int)(((trial * 2) + (sample * sample)) % Examples);
        }
    }

    public int EpochOf(long trial) => (int)(trial / TrialsPerEpoch);
}
