using Neuro.Runtime.Observing;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>
/// Spectral norm of the loop W_b rho'(s_above) W_f rho'(s) through the layer above, by power iteration: while it stays below about one an error is
/// not amplified by running round the loop.
/// </summary>
internal sealed class LoopGain(NetworkSpec network, WeightStore weights)
{
    private const int Samples = 8;
    private const int Iterations = 30;

    /// <summary>Mean over the first samples of the probe batch.</summary>
    public double Of(string layer, string above, ProjectionSpec feedback, ProjectionSpec forward, PhaseRecord below, PhaseRecord top)
    {
        var lower = (DynamicSpec)network.Population(layer);
        var upper = (DynamicSpec)network.Population(above);
        var back = ProjectionWeights.Of(weights, feedback);
        var ahead = ProjectionWeights.Of(weights, forward);
        var samples = Math.Min(Samples, below.State.Length / lower.Units);
        var sum = 0.0;
        for (var sample = 0; sample < samples; sample++)
        {
            var slopeBelow = Slopes(lower, below.State, sample);
            var slopeAbove = Slopes(upper, top.State, sample);
            sum += SpectralNorm(back, ahead, slopeBelow, slopeAbove);
        }

        return sum / samples;
    }

    private static double[] Slopes(DynamicSpec population, float[] state, int sample)
    {
        var slopes = new double[population.Units];
        for (var i = 0; i < slopes.Length; i++)
        {
            slopes[i] = ActivationValue.Slope(population.Activation, state[(sample * population.Units) + i]);
        }

        return slopes;
    }

    private static double SpectralNorm(float[] back, float[] ahead, double[] slopeBelow, double[] slopeAbove)
    {
        var lower = slopeBelow.Length;
        var upper = slopeAbove.Length;
        var vector = new double[lower];
        Array.Fill(vector, 1 / Math.Sqrt(lower));
        var norm = 0.0;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            // M v, then M^T (M v), with M = W_b D_above W_f D_below.
            var inner = Multiply(ahead, upper, lower, Scale(vector, slopeBelow));
            var image = Multiply(back, lower, upper, Scale(inner, slopeAbove));
            norm = Vectors.Norm(image);
            if (norm == 0)
            {
                return 0;
            }

            var returned = Scale(MultiplyTransposed(back, lower, upper, image), slopeAbove);
            vector = Scale(MultiplyTransposed(ahead, upper, lower, returned), slopeBelow);
            var length = Vectors.Norm(vector);
            for (var i = 0; i < lower; i++)
            {
                vector[i] /= length;
            }
        }

        return norm;
    }

    private static double[] Scale(double[] a, double[] b)
    {
        var product = new double[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            product[i] = a[i] * b[i];
        }

        return product;
    }

    private static double[] Multiply(float[] matrix, int rows, int columns, double[] vector)
    {
        var result = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                result[i] += matrix[(i * columns) + j] * vector[j];
            }
        }

        return result;
    }

    private static double[] MultiplyTransposed(float[] matrix, int rows, int columns, double[] vector)
    {
        var result = new double[columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                result[j] += matrix[(i * columns) + j] * vector[i];
            }
        }

        return result;
    }
}
