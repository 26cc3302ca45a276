using Neuro.Units.Populations;

namespace Neuro.Experiments.Benchmarks;

/// <summary>Weights as a peer's file holds them.</summary>
/// <param name="Name">The array of the weights, <c>post x pre</c>.</param>
/// <param name="Bias">The array of the biases, or null where there are none.</param>
/// <param name="Projection">The projection that they belong to here.</param>
internal sealed record PeerArray(string Name, string? Bias, string Projection)
{
    /// <summary>Copies the arrays out of a network's weights.</summary>
    public IEnumerable<(string Name, int[] Shape, float[] Values)> Copy(WeightStore weights)
    {
        var matrix = weights[Projection];
        var values = new float[matrix.Post * matrix.Pre];
        matrix.CopyTo(values);
        yield return (Name, [matrix.Post, matrix.Pre], values);
        if (Bias is not null)
        {
            var biases = new float[matrix.Post];
            matrix.CopyBiasTo(biases);
            yield return (Bias, [matrix.Post], biases);
        }
    }
}
