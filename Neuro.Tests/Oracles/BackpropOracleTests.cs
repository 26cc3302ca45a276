namespace Neuro.Tests.Oracles;

/// <summary>The backprop oracle against central differences of its own loss, so that it can be trusted elsewhere.</summary>
public sealed class BackpropOracleTests
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-8;

    [Theory]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    [InlineData("Linear")]
    public void Rate_gradients_are_those_of_the_loss(string rho)
    {
        var (network, input, target, _, _) = Create(rho);
        var gradients = network.RateGradients(input, target);
        for (var layer = 1; layer <= network.Layers; layer++)
        {
            var differences = network.RateGradientByDifferences(layer, input, target);
            for (var i = 0; i < differences.Length; i++)
            {
                Assert.Equal(differences[i], gradients[layer - 1][i], Tolerance);
            }
        }
    }

    [Theory]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    [InlineData("Linear")]
    public void Weight_gradients_are_those_of_the_loss(string rho)
    {
        var (network, input, target, weights, biases) = Create(rho);
        for (var l = 0; l < weights.Length; l++)
        {
            var (gradient, biasGradient) = network.WeightGradient(l, input, target);
            for (var i = 0; i < weights[l].Length; i++)
            {
                Assert.Equal(Difference(() => network.Loss(input, target), biases[l], i), biasGradient[i], Tolerance);
                for (var j = 0; j < weights[l][i].Length; j++)
                {
                    Assert.Equal(Difference(() => network.Loss(input, target), weights[l][i], j), gradient[i][j], Tolerance);
                }
            }
        }
    }

    private static double Difference(Func<double> loss, double[] values, int at)
    {
        var value = values[at];
        values[at] = value + Step;
        var up = loss();
        values[at] = value - Step;
        var down = loss();
        values[at] = value;
        return (up - down) / (2 * Step);
    }

    private static (BackpropOracle Network, double[] Input, double[] Target, double[][][] Weights, double[][] Biases) Create(string rho)
    {
        var draws = new TestDraws(5);
        int[] units = [4, 6, 5, 3];
        var weights = new double[3][][];
        var biases = new double[3][];
        for (var l = 0; l < 3; l++)
        {
            biases[l] = Draw(units[l + 1]);
            weights[l] = [.. Enumerable.Range(0, units[l + 1]).Select(_ => Draw(units[l]))];
        }

        return (new BackpropOracle(weights, biases, Rho.Named(rho)), Draw(4), Draw(3), weights, biases);

        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => draws.Next() - 0.5)];
    }
}
