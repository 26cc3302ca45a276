using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Runtime.Feeding;

/// <summary>What clamped populations show: a pure function of the trial.</summary>
/// <remarks>Called by several threads at once, for neighbouring trials; must be safe for that and must not allocate.</remarks>
public interface ITrialSource
{
    /// <summary>Fills in the rates of a clamped population.</summary>
    /// <param name="trial">Trial from 0.</param>
    /// <param name="content">Stimulus or target.</param>
    /// <param name="rates"><c>batch x units</c>; every real value must be written, padding left alone.</param>
    void Fill(long trial, TrialContent content, PanelMatrix rates);

    /// <summary>Says which examples a trial shows, for populations that store states by example.</summary>
    /// <param name="trial">Trial from 0.</param>
    /// <param name="examples">Receives the example of each sample, from 0; every value must be written.</param>
    /// <exception cref="NotSupportedException">The source does not tell its examples apart.</exception>
    void FillExamples(long trial, Span<int> examples) => throw new NotSupportedException($"{GetType().Name} does not tell its examples apart, expected a source that does, for populations that store states by example");

    /// <summary>The epoch that a trial belongs to, from 0; learning rates follow it.</summary>
    /// <param name="trial">Trial from 0.</param>
    int EpochOf(long trial);
}
