using Neuro.Experiments.Configuration;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Studies;

/// <summary>How the study of nudging over depth is done.</summary>
/// <param name="Depth">Most hidden layers.</param>
/// <param name="Units">Units of each hidden layer, and of the input.</param>
/// <param name="Samples">Random inputs with random targets.</param>
/// <param name="Networks">Networks of each kind and depth, which differ in their weights and samples.</param>
/// <param name="Nudging">beta, so small that what it moves is proportional to it.</param>
/// <param name="Seed">Seed of all.</param>
internal sealed record NudgeDepthOptions(int Depth, int Units, int Samples, int Networks, double Nudging, long Seed)
{
    /// <summary>Units of the output.</summary>
    public const int Outputs = 10;

    /// <summary>Reads a configuration.</summary>
    public static NudgeDepthOptions Of(Settings settings) => new(
        settings.Get(NeuroKeys.NudgeDepth.Depth),
        settings.Get(NeuroKeys.NudgeDepth.Units),
        settings.Get(NeuroKeys.NudgeDepth.Samples),
        settings.Get(NeuroKeys.NudgeDepth.Networks),
        settings.Get(NeuroKeys.NudgeDepth.Nudging),
        settings.Get(NeuroKeys.Seed));
}
