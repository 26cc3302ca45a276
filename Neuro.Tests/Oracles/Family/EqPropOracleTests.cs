namespace Neuro.Tests.Oracles.Family;

/// <summary>The oracle of tied equilibrium propagation against its energy, a linear system and differences of the settled loss.</summary>
public sealed class EqPropOracleTests
{
    private static readonly int[] Units = [5, 4, 3];
    private static readonly int[] DeepUnits = [5, 4, 4, 3];

    /// <summary>Every iteration is h times minus the slope of E + beta C, wherever no unit is clipped.</summary>
    [Theory]
    [InlineData(nameof(Rho.Sigmoid))]
    [InlineData(nameof(Rho.HardSigmoid))]
    public void Units_move_down_the_slope_of_energy_and_cost(string rho)
    {
        const double Step = 1e-5;
        const double Beta = -0.7;
        var draws = new TestDraws(1);
        var net = Create(draws, DeepUnits, rho, h: 0.01);
        var target = FamilyDraws.Batch(draws, 1, 3)[0];
        double[][] state = [.. DeepUnits.Select(n => FamilyDraws.Batch(draws, 1, n, 0.2, 0.8)[0])];
        var next = net.Iterate(state, target, Beta);
        for (var k = 1; k < DeepUnits.Length; k++)
        {
            for (var i = 0; i < DeepUnits[k]; i++)
            {
                var value = state[k][i];
                state[k][i] = value + Step;
                var up = net.Energy(state) + (Beta * EqPropOracle.Cost(state, target));
                state[k][i] = value - Step;
                var down = net.Energy(state) + (Beta * EqPropOracle.Cost(state, target));
                state[k][i] = value;
                Assert.Equal(-(up - down) / (2 * Step), (next[k][i] - value) / 0.01, 1e-8);
            }
        }
    }

    [Theory]
    [InlineData(nameof(Rho.Sigmoid), false)]
    [InlineData(nameof(Rho.Sigmoid), true)]
    [InlineData(nameof(Rho.HardSigmoid), false)]
    [InlineData(nameof(Rho.HardSigmoid), true)]
    public void Energy_falls_at_every_small_step(string rho, bool alternate)
    {
        const double Beta = 0.5;
        var draws = new TestDraws(2);
        var net = Create(draws, DeepUnits, rho, h: 0.05, alternate);
        var target = FamilyDraws.Batch(draws, 1, 3)[0];
        var state = net.Settle(FamilyDraws.Batch(draws, 1, 5)[0], 0);
        var energy = net.Energy(state);
        var first = energy;
        for (var t = 0; t < 200; t++)
        {
            state = net.Iterate(state, target, 0);
            Assert.True(net.Energy(state) < energy + 1e-12);
            energy = net.Energy(state);
        }

        Assert.True(energy < first - 0.01);
        var total = energy + (Beta * EqPropOracle.Cost(state, target));
        for (var t = 0; t < 200; t++)
        {
            state = net.Iterate(state, target, Beta);
            Assert.True(net.Energy(state) + (Beta * EqPropOracle.Cost(state, target)) < total + 1e-12);
            total = net.Energy(state) + (Beta * EqPropOracle.Cost(state, target));
        }
    }

