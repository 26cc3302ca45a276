namespace Neuro.Tests.Oracles.Layered;

/// <summary>The loop around the plain rules.</summary>
public sealed class PlainTrainerTests
{
    private static readonly PlainOptimiserSettings Descent = new() { Rate = 0.1 };

    /// <summary>Plain descent on the mean moves every weight down the mean of the losses, by differences.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_trial_descends_the_losses_of_its_samples(bool sum)
    {
        var draws = new PlainCase(21);
        var (net, before) = (new PlainCase(20).Network([4, 5, 3], Rho.Tanh), new PlainCase(20).Network([4, 5, 3], Rho.Tanh));
        double[][] inputs = [draws.Vector(4), draws.Vector(4), draws.Vector(4)];
        double[][] targets = [draws.OneHot(3), draws.OneHot(3), draws.OneHot(3)];
        new PlainTrainer(net, Descent with { Sum = sum }, PlainSignals.Backprop).RunTrial(inputs, targets);
        for (var l = 1; l <= 2; l++)
        {
            for (var i = 0; i < net.Units(l); i++)
            {
                Assert.Equal(before.B[l][i] - (0.1 * PlainCase.Difference(Loss, before.B[l], i)), net.B[l][i], 1e-8);
                for (var j = 0; j < net.W[l][i].Length; j++)
                {
                    Assert.Equal(before.W[l][i][j] - (0.1 * PlainCase.Difference(Loss, before.W[l][i], j)), net.W[l][i][j], 1e-8);
                }
            }
        }

        double Loss() => inputs.Zip(targets, (x, y) => before.LossOf(before.Forward(x).H[2], y)).Sum() / (sum ? 1 : 3);
    }

    /// <summary>With a pipeline of p the layers that wait see weights of p - 1 changes ago; while there are none yet, those of the start.</summary>
    [Fact]
    public void Layers_that_wait_see_older_weights()
    {
        var draws = new PlainCase(22);
        var net = new PlainCase(20).Network([4, 5, 3], Rho.Tanh);
        var inputs = Enumerable.Range(0, 4).Select(_ => draws.Vector(4)).ToArray();
        var firstPotentials = new List<double[]>();
        var weights = new List<(double[][] W, double[] B)>();
        var trainer = new PlainTrainer(net, Descent, Signals) { Pipeline = 3, Waits = l => l == 1 };
        foreach (var input in inputs)
        {
            weights.Add((Dense.Copy(net.W[1]), [.. net.B[1]]));
            trainer.RunTrial([input], [[1, 0, 0]]);
        }

        for (var trial = 0; trial < 4; trial++)
        {
            var (w, b) = weights[Math.Max(0, trial - 2)];
            PlainCase.AssertEqual([.. Dense.Times(w, inputs[trial]).Zip(b, (a, bias) => a + bias)], firstPotentials[trial], 1e-13);
        }

        Assert.NotEqual(weights[0].W[0], weights[1].W[0]);

        double[][] Signals(PlainLayers layers, PlainPass pass, double[] target)
        {
            firstPotentials.Add(pass.A[1]);
            PlainCase.AssertEqual(layers.Potentials(2, pass.H[1]), pass.A[2], 1e-13);
            return PlainSignals.Backprop(layers, pass, target);
        }
    }
}
