namespace Neuro.Tests.Oracles.Family;

/// <summary>The oracle of least action against backprop, a linear system, and the equation it is derived from.</summary>
public sealed class LeastActionOracleTests
{
    private static readonly int[] Units = [4, 5, 4, 3];

    [Fact]
    public void Settled_errors_are_beta_times_backprop()
    {
        const double Beta = 1e-5;
        var (weights, inputs, targets) = Draw(1);
        var net = new LeastActionOracle(weights.Copy(), Rho.Sigmoid, 0.1, 1);
        var trial = net.RunTrial(inputs, targets, 400, Beta);
        for (var sample = 0; sample < inputs.Length; sample++)
        {
            var deltas = FamilyGradients.Deltas(weights, Rho.Sigmoid, inputs[sample], targets[sample]);
            for (var k = 1; k < Units.Length; k++)
            {
                Assert.True(FamilyGradients.Distance([.. trial.Errors[sample][k].Select(e => e / Beta)], deltas[k]) < 1e-3);
            }
        }
    }

    /// <summary>A step changes weights by eta h times the mean of delta rate^T, so at rest by beta eta h times minus the gradient.</summary>
    [Fact]
    public void A_step_at_rest_descends_the_loss()
    {
        const double Beta = 1e-5;
        var (weights, inputs, targets) = Draw(2);
        var quiet = new LeastActionOracle(weights.Copy(), Rho.Sigmoid, 0.1, 1);
        var rest = quiet.RunTrial(inputs, targets, 400, Beta);
        var net = new LeastActionOracle(weights.Copy(), Rho.Sigmoid, 0.1, 1) { Rates = [0, 2, 3, 4] };
        net.Begin(rest.States);
        var change = net.RunTrial(inputs, targets, 1, Beta).Weights.Plus(-1, weights);
        var gradient = FamilyGradients.Backprop(weights, Rho.Sigmoid, inputs, targets);
        for (var k = 1; k < Units.Length; k++)
        {
            double[] expected = [.. gradient.Forward(k).Select(g => -g * (k + 1) * 0.1 * Beta)];
            Assert.True(FamilyGradients.Distance(change.Forward(k), expected) < 1e-3);
        }
    }

    /// <summary>At rest u = F at any beta, whatever the look-ahead: of linear units a system of equations.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.2)]
    [InlineData(0.0)]
    public void Rest_of_linear_units_solves_their_equations(double lambda)
    {
        const double Beta = 0.3;
        int[] units = [2, 3, 2];
        var draws = new TestDraws(3);
        var weights = FamilyWeights.Draw(draws, units, 0.3, -0.3, 0.3);
        var (input, target) = (FamilyDraws.Batch(draws, 1, 2)[0], FamilyDraws.Batch(draws, 1, 2)[0]);
        var trial = new LeastActionOracle(weights, Rho.Linear, 0.1, lambda).RunTrial([input], [target], 1000, Beta);
        var matrix = Dense.Zeros(5, 5);
        double[] right = [.. FamilyGradients.Sweep(weights, Rho.Linear, input)[1], 0, 0];
        for (var i = 0; i < 3; i++)
        {
            matrix[i][i] += 1;
            for (var a = 0; a < 2; a++)
            {
                right[i] -= weights.W[2][a][i] * weights.B[2][a];
                matrix[i][3 + a] -= weights.W[2][a][i];
                matrix[3 + a][i] -= weights.W[2][a][i];
                for (var j = 0; j < 3; j++)
                {
                    matrix[i][j] += weights.W[2][a][i] * weights.W[2][a][j];
                }
            }
        }

        for (var a = 0; a < 2; a++)
        {
            matrix[3 + a][3 + a] += 1 + Beta;
            right[3 + a] += weights.B[2][a] + (Beta * target[a]);
        }

        var expected = Dense.Solve(matrix, right);
        Assert.True(FamilyGradients.Distance([.. trial.States[0][1], .. trial.States[0][2]], expected) < 1e-10);
    }

    /// <summary>u(t + 1) - F(t) = (u(t) - F(t - 1)) - h (u(t) - F(t)) with the plain difference, for changing inputs too.</summary>
    [Fact]
    public void Distance_to_the_force_decays_as_derived()
    {
        var (weights, inputs, targets) = Draw(4);
        var net = new LeastActionOracle(weights, Rho.Tanh, 0.2, 1) { Rates = FamilyDraws.Rates(weights, 0.1) };
        net.RunTrial(inputs, targets, 3, 0.1);
        for (var t = 0; t < 6; t++)
        {
            var (u, before) = (net.States[0][2][1], net.Forces[0][2][1]);
            net.Step(t < 3 ? inputs : [inputs[1], inputs[2], inputs[0]], targets, t < 4 ? 0.1 : 0.5);
            var (next, force) = (net.States[0][2][1], net.Forces[0][2][1]);
            Assert.Equal(u - before - (0.2 * (u - force)), next - force, 1e-13);
        }
    }