    /// <summary>Where no unit is clipped the fixed point solves (1 + beta at the top) s_k = W_k s_(k-1) + b_k + W_(k+1)^T s_(k+1).</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Settled_states_solve_the_linear_system(bool alternate)
    {
        const double Beta = 0.4;
        var draws = new TestDraws(3);
        var net = Create(draws, Units, nameof(Rho.HardSigmoid), h: 0.3, alternate);
        var (input, target) = (FamilyDraws.Batch(draws, 1, 5)[0], FamilyDraws.Batch(draws, 1, 3)[0]);
        var matrix = Dense.Zeros(7, 7);
        var right = new double[7];
        for (var i = 0; i < 7; i++)
        {
            matrix[i][i] = i < 4 ? 1 : 1 + Beta;
            right[i] = i < 4 ? net.Weights.B[1][i] + Dense.Times(net.Weights.W[1], input)[i] : net.Weights.B[2][i - 4] + (Beta * target[i - 4]);
        }

        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                matrix[4 + i][j] = matrix[j][4 + i] = -net.Weights.W[2][i][j];
            }
        }

        var expected = Dense.Solve(matrix, right);
        Assert.All(expected, s => Assert.InRange(s, 0.02, 0.98));
        var trial = net.RunTrial([input], [target], 10, 300, Beta);
        double[] found = [.. trial.Nudged[0][1], .. trial.Nudged[0][2]];
        Assert.True(FamilyGradients.Distance(found, expected) < 1e-10);
    }

    [Theory]
    [InlineData(nameof(Rho.Sigmoid), false)]
    [InlineData(nameof(Rho.Sigmoid), true)]
    [InlineData(nameof(Rho.HardSigmoid), false)]
    public void Contrast_over_beta_descends_the_settled_loss(string rho, bool centred)
    {
        const double Beta = 1e-3;
        var draws = new TestDraws(4);
        var net = Create(draws, Units, rho, h: 0.1);
        var (inputs, targets) = (FamilyDraws.Batch(draws, 2, 5), FamilyDraws.Batch(draws, 2, 3));
        var gradient = FamilyGradients.OfSettledEqProp(net, inputs, targets, 400);
        var trial = net.RunTrial(inputs, targets, 600, 600, Beta, centred);
        var change = net.Contrast(trial.Nudged, trial.Opposite ?? trial.Free, centred ? 2 * Beta : Beta);
        for (var k = 1; k <= 2; k++)
        {
            double[] downhill = [.. gradient.Forward(k).Select(g => -g)];
            Assert.True(FamilyGradients.Cosine(change.Forward(k), downhill) > 0.999);
            Assert.True(FamilyGradients.Distance(change.Forward(k), downhill) < (centred ? 1e-4 : 1e-2));
        }
    }

    /// <summary>One-sided estimates err by O(beta), centred ones by O(beta^2).</summary>
    [Fact]
    public void Centred_estimates_are_of_second_order()
    {
        var draws = new TestDraws(5);
        var net = Create(draws, Units, nameof(Rho.Sigmoid), h: 0.2);
        var (inputs, targets) = (FamilyDraws.Batch(draws, 2, 5), FamilyDraws.Batch(draws, 2, 3));
        var gradient = FamilyGradients.OfSettledEqProp(net, inputs, targets, 200);
        double[] downhill = [.. gradient.Forward().Select(g => -g)];
        Assert.InRange(Error(0.04, false) / Error(0.02, false), 1.7, 2.3);
        Assert.InRange(Error(0.04, true) / Error(0.02, true), 3.4, 4.6);

        double Error(double beta, bool centred)
        {
            var trial = net.RunTrial(inputs, targets, 200, 200, beta, centred);
            var change = net.Contrast(trial.Nudged, trial.Opposite ?? trial.Free, centred ? 2 * beta : beta);
            return FamilyGradients.Distance(change.Forward(), downhill);
        }
    }

    /// <summary>The mean of the changes by +beta and by -beta is the centred change, step for step and not only in the limit.</summary>
    [Fact]
    public void Both_signs_together_make_the_centred_change()
    {
        var draws = new TestDraws(6);
        var start = FamilyWeights.Draw(draws, DeepUnits, 0.5, 0.1, 0.3);
        var (inputs, targets) = (FamilyDraws.Batch(draws, 3, 5), FamilyDraws.Batch(draws, 3, 3));
        var (plus, minus, centred) = (Change(0.6, false), Change(-0.6, false), Change(0.6, true));
        Assert.True(FamilyGradients.Norm(centred) > 1e-3);
        double[] mean = [.. plus.Zip(minus, (a, b) => (a + b) / 2)];
        Assert.True(FamilyGradients.Distance(mean, centred) < 1e-12);
        Assert.True(FamilyGradients.Distance(plus, centred) > 1e-3);

        double[] Change(double beta, bool both)
        {
            var net = new EqPropOracle(start.Copy(), Rho.HardSigmoid, 0.5) { Rates = [0, 0.1, 0.2, 0.3] };
            return net.RunTrial(inputs, targets, 7, 3, beta, both).Weights.Plus(-1, start).Forward();
        }
    }

    /// <summary>A rate belongs to its layer, and the mean is over samples: a batch of twins learns what one of them does.</summary>
    [Fact]
    public void Changes_are_rates_times_the_mean_contrast()
    {
        var draws = new TestDraws(7);
        var start = FamilyWeights.Draw(draws, DeepUnits, 0.5, 0.1, 0.3);
        var (input, target) = (FamilyDraws.Batch(draws, 1, 5)[0], FamilyDraws.Batch(draws, 1, 3)[0]);
        var (one, two) = (Net(), Net());
        one.RunTrial([input], [target], 10, 4, 0.5);
        var trial = two.RunTrial([input, input], [target, target], 10, 4, 0.5);
        Assert.True(FamilyGradients.Distance(two.Weights.Forward(), one.Weights.Forward()) < 1e-14);
        var (free, nudged) = (trial.Free[0], trial.Nudged[0]);
        var expected = 0.3 / 0.5 * ((nudged[3][1] * nudged[2][0]) - (free[3][1] * free[2][0]));
        Assert.Equal(expected, trial.Weights.W[3][1][0] - start.W[3][1][0], 1e-14);
        Assert.Equal(0.1 / 0.5 * (nudged[1][2] - free[1][2]) * input[4], trial.Weights.W[1][2][4] - start.W[1][2][4], 1e-14);
        Assert.Equal(0.2 / 0.5 * (nudged[2][1] - free[2][1]), trial.Weights.B[2][1] - start.B[2][1], 1e-14);

        EqPropOracle Net() => new(start.Copy(), Rho.HardSigmoid, 0.5) { Rates = [0, 0.1, 0.2, 0.3] };
    }

    [Fact]
    public void Persistent_particles_go_on_from_their_own_free_state()
    {
        var draws = new TestDraws(8);
        var net = Create(draws, Units, nameof(Rho.HardSigmoid), h: 0.1);
        var (inputs, targets) = (FamilyDraws.Batch(draws, 2, 5), FamilyDraws.Batch(draws, 2, 3));
        net.RunTrial(inputs, targets, 3, 4, 1, examples: [17, 4]);
        var again = net.RunTrial([inputs[1], inputs[0]], [targets[1], targets[0]], 5, 4, 1, examples: [4, 17]);
        var fresh = net.RunTrial(inputs, targets, 8, 4, 1);
        Assert.Equal(fresh.Free[0][2], again.Free[1][2]);
        Assert.Equal(fresh.Free[1][1], again.Free[0][1]);
        Assert.NotEqual(fresh.Free[0][2], net.RunTrial(inputs, targets, 3, 4, 1, examples: [5, 6]).Free[0][2]);
    }

    /// <summary>In one iteration, odd layers see even ones of before, even layers see odd ones of now.</summary>
    [Fact]
    public void Alternating_layers_are_a_sweep_of_odd_and_a_sweep_of_even_layers()
    {
        var weights = new FamilyWeights(1, 1, 1, 1);
        (weights.W[1][0][0], weights.W[2][0][0], weights.W[3][0][0]) = (0.5, 0.25, 0.5);
        var net = new EqPropOracle(weights, Rho.HardSigmoid, 1) { Alternate = true };
        var state = net.Settle([0.8], 1);
        Assert.Equal([0.8, 0.4, 0.1, 0.0], state.Select(s => s[0]));
        state = net.Settle([0.8], 2);
        Assert.Equal(0.425, state[1][0], 1e-14);
        Assert.Equal(0.05, state[3][0], 1e-14);
        Assert.Equal((0.25 * 0.425) + (0.5 * 0.05), state[2][0], 1e-14);
    }

    /// <summary>Clipping keeps a state at 0 from which it can come back: its slope there is 1.</summary>
    [Fact]
    public void States_are_clipped_and_come_back()
    {
        var weights = new FamilyWeights(1, 1);
        weights.B[1][0] = -1;
        var net = new EqPropOracle(weights, Rho.HardSigmoid, 0.5);
        var state = net.Settle([1], 5);
        Assert.Equal(0, state[1][0]);
        weights.B[1][0] = 3;
        Assert.Equal(1, net.Iterate(state, [0], 0)[1][0]);
        Assert.Equal(0.5, net.Iterate([[1], [1]], [-2], 1)[1][0]);
    }

    private static EqPropOracle Create(TestDraws draws, int[] units, string rho, double h, bool alternate = false) =>
        new(FamilyWeights.Draw(draws, units, 0.25, 0.3, 0.5), Rho.Named(rho), h) { Alternate = alternate };
}
