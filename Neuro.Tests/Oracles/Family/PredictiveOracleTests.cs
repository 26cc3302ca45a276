namespace Neuro.Tests.Oracles.Family;

/// <summary>The oracle of predictive coding against backprop, a linear Gaussian chain and its own energy.</summary>
public sealed class PredictiveOracleTests
{
    private static readonly int[] Units = [4, 5, 5, 3];

    /// <summary>Backprop itself against differences of the loss, so that it can be trusted below.</summary>
    [Theory]
    [InlineData(nameof(Rho.Sigmoid))]
    [InlineData(nameof(Rho.Tanh))]
    public void Backprop_is_the_gradient_of_the_loss(string rho)
    {
        var (weights, inputs, targets) = Draw(1, Units);
        var gradient = FamilyGradients.Backprop(weights, Rho.Named(rho), inputs, targets);
        var differences = FamilyGradients.Differences(weights, () => inputs.Zip(targets, Loss).Average());
        Assert.True(FamilyGradients.Distance(gradient.Forward(), differences.Forward()) < 1e-8);

        double Loss(double[] x, double[] d) => EqPropOracle.Cost(FamilyGradients.Sweep(weights, Rho.Named(rho), x), d);
    }

    /// <summary>Errors come down one layer in an iteration and are exact once they are there.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void Frozen_errors_are_those_of_backprop(int iterations)
    {
        var (weights, inputs, targets) = Draw(2, Units);
        var gradient = FamilyGradients.Backprop(weights, Rho.Sigmoid, inputs, targets);
        var net = new PredictiveOracle(weights.Copy(), Rho.Sigmoid, 1) { Frozen = true, Rates = FamilyDraws.Rates(weights, 0.5) };
        var trial = net.RunTrial(inputs, targets, iterations);
        for (var sample = 0; sample < inputs.Length; sample++)
        {
            var deltas = FamilyGradients.Deltas(weights, Rho.Sigmoid, inputs[sample], targets[sample]);
            for (var k = 1; k < Units.Length; k++)
            {
                Assert.True(FamilyGradients.Distance(trial.Errors[sample][k], deltas[k]) < 1e-12);
            }
        }

        Assert.True(FamilyGradients.Distance(trial.Weights.Forward(), weights.Plus(-0.5, gradient).Forward()) < 1e-13);
        var early = new PredictiveOracle(weights.Copy(), Rho.Sigmoid, 1) { Frozen = true }.RunTrial(inputs, targets, 2);
        Assert.All(early.Errors[0][1], e => Assert.Equal(0, e, 1e-14));
        Assert.True(FamilyGradients.Norm(early.Errors[0][2]) > 1e-3);
    }

    /// <summary>With one output unit the update at equilibrium takes the direction of backprop as the output's error vanishes.</summary>
    [Fact]
    public void Small_errors_of_one_output_give_the_direction_of_backprop()
    {
        Assert.InRange(Miss(1), 1e-6, 0.2);
        Assert.InRange(Miss(0.01) / Miss(1), 0, 1e-3);

        static double Miss(double share)
        {
            var (weights, inputs, targets) = Draw(3, [4, 5, 5, 1]);
            Approach(weights, inputs, targets, share);
            return MissOf(weights, [inputs[0]], [targets[0]], [1, 1, 1, 1]);
        }
    }

    /// <summary>
    /// With several outputs it does not: however small the error, it is first divided by its covariance, and only then sent back.
    /// </summary>
    [Fact]
    public void Small_errors_of_several_outputs_are_divided_by_their_covariance()
    {
        double[] variances = [1, 0.5, 2, 1.5];
        var (weights, inputs, targets) = Draw(3, Units);
        Approach(weights, inputs, targets, 1e-4);
        Assert.True(MissOf(weights, inputs, targets, variances) > 1e-3);
        var trial = Settled(weights, variances).RunTrial(inputs, targets, 500);
        for (var sample = 0; sample < inputs.Length; sample++)
        {
            var expected = FamilyGradients.PredictiveErrors(weights, Rho.Tanh, variances, inputs[sample], targets[sample], null);
            for (var k = 1; k < Units.Length; k++)
            {
                Assert.True(FamilyGradients.Distance(trial.Errors[sample][k], expected[k]) < 1e-3);
            }
        }
    }

    [Fact]
    public void Large_output_variances_give_the_direction_of_backprop()
    {
        double[] large = [1, 1, 1, 1000];
        var (weights, inputs, targets) = Draw(3, Units);
        Assert.InRange(MissOf(weights, inputs, targets, large) / MissOf(weights, inputs, targets, [1, 1, 1, 1]), 0, 1e-4);
        var change = Settled(weights, large).RunTrial(inputs, targets, 500).Weights.Plus(-1, weights).Forward();
        double[] expected = [.. FamilyGradients.Backprop(weights, Rho.Tanh, inputs, targets).Forward().Select(g => -g / 1000)];
        Assert.True(FamilyGradients.Distance(change, expected) < 1e-2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.7)]
    public void Settled_errors_of_a_linear_chain_are_in_closed_form(double? beta)
    {
        double[] variances = [1, 0.5, 2, 1.5];
        var (weights, inputs, targets) = Draw(4, Units);
        var net = new PredictiveOracle(weights.Copy(), Rho.Linear, 0.2) { Variances = variances, Beta = beta };
        var trial = net.RunTrial(inputs, targets, 1500);
        var expected = FamilyGradients.PredictiveErrors(weights, Rho.Linear, variances, inputs[1], targets[1], beta);
        for (var k = 1; k < Units.Length; k++)
        {
            Assert.True(FamilyGradients.Distance(trial.Errors[1][k], expected[k]) < 1e-9);
        }

        if (beta is null)
        {
            Assert.Equal(targets[1], trial.States[1][3]);
        }
    }

