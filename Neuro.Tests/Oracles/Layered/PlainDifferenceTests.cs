namespace Neuro.Tests.Oracles.Layered;

/// <summary>Difference target propagation in its plain form.</summary>
public sealed class PlainDifferenceTests
{
    private const int Batch = 7;
    private const double Step = 0.4;

    /// <summary>A target that has been reached stays reached below, however bad the inverses.</summary>
    [Fact]
    public void A_perfect_target_changes_nothing_whatever_the_inverses()
    {
        var (net, difference, pass, _) = Create();
        var targets = difference.Targets(pass, pass.H[net.Top - 1]);
        for (var l = 1; l < net.Top; l++)
        {
            PlainCase.AssertEqual(pass.H[l], targets[l], 1e-15);
        }

        foreach (var delta in difference.Signals(pass, pass.H[net.Top], Step, Batch)[1..])
        {
            Assert.All(delta, d => Assert.Equal(0, d, 1e-15));
        }
    }

    /// <summary>The cost is the mean over a batch, so a sample's share of its gradient is small.</summary>
    [Fact]
    public void The_top_target_is_a_step_down_the_cost()
    {
        var (net, difference, pass, target) = Create();
        var rates = (double[])pass.H[net.Top - 1].Clone();
        var top = difference.TopTarget(pass, target, Step, Batch);
        for (var i = 0; i < rates.Length; i++)
        {
            Assert.Equal(pass.H[net.Top - 1][i] - (Step * PlainCase.Difference(Cost, rates, i)), top[i], 1e-9);
        }

        double Cost() => net.LossOf(PlainLayers.Softmax(net.Potentials(net.Top, rates)), target) / Batch;
    }

    [Fact]
    public void Hidden_layers_descend_the_distance_from_their_targets()
    {
        var (net, difference, pass, target) = Create();
        var targets = difference.Targets(pass, difference.TopTarget(pass, target, Step, Batch));
        var delta = difference.Signals(pass, target, Step, Batch);
        for (var l = 1; l < net.Top; l++)
        {
            var layer = l;
            PlainCase.AssertDescends(() => Distance(layer), net.W[l], net.B[l], delta[l], pass.H[l - 1]);
            Assert.Contains(delta[l], d => Math.Abs(d) > 1e-5);
        }

        double Distance(int layer) => net.Potentials(layer, pass.H[layer - 1]).Zip(targets[layer], (a, t) => Math.Pow(Math.Tanh(a) - t, 2)).Sum();
    }

    /// <summary>Inverses learn to undo a layer around noisy rates, and the layer itself does not learn from that.</summary>
    [Fact]
    public void Inverses_descend_the_error_of_the_echo()
    {
        var draws = new PlainCase(12);
        var (net, v, c) = Layers(draws);
        var difference = new PlainDifference(net, v, c);
        var pass = net.Forward(draws.Vector(5));
        for (var l = 2; l < net.Top; l++)
        {
            var layer = l;
            var noise = draws.Vector(net.Units(l - 1), 0.3);
            double[] noisy = [.. pass.H[l - 1].Zip(noise, (h, e) => h + e)];
            var (signal, echo) = difference.InverseSignal(l, pass, noise);
            PlainCase.AssertDescends(() => Missed(layer, noisy), v[l], c[l], signal, echo);
        }

        double Missed(int layer, double[] noisy)
        {
            var echo = Array.ConvertAll(net.Potentials(layer, noisy), Math.Tanh);
            return difference.Inverse(layer, echo).Zip(noisy, (r, n) => (r - n) * (r - n)).Sum();
        }
    }

    /// <summary>To first order a target below differs from its layer's rates by what the inverse makes of the difference above.</summary>
    [Fact]
    public void Small_differences_go_through_the_slope_of_the_inverse()
    {
        var (net, difference, pass, _) = Create();
        var top = net.Top - 1;
        var small = new PlainCase(13).Vector(net.Units(top), 1e-6);
        var below = difference.Targets(pass, [.. pass.H[top].Zip(small, (h, d) => h + d)])[top - 1];
        double[] along = [.. Enumerable.Range(0, net.Units(top - 1)).Select(Slope)];
        PlainCase.AssertEqual(along, [.. below.Zip(pass.H[top - 1], (t, h) => t - h)], 1e-4);

        double Slope(int unit)
        {
            double[] scale = [0];
            return PlainCase.Difference(() => difference.Inverse(top, [.. pass.H[top].Zip(small, (h, d) => h + (scale[0] * d))])[unit], scale, 0, 1);
        }
    }

    private static (PlainLayers Net, PlainDifference Difference, PlainPass Pass, double[] Target) Create()
    {
        var draws = new PlainCase(11);
        var (net, v, c) = Layers(draws);
        return (net, new PlainDifference(net, v, c), net.Forward(draws.Vector(5)), draws.OneHot(3));
    }

    private static (PlainLayers Net, double[][][] V, double[][] C) Layers(PlainCase draws)
    {
        var net = draws.Network([5, 6, 4, 7, 3], Rho.Tanh);
        var (v, c) = (new double[4][][], new double[4][]);
        for (var l = 2; l < net.Top; l++)
        {
            (v[l], c[l]) = (draws.Matrix(net.Units(l - 1), net.Units(l)), draws.Vector(net.Units(l - 1)));
        }

        return (net, v, c);
    }
}
