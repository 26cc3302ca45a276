using Neuro.Experiments.Results;

namespace Neuro.Experiments.Measures;

/// <summary>Whether errors of ghost networks grow by running round the loop through the layer above.</summary>
internal static class LoopGainCheck
{
    /// <summary>What is wrong.</summary>
    /// <param name="measures">The measures of the hidden layers.</param>
    public static IEnumerable<Finding> Of(IReadOnlyList<LayerMeasures> measures) =>
        from layer in measures
        where layer.LoopGain > 1
        select new Finding(
            $"loop gain of {layer.Name}",
            $"the loop gain of layer '{layer.Name}' is {layer.LoopGain:g3}: above 1 an error grows by running round through the layer above, where no ghosts cancel it");
}
