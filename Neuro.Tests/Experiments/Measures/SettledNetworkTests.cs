using Neuro.Experiments.Measures;
using Neuro.Experiments.Models;
using Neuro.Tests.Models.Family;
using Neuro.Tests.Oracles;
using Neuro.Tests.Oracles.Family;
using Neuro.Units.Activations;
using Neuro.Units.Initialisation;

namespace Neuro.Tests.Experiments.Measures;

/// <summary>Gradients of settled networks against central differences of plain loops, energies against plain sums.</summary>
public sealed class SettledNetworkTests
{
    private const int Iterations = 3000;
    private static readonly int[] Units = [6, 5, 4, 3];
    private static readonly double[] Input = FamilyDraws.Batch(new TestDraws(8), 1, Units[0])[0];

    /// <summary>A bias is a force that acts through the slope, so the gradient with respect to it is the slope times lambda.</summary>
    [Theory]
    [InlineData(Activation.HardSigmoid)]
    [InlineData(Activation.Sigmoid)]
    public void Gradient_of_a_network_with_tied_weights(Activation activation)
    {
        var rho = Rho.Named(activation.ToString());
        var (settled, weights) = Make(tied: true, activation);
        var oracle = new EqPropOracle(weights, rho, 0.5);
        var state = oracle.Settle(Input, Iterations);
        var differences = FamilyGradients.Differences(weights, () => EqPropOracle.Cost(oracle.Settle(Input, Iterations), [0, 1, 0]));
        Compare(settled, state, differences, (k, i) => rho.Slope(state[k][i]));
    }

    [Fact]
    public void Gradient_of_a_vector_field()
    {
        var (settled, weights) = Make(tied: false, Activation.HardSigmoid);
        var oracle = new VectorFieldOracle(weights, Rho.HardSigmoid, 0.5);
        var state = oracle.Settle(Input, Iterations);
        var differences = FamilyGradients.Differences(weights, () => EqPropOracle.Cost(oracle.Settle(Input, Iterations), [0, 1, 0]));
        Compare(settled, state, differences, (_, _) => 1);
    }

    [Fact]
    public void Energy_is_the_sum_over_units_and_synapses()
    {
        var (settled, weights) = Make(tied: true, Activation.Sigmoid);
        var draws = new TestDraws(3);
        double[][] state = [Input, .. Units.Skip(1).Select(n => FamilyDraws.Batch(draws, 1, n)[0])];
        Assert.Equal(new EqPropOracle(weights, Rho.Sigmoid, 0.5).Energy(state), settled.Energy(settled.InputCurrent(Input), state[1..]), 6);
    }

    [Fact]
    public void Drives_are_what_an_iteration_does()
    {
        var (settled, weights) = Make(tied: true, Activation.HardSigmoid);
        var oracle = new EqPropOracle(weights, Rho.HardSigmoid, 0.01);
        var state = oracle.Settle(Input, 30);
        var next = oracle.Iterate(state, [1, 0, 0], 0.7);
        var drives = settled.Drive(settled.InputCurrent(Input), state[1..], 0.7, 0);
        for (var k = 1; k < Units.Length; k++)
        {
            for (var i = 0; i < Units[k]; i++)
            {
                Assert.Equal((next[k][i] - state[k][i]) / 0.01, drives[k - 1][i], 5);
            }
        }
    }

    private static void Compare(SettledNetwork settled, double[][] state, FamilyWeights differences, Func<int, int, double> slope)
    {
        var lambda = settled.Gradient(settled.InputCurrent(Input), state[1..], label: 1);
        var moving = 0;
        for (var k = 1; k < Units.Length; k++)
        {
            for (var i = 0; i < Units[k]; i++)
            {
                Assert.Equal(differences.B[k][i], slope(k, i) * lambda[k - 1][i], 6);
                moving += lambda[k - 1][i] != 0 ? 1 : 0;
            }
        }

        Assert.True(moving > 6, $"only {moving} units are free to move");
    }

    private static (SettledNetwork Settled, FamilyWeights Weights) Make(bool tied, Activation activation)
    {
        var spec = EnergyNetwork.Build(new EnergyNetworkOptions
        {
            Tied = tied, Inputs = Units[0], Hidden = Units[1..^1], Outputs = Units[^1], Activation = activation, ForwardInitialiser = new GlorotUniform(0.3), BackwardInitialiser = new GlorotUniform(0.5),
        });
        string Up(int k) => EnergyNetwork.Name(Layer(k - 1), Layer(k));
        var store = FamilyCopies.Create(spec, Units, Up, (0.2, 0.5));
        return (new SettledNetwork(spec, store), FamilyCopies.Weights(store, Units, Up, k => EnergyNetwork.Name(Layer(k + 1), Layer(k))));
    }

    private static string Layer(int k) => k == 0 ? "input" : k == Units.Length - 1 ? "output" : $"hidden{k}";
}
