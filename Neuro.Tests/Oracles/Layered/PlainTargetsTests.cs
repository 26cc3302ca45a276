namespace Neuro.Tests.Oracles.Layered;

/// <summary>The theorems of the GAIT-prop paper (equation numbers are its), on literal targets through exact inverses.</summary>
public sealed class PlainTargetsTests
{
    private const int Layers = 4;
    private const int Width = 8;
    private const int Classes = 3;
    private const double Gamma = 1e-3;

    /// <summary>Equation 8: in a linear network backprop's change is F_l^T F_l times that of target propagation, F_l = W_L .. W_{l+1}.</summary>
    [Fact]
    public void In_a_linear_network_backprop_is_target_propagation_times_a_metric()
    {
        var (net, pass, target) = Square(Rho.Linear, seed: 1);
        var backprop = PlainSignals.Backprop(net, pass, target);
        var propagated = PlainTargets.LiteralSignals(PlainTargetRule.Full, net, pass, target, gamma: 1);
        for (var l = 1; l <= Layers; l++)
        {
            var f = Unit(Width);
            for (var k = l + 1; k <= Layers; k++)
            {
                f = PlainCase.Product(net.W[k], f);
            }

            var metric = PlainCase.Product(Dense.Transpose(f), f);
            Same(Change(backprop[l], pass, l), PlainCase.Product(metric, Change(propagated[l], pass, l)), 1e-9);
        }
    }

    /// <summary>Equations 14 and 15; the powers of gamma are in the signals already. Leaky units keep their signs, so that small means exact.</summary>
    [Fact]
    public void Backprop_is_incremental_target_propagation_times_a_matrix() => AssertRelated(PlainTargetRule.Incremental, (slope, column) => slope * column);

    /// <summary>Equations 19 and 20.</summary>
    [Fact]
    public void Backprop_is_gradient_adjusted_target_propagation_times_a_matrix() => AssertRelated(PlainTargetRule.GradientAdjusted, (slope, column) => column / slope);

    /// <summary>Equation 21, over a batch: with orthogonal weights GAIT-prop is backprop in every layer, and target propagation is not below the output.</summary>
    [Fact]
    public void With_orthogonal_weights_only_the_gradient_adjusted_rule_is_backprop()
    {
        var draws = new PlainCase(5);
        var net = draws.OrthogonalNetwork(Layers, 20, Rho.LeakyRelu);
        var changes = new Dictionary<string, double[][][]>(StringComparer.Ordinal);
        for (var sample = 0; sample < 10; sample++)
        {
            var pass = net.Forward(draws.Vector(20));
            var target = PlainTargets.OutputTarget(pass.H[Layers], draws.OneHot(Classes));
            Add("backprop", PlainSignals.Backprop(net, pass, target), pass);
            foreach (var rule in Enum.GetValues<PlainTargetRule>())
            {
                Add($"{rule}", PlainTargets.LiteralSignals(rule, net, pass, target, Gamma), pass);
            }
        }

        for (var l = 1; l <= Layers; l++)
        {
            var backprop = Dense.Flatten(changes["backprop"][l]);
            var adjusted = Dense.Flatten(changes[nameof(PlainTargetRule.GradientAdjusted)][l]);
            Assert.True(PlainCase.Cosine(backprop, adjusted) > 0.999, $"layer {l}: cosine {PlainCase.Cosine(backprop, adjusted)}");
            PlainCase.AssertEqual(backprop, adjusted, 1e-3);
            foreach (var other in new[] { nameof(PlainTargetRule.Full), nameof(PlainTargetRule.Incremental) })
            {
                var cosine = PlainCase.Cosine(backprop, Dense.Flatten(changes[other][l]));
                Assert.True(l == Layers ? cosine > 0.999 : cosine < 0.98, $"{other}, layer {l}: cosine {cosine}");
            }
        }

        void Add(string rule, double[][] delta, PlainPass pass)
        {
            changes.TryAdd(rule, [[], .. Enumerable.Range(1, Layers).Select(_ => Dense.Zeros(20, 20))]);
            for (var l = 1; l <= Layers; l++)
            {
                Dense.AddOuter(changes[rule][l], 1, delta[l], pass.H[l - 1]);
            }
        }
    }

