using Neuro.Runtime.Feeding;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Models.Family;

/// <summary>Trials of few examples, so that each is shown again soon; a batch has different ones.</summary>
internal sealed class ExampleTrials(TestTrials inner) : ITrialSource
{
    /// <summary>How many examples it tells apart.</summary>
    public const int Examples = 24;

    public TestTrials Inner => inner;

    public void Fill(long trial, TrialContent content, PanelMatrix rates) => inner.Fill(trial, content, rates);

    public void FillExamples(long trial, Span<int> examples)
    {
        for (var sample = 0; sample < examples.Length; sample++)
        {
            examples[sample] = (sample + (int)trial) % Examples;
        }
    }

    public int EpochOf(long trial) => inner.EpochOf(trial);
}
