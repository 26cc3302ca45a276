namespace Neuro.Units.Populations;

/// <summary>What a population is told when a trial opens.</summary>
/// <param name="Trial">Index of the trial, from 0.</param>
/// <param name="Epoch">Epoch that it belongs to, from 0; learning rates follow it.</param>
/// <param name="Lasting">Whether lasting plasticity is on; off in evaluation.</param>
/// <param name="Replica">Which replica of the network it is, from 0; noise follows it.</param>
public readonly record struct TrialContext(long Trial, int Epoch, bool Lasting, int Replica = 0)
{
    /// <summary>Which example each sample is, from 0; empty for populations that do not ask.</summary>
    public ReadOnlyMemory<int> Examples { get; init; }
}
