using Neuro.Experiments.Measures;
using Neuro.Experiments.Models;
using Neuro.Tests.Oracles;
using Neuro.Tests.Oracles.Family;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Populations;

namespace Neuro.Tests.Experiments.Measures;

/// <summary>The gradients that error signals are compared with, against finite differences of plain networks.</summary>
public sealed class GradientTests
{
    private const double Step = 1e-5;
    private static readonly int[] Units = [6, 5, 4, 3];

    /// <summary>By a current into each unit: the biases of the plain network are moved.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_a_feed_forward_chain(bool states)
    {
        var spec = EnergyNetwork.Build(Options(1));
        var store = WeightStore.Create(spec, 2);
        var weights = Plain(store);
        var draws = new TestDraws(4);
        var inputs = FamilyDraws.Batch(draws, 2, 6);
        var targets = FamilyDraws.Batch(draws, 2, 3);
        var gradient = new ForwardGradient(store, Names.Select(spec.Projection), [1, 1, 1], [Activation.Sigmoid, Activation.Tanh, Activation.Linear], inputs);
        double[] flat = [.. targets.SelectMany(row => row)];
        var byRates = gradient.ByRates([.. gradient.Rates(2).Zip(flat, (y, d) => y - d)]);
        double[] rows(double[][] from) => [.. from.SelectMany(row => row)];
        for (var layer = 0; layer < 2; layer++)
        {
            var found = states ? gradient.ByStates(layer, byRates[layer]) : byRates[layer];
            for (var at = 0; at < found.Length; at++)
            {
                var (sample, unit) = (at / Units[layer + 1], at % Units[layer + 1]);
                double Loss(double by) => Cost(weights, inputs[sample], targets[sample], layer + 1, unit, by, states);
                Assert.Equal((Loss(Step) - Loss(-Step)) / (2 * Step), found[at], 1e-6 * rows(targets).Length);
            }
        }
    }

    [Fact]
    public void Of_a_settled_network()
    {
        var options = Options(0.4);
        var spec = EnergyNetwork.Build(options);
        var store = WeightStore.Create(spec, 2);
        for (var layer = 1; layer < Units.Length; layer++)
        {
            store[Names[layer - 1]].CopyBiasFrom([.. Enumerable.Repeat(0.35f, Units[layer])]);
        }

        // One unit at the edge of its range, which nothing moves.
        var bias = new float[5];
        Array.Fill(bias, 0.35f);
        bias[2] = 3f;
        store[Names[0]].CopyBiasFrom(bias);
        var weights = Plain(store);
        var draws = new TestDraws(4);
        var input = FamilyDraws.Batch(draws, 1, 6)[0];
        double[] target = [1, 0, 0];
        double[][] Settled(int layer, int unit, double by)
        {
            var moved = weights.Copy();
            if (layer > 0)
            {
                moved.B[layer][unit] += by;
            }

            return new EqPropOracle(moved, Rho.HardSigmoid, 0.5).Settle(input, 2000);
        }

        var free = Settled(0, 0, 0);
        Assert.Equal(1, free[1][2]);
        var settled = new SettledNetwork(spec, store);
        var found = settled.ExactGradient(settled.InputCurrent(input), free[1..], label: 0);
        for (var layer = 1; layer <= 3; layer++)
        {
            for (var unit = 0; unit < Units[layer]; unit++)
            {
                double Loss(double by) => EqPropOracle.Cost(Settled(layer, unit, by), target);
                Assert.Equal((Loss(Step) - Loss(-Step)) / (2 * Step), found[layer - 1][unit], 1e-6);
            }
        }
    }

    [Fact]
    public void A_network_whose_loops_amplify_has_no_such_gradient()
    {
        var spec = EnergyNetwork.Build(Options(6));
        var settled = new SettledNetwork(spec, WeightStore.Create(spec, 2));
        double[][] states = [.. Units.Skip(1).Select(n => Enumerable.Repeat(0.5, n).ToArray())];
        Assert.Throws<InvalidOperationException>(() => settled.ExactGradient(settled.InputCurrent(new double[6]), states, label: 0));
    }

    private static string[] Names => ["input-hidden1", "hidden1-hidden2", "hidden2-output"];

    private static EnergyNetworkOptions Options(double spread) => new() { Inputs = 6, Hidden = [5, 4], Outputs = 3, ForwardInitialiser = new GlorotUniform(spread) };

    private static FamilyWeights Plain(WeightStore store) => Models.Family.FamilyCopies.Weights(store, Units, k => Names[k - 1], k => k == 1 ? "hidden2-hidden1" : "output-hidden2");

    /// <summary>Half the squared error of the plain chain, with the state or the rate of one unit moved.</summary>
    private static double Cost(FamilyWeights weights, double[] input, double[] target, int layer, int unit, double by, bool state)
    {
        Rho[] rho = [Rho.Linear, Rho.Sigmoid, Rho.Tanh, Rho.Linear];
        var rates = input;
        for (var k = 1; k < Units.Length; k++)
        {
            var u = Dense.Times(weights.W[k], rates).Zip(weights.B[k], (a, b) => a + b).ToArray();
            if (state && k == layer)
            {
                u[unit] += by;
            }

            rates = Array.ConvertAll(u, x => rho[k].Rate(x));
            if (!state && k == layer)
            {
                rates[unit] += by;
            }
        }

        return rates.Zip(target, (y, d) => 0.5 * (y - d) * (y - d)).Sum();
    }
}
