namespace Neuro.Experiments.Measures;

/// <summary>Whether layers with dendrites, which always find a rest, say anything there.</summary>
internal static class ResponseCheck
{
    private const double LeastSlope = 0.01;
    private const double LargestDistance = 2;
    private const double LargestResidual = 10;

    /// <summary>What is wrong; ten times the least slope is warned of, and half and a fifth of the largest distances.</summary>
    /// <param name="responses">The layers.</param>
    public static IEnumerable<Finding> Of(IReadOnlyList<LayerResponse> responses)
    {
        foreach (var (layer, slope, strayed, residual) in responses)
        {
            if (!(slope >= 10 * LeastSlope))
            {
                yield return new Finding(
                    $"slope of {layer}",
                    $"layer '{layer}' is saturated: found a mean slope of its rates of {slope:g3} of the steepest one, the run fails below {LeastSlope:g3}",
                    !(slope >= LeastSlope));
            }

            if (!(strayed is null or <= LargestDistance / 2))
            {
                yield return new Finding(
                    $"interneurons of {layer}",
                    $"interneurons of layer '{layer}' do not follow the units above: found a distance of {strayed:g3} of the potentials of these; the run fails above {LargestDistance:g3}",
                    !(strayed <= LargestDistance));
            }

            if (!(residual is null or <= LargestResidual / 5))
            {
                yield return new Finding(
                    $"feedback of {layer}",
                    $"interneurons of layer '{layer}' add to the feedback what they should take away: found {residual:g3} of it left, where silent ones would leave 1; the run fails above {LargestResidual:g3}",
                    !(residual <= LargestResidual));
            }
        }
    }
}
