using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>How far the weights back are from the transpose of those ahead.</summary>
internal static class WeightAsymmetry
{
    /// <summary>|W_back - W_ahead^T| / |W_ahead|, Frobenius.</summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="ahead">The projection one way.</param>
    /// <param name="back">The projection the other way.</param>
    public static double Of(NetworkSpec network, WeightStore weights, ProjectionSpec ahead, ProjectionSpec back)
    {
        var (forward, backward) = (ProjectionWeights.Of(weights, ahead), ProjectionWeights.Of(weights, back));
        var (posts, pres) = (network.Population(ahead.Target).Units, network.Population(ahead.Source).Units);
        var (difference, norm) = (0.0, 0.0);
        for (var post = 0; post < posts; post++)
        {
            for (var pre = 0; pre < pres; pre++)
            {
                difference += Math.Pow(backward[(pre * posts) + post] - forward[(post * pres) + pre], 2);
                norm += Math.Pow(forward[(post * pres) + pre], 2);
            }
        }

        return Math.Sqrt(difference / norm);
    }
}
