using Neuro.Experiments.Configuration;

namespace Neuro.Experiments.Studies;

/// <summary>Keys of the study of nudging over depth.</summary>
/// <param name="schema">Takes them in.</param>
internal sealed class NudgeDepthKeys(ConfigurationSchema schema)
{
    /// <summary>Hidden layers.</summary>
    public ConfigurationKey<int> Depth { get; } = schema.Int("nudge-depth.depth", 10, "Most hidden layers; networks of 1 up to so many are nudged.", min: 1, max: 50);

    /// <summary>Units.</summary>
    public ConfigurationKey<int> Units { get; } = schema.Int("nudge-depth.units", 40, "Units of the input and of each hidden layer.", min: 1, max: 1000);

    /// <summary>Samples.</summary>
    public ConfigurationKey<int> Samples { get; } = schema.Int("nudge-depth.samples", 20, "Random inputs with random targets of each network.", min: 1, max: 1000);

    /// <summary>Networks.</summary>
    public ConfigurationKey<int> Networks { get; } = schema.Int("nudge-depth.networks", 3, "Networks of each kind and depth, with weights and samples of their own.", min: 1, max: 100);

    /// <summary>beta.</summary>
    public ConfigurationKey<double> Nudging { get; } = schema.Double("nudge-depth.nudging", 0.01, "Nudging strength beta, so small that what it moves is proportional to it.", min: 0, max: 1, minExcluded: true);
}
