using Neuro.Units.Randomness;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>What a population with a state is given at its start, besides its description.</summary>
/// <param name="Batch">Samples per trial.</param>
/// <param name="Range">The panels that it computes.</param>
/// <param name="Phases">The phases of a trial.</param>
/// <param name="StepRatio">dt / tau.</param>
/// <param name="Inputs">Its incoming projections.</param>
/// <param name="SendsSignal">Whether the other end of a two-sided synapse waits for its signals.</param>
/// <param name="Noise">Key of its noise.</param>
/// <param name="Sign">Key of the sign of each trial, the same for all populations.</param>
/// <param name="Examples">How many examples there are whose states it may have to store; 0 to store none.</param>
internal sealed record DynamicSetting(
    int Batch, PanelRange Range, IReadOnlyList<PhaseSpec> Phases, float StepRatio, IReadOnlyList<Input> Inputs, bool SendsSignal, RandomKey Noise, RandomKey Sign, int Examples)
{
    /// <summary>Index of a phase, or -1 where this network has none of that name.</summary>
    public int PhaseIndex(string? name)
    {
        for (var i = 0; i < Phases.Count; i++)
        {
            if (Phases[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