    /// <summary>Looking ahead, the output has nearly answered to a new input long before a time constant, of 50 steps, has passed.</summary>
    [Fact]
    public void Looking_ahead_does_not_wait_for_time_constants()
    {
        var (weights, inputs, targets) = Draw(5, 0.3);
        Assert.True(Miss(0.5) < 0.1);
        Assert.True(Miss(0) > 0.9);

        double Miss(double lambda)
        {
            var net = new LeastActionOracle(weights.Copy(), Rho.Tanh, 0.02, lambda);
            net.RunTrial([inputs[0]], [targets[0]], 2000, 0);
            var old = net.States[0][3];
            var trial = net.RunTrial([inputs[1]], [targets[1]], 12, 0);
            var answer = FamilyGradients.Sweep(weights, Rho.Tanh, inputs[1])[3];
            double[] left = [.. trial.States[0][3].Zip(answer, (a, b) => a - b)];
            return FamilyGradients.Norm(left) / FamilyGradients.Norm([.. old.Zip(answer, (a, b) => a - b)]);
        }
    }

    /// <summary>
    /// With the plain difference an error comes back to its layer two steps late and w^2 times as large, so small steps are stable
    /// while w^2 is below 1/2: z^2 + w^2 z - w^2 = 0 has its root -1 there. A smaller lambda allows for more.
    /// </summary>
    [Theory]
    [InlineData(0.4, 1, true)]
    [InlineData(0.55, 1, false)]
    [InlineData(4, 0.2, true)]
    [InlineData(9, 0.2, false)]
    public void Plain_differences_are_stable_for_small_weights_only(double square, double lambda, bool stable)
    {
        var weights = new FamilyWeights(1, 1, 1);
        (weights.W[1][0][0], weights.W[2][0][0]) = (1, Math.Sqrt(square));
        var net = new LeastActionOracle(weights, Rho.Linear, 0.02, lambda);
        net.Begin([[[0], [0.3], [0.1]]]);
        var end = net.RunTrial([[1]], [[1]], 2000, 0.1).Errors[0][2][0];
        Assert.Equal(stable, Math.Abs(end) < 1);
    }

    /// <summary>By hand, one unit in each of two layers: no look-ahead in the first step, a filtered one in the second.</summary>
    [Fact]
    public void Two_steps_by_hand()
    {
        var weights = new FamilyWeights(1, 1, 1);
        (weights.W[1][0][0], weights.W[2][0][0]) = (1, 2);
        var net = new LeastActionOracle(weights, Rho.Linear, 0.5, 0.25) { Rates = [0, 1, 1] };
        net.Begin([[[0], [0.2], [0.1]]]);
        net.Step([[1]], [[1]], 0.5);
        Assert.Equal([-0.8, -0.3], net.Errors[0].Skip(1).Select(e => e[0]), Close);
        Assert.Equal([0.4, 0.85], net.Forces[0].Skip(1).Select(f => f[0]), Close);
        Assert.Equal([0.3, 0.475], net.States[0].Skip(1).Select(s => s[0]), Close);
        Assert.Equal([0.6, -0.4], new[] { weights.W[1][0][0], weights.B[1][0] }, Close);
        Assert.Equal([1.97, -0.15], new[] { weights.W[2][0][0], weights.B[2][0] }, Close);
        net.Step([[1]], [[1]], 0.5);
        var delta = 0.475 - ((1.97 * 0.3) - 0.15);
        var (lower, upper) = (0.2 + (1.97 * delta), (1.97 * 0.3) - 0.15 + (0.5 * 0.525));
        Assert.Equal([0.1, delta], net.Errors[0].Skip(1).Select(e => e[0]), Close);
        Assert.Equal(0.3 + (0.5 * (lower - 0.3)) + (0.25 * (lower - 0.4)), net.States[0][1][0], 1e-14);
        Assert.Equal(0.475 + (0.5 * (upper - 0.475)) + (0.25 * (upper - 0.85)), net.States[0][2][0], 1e-14);
        net.Step([[1]], [[1]], 0.5);
        var third = net.Forces[0][2][0];
        var ahead = (0.75 * 0.25 * (upper - 0.85)) + (0.25 * (third - upper));
        var second = 0.475 + (0.5 * (upper - 0.475)) + (0.25 * (upper - 0.85));
        Assert.Equal(second + (0.5 * (third - second)) + ahead, net.States[0][2][0], 1e-14);
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-14;

    private static (FamilyWeights Weights, double[][] Inputs, double[][] Targets) Draw(ulong seed, double scale = 0.5)
    {
        var draws = new TestDraws(seed);
        var weights = FamilyWeights.Draw(draws, Units, scale, -0.3, 0.3);
        return (weights, FamilyDraws.Batch(draws, 3, 4), FamilyDraws.Batch(draws, 3, 3));
    }
}