    /// <summary>Leaky units that keep their signs make the recursion exact; of tanh it is what remains as gamma goes to 0.</summary>
    [Theory]
    [InlineData("LeakyRelu", "Incremental", 1e-3, 1e-4)]
    [InlineData("LeakyRelu", "GradientAdjusted", 1e-3, 1e-4)]
    [InlineData("Tanh", "Incremental", 1e-4, 1e-2)]
    [InlineData("Tanh", "GradientAdjusted", 1e-4, 1e-2)]
    [InlineData("LeakyRelu", "Full", 1, 1e-10)]
    [InlineData("Linear", "Full", 1, 1e-10)]
    public void The_recursion_agrees_with_literal_targets(string rho, string name, double gamma, double tolerance)
    {
        var rule = Enum.Parse<PlainTargetRule>(name);
        var (net, pass, target) = Square(Rho.Named(rho), seed: 2);
        var literal = PlainTargets.LiteralSignals(rule, net, pass, target, gamma);
        var recursion = PlainTargets.Signals(rule, net, pass, target);
        for (var l = 1; l <= Layers; l++)
        {
            PlainCase.AssertEqual(literal[l], recursion[l], tolerance);
        }
    }

    /// <summary>A tower: every layer reads the first units of the one below; the others are copied, and so learn nothing.</summary>
    [Theory]
    [InlineData("Full", 1, 1e-9)]
    [InlineData("Incremental", 1e-3, 1e-4)]
    [InlineData("GradientAdjusted", 1e-3, 1e-4)]
    public void In_a_tower_units_that_nobody_reads_learn_nothing(string name, double gamma, double tolerance)
    {
        var rule = Enum.Parse<PlainTargetRule>(name);
        int[] units = [9, 9, 7, 4, 3];
        var draws = new PlainCase(7);
        var net = new PlainLayers(9, 3) { Rho = Rho.LeakyRelu, Loss = PlainLoss.SquaredError, OutputRho = Rho.LeakyRelu };
        for (var l = 1; l <= 4; l++)
        {
            (net.W[l], net.B[l]) = (draws.Matrix(units[l], units[l]), draws.Vector(units[l]));
        }

        var pass = net.Forward(draws.Vector(9));
        var target = draws.OneHot(3);
        var literal = PlainTargets.LiteralSignals(rule, net, pass, target, gamma);
        var recursion = PlainTargets.Signals(rule, net, pass, target);
        for (var l = 1; l <= 4; l++)
        {
            PlainCase.AssertEqual(literal[l], recursion[l], tolerance);
            var read = l < 4 ? units[l + 1] : 3;
            Assert.All(recursion[l][read..], d => Assert.Equal(0, d));
            Assert.All(literal[l][read..], d => Assert.Equal(0, d));
            Assert.All(recursion[l][..read], d => Assert.NotEqual(0, d));
        }
    }

    /// <summary>The layers above answer a hidden target with the output's.</summary>
    [Fact]
    public void Full_targets_would_have_produced_the_target()
    {
        var (net, pass, target) = Square(Rho.LeakyRelu, seed: 3);
        var targets = PlainTargets.Literal(PlainTargetRule.Full, net, pass, target, gamma: 1);
        for (var l = 1; l < Layers; l++)
        {
            var rates = targets[l];
            for (var above = l + 1; above <= Layers; above++)
            {
                rates = Array.ConvertAll(net.Potentials(above, rates), a => net.Rho.Rate(a));
            }

            PlainCase.AssertEqual(target, rates, 1e-9);
        }
    }

    [Fact]
    public void Output_units_beyond_the_classes_have_no_error()
    {
        var (_, pass, target) = Square(Rho.LeakyRelu, seed: 4);
        Assert.Equal(pass.H[Layers][Classes..], target[Classes..]);
        Assert.Equal(1, target[..Classes].Sum());
    }

