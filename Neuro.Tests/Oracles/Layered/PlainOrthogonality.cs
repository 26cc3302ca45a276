namespace Neuro.Tests.Oracles.Layered;

/// <summary>What keeps the rows of W from overlapping: lambda times the sum of (W W^T)_ik^2 over i != k.</summary>
internal static class PlainOrthogonality
{
    public static double Penalty(double[][] w, double lambda)
    {
        var sum = 0.0;
        for (var i = 0; i < w.Length; i++)
        {
            for (var k = 0; k < w.Length; k++)
            {
                sum += i == k ? 0 : Math.Pow(Product(w[i], w[k]), 2);
            }
        }

        return lambda * sum;
    }

    /// <summary>4 lambda M_off W, M_off = W W^T without its diagonal.</summary>
    public static double[][] Gradient(double[][] w, double lambda)
    {
        var gradient = Dense.Zeros(w.Length, w[0].Length);
        for (var i = 0; i < w.Length; i++)
        {
            for (var k = 0; k < w.Length; k++)
            {
                var overlap = i == k ? 0 : 4 * lambda * Product(w[i], w[k]);
                for (var j = 0; j < w[k].Length; j++)
                {
                    gradient[i][j] += overlap * w[k][j];
                }
            }
        }

        return gradient;
    }

    private static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
