namespace Neuro.Tests.Oracles.Layered;

/// <summary>The optimisers on a constant gradient, where all that they remember has a closed form.</summary>
public sealed class PlainOptimiserTests
{
    private const double Rate = 0.1;
    private const double G = -0.3;
    private const double Mu = 0.9;
    private const double R = 0.8;
    private const double Epsilon = 1e-3;

    [Fact]
    public void Plain_descent_goes_down_the_gradient() => AssertSteps(new() { Kind = PlainOptimiserKind.Sgd }, _ => G);

    [Fact]
    public void Momentum_is_a_geometric_sum() =>
        AssertSteps(new() { Kind = PlainOptimiserKind.Momentum, Momentum = Mu }, t => G * (1 - Math.Pow(Mu, t)) / (1 - Mu));

    [Fact]
    public void Rms_prop_divides_by_the_root_of_the_mean_square() =>
        AssertSteps(new() { Kind = PlainOptimiserKind.RmsProp, SquareDecay = R, Epsilon = Epsilon }, t => G / ((Math.Abs(G) * Math.Sqrt(1 - Math.Pow(R, t))) + Epsilon));

    /// <summary>The variance of a constant that came out of nothing: r^t (1 - r^t) g^2, with epsilon under the root.</summary>
    [Fact]
    public void Centred_rms_prop_divides_by_the_deviation_and_has_momentum() => AssertSteps(
        new() { Kind = PlainOptimiserKind.RmsProp, SquareDecay = R, Epsilon = Epsilon, Centred = true, Momentum = Mu },
        t => Enumerable.Range(1, t).Sum(k => Math.Pow(Mu, t - k) * G / Math.Sqrt((Math.Pow(R, k) * (1 - Math.Pow(R, k)) * G * G) + Epsilon)));

    [Fact]
    public void Adam_with_bias_correction_takes_equal_steps() => AssertSteps(
        new() { Kind = PlainOptimiserKind.Adam, Momentum = Mu, SquareDecay = R, Epsilon = Epsilon, BiasCorrection = true }, _ => G / (Math.Abs(G) + Epsilon));

    [Fact]
    public void Adam_without_it_does_not() => AssertSteps(
        new() { Kind = PlainOptimiserKind.Adam, Momentum = Mu, SquareDecay = R, Epsilon = Epsilon },
        t => (1 - Math.Pow(Mu, t)) * G / ((Math.Abs(G) * Math.Sqrt(1 - Math.Pow(R, t))) + Epsilon));

    [Fact]
    public void Weights_decay_and_biases_do_not()
    {
        var settings = new PlainOptimiserSettings { Rate = Rate, WeightDecay = 0.5 };
        double[][] weights = [[2.0]];
        double[] biases = [2.0];
        var (ofWeights, ofBiases) = (new PlainOptimiser(settings, 1, 1), new PlainOptimiser(settings, 1, 1));
        for (var t = 1; t <= 3; t++)
        {
            ofWeights.Step(weights, [[0.0]]);
            ofBiases.StepBiases(biases, [0.0]);
        }

        Assert.Equal(2 * Math.Pow(1 - (Rate * 0.5), 3), weights[0][0], 1e-12);
        Assert.Equal(2.0, biases[0]);
    }

    [Fact]
    public void Orthogonality_is_part_of_the_gradient()
    {
        var settings = new PlainOptimiserSettings { Rate = Rate, Orthogonality = 0.25 };
        double[][] weights = [[1.0, 0.0], [1.0, 2.0]];
        new PlainOptimiser(settings, 2, 2).Step(weights, Dense.Zeros(2, 2));
        Assert.Equal([1 - (Rate * 1.0), -Rate * 2.0], weights[0]);
        Assert.Equal([1 - (Rate * 1.0), 2.0], weights[1]);
    }

    private static void AssertSteps(PlainOptimiserSettings settings, Func<int, double> direction)
    {
        settings = settings with { Rate = Rate };
        var (ofWeights, ofBiases) = (new PlainOptimiser(settings, 1, 1), new PlainOptimiser(settings, 1, 1));
        double[][] weights = [[0.7]];
        double[] biases = [0.7];
        for (var t = 1; t <= 5; t++)
        {
            var expected = weights[0][0] - (Rate * direction(t));
            ofWeights.Step(weights, [[G]]);
            ofBiases.StepBiases(biases, [G]);
            Assert.Equal(expected, weights[0][0], 1e-12);
            Assert.Equal(weights[0][0], biases[0]);
        }
    }
}