    [Fact]
    public void Without_error_nothing_is_learned()
    {
        var (net, pass, _) = Square(Rho.LeakyRelu, seed: 5);
        foreach (var rule in Enum.GetValues<PlainTargetRule>())
        {
            foreach (var delta in PlainTargets.Signals(rule, net, pass, pass.H[Layers])[1..])
            {
                Assert.All(delta, d => Assert.Equal(0, d, 1e-12));
            }
        }
    }

    [Fact]
    public void Orthogonality_descends_the_overlaps_of_rows()
    {
        const double Lambda = 0.3;
        var draws = new PlainCase(8);
        var weights = draws.Matrix(5, 4);
        var gradient = PlainOrthogonality.Gradient(weights, Lambda);
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                Assert.Equal(PlainCase.Difference(() => PlainOrthogonality.Penalty(weights, Lambda), weights[i], j), gradient[i][j], 1e-8);
            }
        }

        var orthogonal = draws.OrthogonalMatrix(6);
        Assert.Equal(0, PlainOrthogonality.Penalty(orthogonal, 1), 1e-20);
        Assert.All(Dense.Flatten(PlainOrthogonality.Gradient(orthogonal, 1)), g => Assert.Equal(0, g, 1e-14));
    }

    /// <summary>A_l (W_{l+1}^T A_{l+1} .. W_L^T A_L) (A_L^s W_L .. A_{l+1}^s W_{l+1}) A_l^-1, s = 1 for ITP and -1 for GAIT.</summary>
    private static void AssertRelated(PlainTargetRule rule, Func<double, double, double> scale)
    {
        var (net, pass, target) = Square(Rho.LeakyRelu, seed: 6);
        var backprop = PlainSignals.Backprop(net, pass, target);
        var propagated = PlainTargets.LiteralSignals(rule, net, pass, target, Gamma);
        for (var l = 1; l <= Layers; l++)
        {
            double[][] down = Unit(Width), up = Unit(Width);
            for (var j = l + 1; j <= Layers; j++)
            {
                down = PlainCase.Product(down, PlainCase.Product(Dense.Transpose(net.W[j]), Diagonal(Slopes(j))));
                up = PlainCase.Product([.. net.W[j].Zip(Slopes(j), (row, slope) => Array.ConvertAll(row, w => scale(slope, w)))], up);
            }

            var own = Diagonal(Slopes(l));
            var matrix = PlainCase.Product(PlainCase.Product(own, PlainCase.Product(down, up)), Diagonal(Array.ConvertAll(Slopes(l), s => 1 / s)));
            Same(Change(backprop[l], pass, l), PlainCase.Product(matrix, Change(propagated[l], pass, l)), 1e-4);
        }

        double[] Slopes(int layer) => Array.ConvertAll(pass.A[layer], a => net.Rho.Slope(a));
    }

    /// <summary>Four layers of eight units that lie far enough from where weights cannot be inverted and units change sign.</summary>
    private static (PlainLayers Net, PlainPass Pass, double[] Target) Square(Rho rho, ulong seed)
    {
        var draws = new PlainCase(seed);
        var net = draws.Network([Width, Width, Width, Width, Width], rho, PlainLoss.SquaredError);
        for (var l = 1; l <= Layers; l++)
        {
            for (var i = 0; i < Width; i++)
            {
                net.W[l][i] = Array.ConvertAll(net.W[l][i], w => 0.3 * w);
                net.W[l][i][(i + l) % Width] += i % 2 == 0 ? 1 : -1;
                net.B[l][i] *= 0.3;
            }
        }

        var pass = net.Forward(draws.Vector(Width));
        return (net, pass, PlainTargets.OutputTarget(pass.H[Layers], draws.OneHot(Classes)));
    }

    private static double[][] Change(double[] delta, PlainPass pass, int layer) => PlainCase.Outer(delta, pass.H[layer - 1]);

    private static double[][] Unit(int size) => Diagonal([.. Enumerable.Repeat(1.0, size)]);

    private static double[][] Diagonal(double[] values)
    {
        var matrix = Dense.Zeros(values.Length, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            matrix[i][i] = values[i];
        }

        return matrix;
    }

    private static void Same(double[][] expected, double[][] actual, double relative) => PlainCase.AssertEqual(Dense.Flatten(expected), Dense.Flatten(actual), relative);
}