    /// <summary>Nudged outputs settle where e_L = beta (d - s_L); with a small beta all errors are beta times backprop.</summary>
    [Fact]
    public void Nudged_errors_are_beta_times_backprop()
    {
        const double Beta = 1e-4;
        var (weights, inputs, targets) = Draw(5, Units);
        var net = new PredictiveOracle(weights.Copy(), Rho.Sigmoid, 0.2) { Beta = Beta };
        var trial = net.RunTrial(inputs, targets, 500);
        var deltas = FamilyGradients.Deltas(weights, Rho.Sigmoid, inputs[0], targets[0]);
        for (var k = 1; k < Units.Length; k++)
        {
            Assert.True(FamilyGradients.Distance([.. trial.Errors[0][k].Select(e => e / Beta)], deltas[k]) < 1e-3);
        }

        var strong = new PredictiveOracle(weights.Copy(), Rho.Sigmoid, 0.2) { Beta = 0.7, Variances = [1, 1, 1, 3] }.RunTrial(inputs, targets, 500);
        double[] pull = [.. strong.States[0][3].Zip(targets[0], (s, d) => 0.7 * (d - s))];
        Assert.True(FamilyGradients.Distance(strong.Errors[0][3], pull) < 1e-9);
    }

    [Fact]
    public void Clamped_energy_falls_at_every_small_step()
    {
        var (weights, inputs, targets) = Draw(6, Units);
        var net = new PredictiveOracle(weights, Rho.Tanh, 0.05) { Variances = [1, 0.5, 2, 1.5] };
        var energy = net.Energy(net.Infer(inputs[0], targets[0], 1).Errors);
        for (var t = 2; t < 60; t++)
        {
            var next = net.Energy(net.Infer(inputs[0], targets[0], t).Errors);
            Assert.True(next < energy);
            energy = next;
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.5)]
    public void Nothing_is_learned_without_a_target(double? beta)
    {
        var (weights, inputs, targets) = Draw(7, Units);
        var net = new PredictiveOracle(weights.Copy(), Rho.Sigmoid, 0.1) { Beta = beta, Rates = FamilyDraws.Rates(weights, 1) };
        Assert.Equal(weights.Everything(), net.RunTrial(inputs, null, 20).Weights.Everything());
        Assert.NotEqual(weights.Everything(), net.RunTrial(inputs, targets, 20).Weights.Everything());
    }

    /// <summary>Adam's first step is alpha g / (|g| + eps); in the second the means of g and of its square are unbiased.</summary>
    [Fact]
    public void Adam_takes_steps_of_its_rate()
    {
        var (weights, inputs, targets) = Draw(8, Units);
        var plain = new PredictiveOracle(weights.Copy(), Rho.Sigmoid, 0.1) { Rates = FamilyDraws.Rates(weights, 1) };
        var adam = new PredictiveOracle(weights.Copy(), Rho.Sigmoid, 0.1) { Rates = FamilyDraws.Rates(weights, 1e-3), Adam = true };
        var g = plain.RunTrial(inputs, targets, 20).Weights.Plus(-1, weights).W[2][1][3];
        var first = adam.RunTrial(inputs, targets, 20).Weights;
        Assert.Equal(1e-3 * g / (Math.Abs(g) + 1e-8), first.W[2][1][3] - weights.W[2][1][3], 1e-14);
        var other = new PredictiveOracle(first.Copy(), Rho.Sigmoid, 0.1) { Rates = FamilyDraws.Rates(weights, 1) };
        var g2 = other.RunTrial(inputs, targets, 20).Weights.Plus(-1, first).W[2][1][3];
        var mean = ((0.9 * 0.1 * g) + (0.1 * g2)) / (1 - (0.9 * 0.9));
        var square = ((0.999 * 0.001 * g * g) + (0.001 * g2 * g2)) / (1 - (0.999 * 0.999));
        var second = adam.RunTrial(inputs, targets, 20).Weights;
        Assert.Equal(1e-3 * mean / (Math.Sqrt(square) + 1e-8), second.W[2][1][3] - first.W[2][1][3], 1e-12);
    }

    /// <summary>Moves targets towards the outputs of the sweep, so that a share of the error is left.</summary>
    private static void Approach(FamilyWeights weights, double[][] inputs, double[][] targets, double share)
    {
        for (var sample = 0; sample < inputs.Length; sample++)
        {
            var output = FamilyGradients.Sweep(weights, Rho.Tanh, inputs[sample])[^1];
            targets[sample] = [.. output.Zip(targets[sample], (s, d) => s + (share * (d - s)))];
        }
    }

    /// <summary>1 minus the cosine between the update at equilibrium and backprop.</summary>
    private static double MissOf(FamilyWeights weights, double[][] inputs, double[][] targets, double[] variances)
    {
        var change = Settled(weights, variances).RunTrial(inputs, targets, 500).Weights.Plus(-1, weights).Forward();
        return 1 + FamilyGradients.Cosine(change, FamilyGradients.Backprop(weights, Rho.Tanh, inputs, targets).Forward());
    }

    private static PredictiveOracle Settled(FamilyWeights weights, double[] variances) =>
        new(weights.Copy(), Rho.Tanh, 0.2) { Variances = variances, Rates = FamilyDraws.Rates(weights, 1) };

    private static (FamilyWeights Weights, double[][] Inputs, double[][] Targets) Draw(ulong seed, int[] units)
    {
        var draws = new TestDraws(seed);
        var weights = FamilyWeights.Draw(draws, units, 0.7, -0.3, 0.3);
        return (weights, FamilyDraws.Batch(draws, 3, units[0]), FamilyDraws.Batch(draws, 3, units[^1]));
    }
}
