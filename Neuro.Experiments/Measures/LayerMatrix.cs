using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>The weights and biases of a projection in double precision, for measures outside the network.</summary>
internal sealed class LayerMatrix
{
    private readonly double[] _weights;
    private readonly double[] _bias;

    private LayerMatrix(double[] weights, double[] bias, int post, int pre) => (_weights, _bias, Post, Pre) = (weights, bias, post, pre);

    /// <summary>Units that it ends on.</summary>
    public int Post { get; }

    /// <summary>Units that it begins at.</summary>
    public int Pre { get; }

    /// <summary>Those of a projection; between runs only.</summary>
    public static LayerMatrix Of(WeightStore weights, ProjectionSpec projection)
    {
        var matrix = weights[projection.Name];
        var (values, bias) = (new float[matrix.Post * matrix.Pre], new float[matrix.Post]);
        matrix.CopyTo(values);
        matrix.CopyBiasTo(bias);
        return new LayerMatrix(Array.ConvertAll(values, v => (double)v), Array.ConvertAll(bias, v => (double)v), matrix.Post, matrix.Pre);
    }

    /// <summary>Adds <c>W x + b</c>.</summary>
    public void AddTo(ReadOnlySpan<double> x, Span<double> sum)
    {
        for (var i = 0; i < Post; i++)
        {
            sum[i] += Vectors.Dot(_weights.AsSpan(i * Pre, Pre), x) + _bias[i];
        }
    }

    /// <summary>Adds <c>W^T y</c>.</summary>
    public void AddTransposedTo(ReadOnlySpan<double> y, Span<double> sum)
    {
        for (var i = 0; i < Post; i++)
        {
            if (y[i] == 0)
            {
                continue;
            }

            var row = _weights.AsSpan(i * Pre, Pre);
            for (var j = 0; j < Pre; j++)
            {
                sum[j] += row[j] * y[i];
            }
        }
    }

    /// <summary>Inner product of the biases with rates.</summary>
    public double BiasDot(ReadOnlySpan<double> rates) => Vectors.Dot(_bias, rates);
}
