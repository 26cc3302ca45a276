namespace Neuro.Tests.Oracles.Layered;

/// <summary>The plain rules against differences of the losses that they descend, and against one another where two must agree.</summary>
public sealed class PlainSignalsTests
{
    private const double Exact = 1e-13;

    public static TheoryData<string, string, string> Networks()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var rho in new[] { "Tanh", "Sigmoid", "Relu", "LeakyRelu" })
        {
            cases.Add(rho, nameof(PlainLoss.SoftmaxCrossEntropy), "Linear");
            cases.Add(rho, nameof(PlainLoss.BernoulliCrossEntropy), "Linear");
            cases.Add(rho, nameof(PlainLoss.SquaredError), "Sigmoid");
            cases.Add(rho, nameof(PlainLoss.SquaredError), "LeakyRelu");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Backprop_descends_the_loss(string rho, string loss, string output)
    {
        var draws = new PlainCase(2);
        var net = draws.Network([5, 6, 4, 3], Rho.Named(rho), Enum.Parse<PlainLoss>(loss), Rho.Named(output));
        var (input, target) = (draws.Vector(5), draws.OneHot(3));
        var pass = net.Forward(input);
        var delta = PlainSignals.Backprop(net, pass, target);
        for (var l = 1; l <= net.Top; l++)
        {
            PlainCase.AssertDescends(() => net.LossOf(net.Forward(input).H[net.Top], target), net.W[l], net.B[l], delta[l], pass.H[l - 1]);
        }
    }

    /// <summary>In a tower, too, where layers read only a part of the one below; outputs that aim at what they are have no error.</summary>
    [Fact]
    public void Backprop_descends_the_loss_of_a_tower()
    {
        var draws = new PlainCase(9);
        var net = new PlainLayers(6, 2) { Rho = Rho.LeakyRelu, Loss = PlainLoss.SquaredError, OutputRho = Rho.LeakyRelu };
        foreach (var (layer, units) in new[] { (1, 6), (2, 5), (3, 4) })
        {
            (net.W[layer], net.B[layer]) = (draws.Matrix(units, units), draws.Vector(units));
        }

        var input = draws.Vector(6);
        var pass = net.Forward(input);
        var target = PlainTargets.OutputTarget(pass.H[3], draws.OneHot(3));
        var delta = PlainSignals.Backprop(net, pass, target);
        Assert.Equal(0, delta[3][3]);
        Assert.Equal(0, delta[1][5]);
        for (var l = 1; l <= net.Top; l++)
        {
            PlainCase.AssertDescends(() => net.LossOf(net.Forward(input).H[3], target), net.W[l], net.B[l], delta[l], pass.H[l - 1]);
        }
    }

    /// <summary>An auto-encoder is a network whose target is its input.</summary>
    [Fact]
    public void An_auto_encoder_descends_the_reconstruction_error()
    {
        var draws = new PlainCase(3);
        var net = draws.Network([6, 5, 3, 6], Rho.Tanh, PlainLoss.SquaredError, Rho.Sigmoid);
        var input = Array.ConvertAll(draws.Vector(6), Math.Abs);
        var pass = net.Forward(input);
        var delta = PlainSignals.Backprop(net, pass, input);
        for (var l = 1; l <= net.Top; l++)
        {
            PlainCase.AssertDescends(Loss, net.W[l], net.B[l], delta[l], pass.H[l - 1]);
        }

        double Loss() => 0.5 * net.Forward(input).H[net.Top].Zip(input, (r, x) => (r - x) * (r - x)).Sum();
    }

    /// <summary>Each layer of LAFS descends the cross-entropy of its own read-out, its input held fixed.</summary>
    [Theory]
    [InlineData("Tanh")]
    [InlineData("Sigmoid")]
    [InlineData("Relu")]
    public void Local_errors_descend_local_losses(string rho)
    {
        var draws = new PlainCase(4);
        var net = draws.Network([5, 6, 4, 3], Rho.Named(rho));
        var direct = draws.Feedback(net).Direct;
        var target = draws.OneHot(3);
        var pass = net.Forward(draws.Vector(5));
        var delta = PlainSignals.LocalErrors(net, pass, target, direct);
        for (var l = 1; l < net.Top; l++)
        {
            var layer = l;
            PlainCase.AssertDescends(() => PlainSignals.LocalLoss(Rates(layer), target, direct[layer]), net.W[l], net.B[l], delta[l], pass.H[l - 1]);
        }

        double[] Rates(int layer) => Array.ConvertAll(net.Potentials(layer, pass.H[layer - 1]), a => net.Rho.Rate(a));
    }

    [Fact]
    public void Feedback_alignment_by_the_transposes_is_backprop()
    {
        var (net, pass, target, _) = Create([5, 6, 4, 7, 3]);
        double[][][] transposes = [[], .. Enumerable.Range(1, net.Top - 1).Select(l => Dense.Transpose(net.W[l + 1]))];
        Same(PlainSignals.Backprop(net, pass, target), PlainSignals.FeedbackAlignment(net, pass, target, transposes));
    }

    [Fact]
    public void With_one_hidden_layer_direct_feedback_is_feedback_from_above()
    {
        var (net, pass, target, feedback) = Create([5, 6, 3]);
        Same(PlainSignals.FeedbackAlignment(net, pass, target, feedback.Above), PlainSignals.DirectFeedbackAlignment(net, pass, target, feedback.Above));
    }

    /// <summary>Without neighbours the general rule is direct feedback, of the output's error or the layer's own, whatever the strategy.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void With_one_hidden_layer_the_general_rule_is_direct(int strategy)
    {
        var (net, pass, target, feedback) = Create([5, 6, 3]);
        foreach (var f in Enum.GetValues<PlainCombination>())
        {
            Same(PlainSignals.DirectFeedbackAlignment(net, pass, target, feedback.Direct), PlainSignals.General(net, pass, target, feedback, strategy, auxiliary: false, f));
            Same(PlainSignals.LocalErrors(net, pass, target, feedback.Direct), PlainSignals.General(net, pass, target, feedback, strategy, auxiliary: true, f));
        }
    }

    /// <summary>The three strategies as the paper has them, for two hidden layers.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void With_two_hidden_layers_the_general_rule_is_that_of_the_paper(int strategy)
    {
        var (net, pass, target, feedback) = Create([5, 6, 4, 3]);
        var (b1, b2) = (feedback.Direct[1], feedback.Direct[2]);
        var error = target.Zip(pass.H[3], (y, h) => y - h).ToArray();
        var u1 = Dense.Times(b1, error);
        var u2 = Dense.Times(b2, error);
        var alone1 = Slopes(1, u1);
        var alone2 = Slopes(2, u2);
        var (delta1, delta2) = strategy switch
        {
            1 => (Slopes(1, Half(u1, Dense.Times(feedback.Above[1], alone2))), alone2),
            2 => (alone1, Slopes(2, Half(u2, Dense.Times(feedback.Below[2], alone1)))),
            _ => (Slopes(1, Half(u1, Dense.Times(feedback.Above[1], alone2))), Slopes(2, Half(u2, Dense.Times(feedback.Below[2], alone1)))),
        };
        Same([[], delta1, delta2, error], PlainSignals.General(net, pass, target, feedback, strategy, auxiliary: false, PlainCombination.Mean));

        double[] Slopes(int layer, double[] u) => [.. u.Select((x, i) => x * (1 - (pass.H[layer][i] * pass.H[layer][i])))];
        static double[] Half(double[] a, double[] b) => [.. a.Zip(b, (x, y) => 0.5 * (x + y))];
    }

    /// <summary>The third strategy is linear in its feedback: in a middle layer the sum of three terms is three means, at the ends two.</summary>
    [Fact]
    public void A_mean_counts_the_terms_that_there_are()
    {
        var (net, pass, target, feedback) = Create([5, 6, 4, 7, 3]);
        var means = PlainSignals.General(net, pass, target, feedback, 3, auxiliary: true, PlainCombination.Mean);
        var sums = PlainSignals.General(net, pass, target, feedback, 3, auxiliary: true, PlainCombination.Sum);
        foreach (var (layer, terms) in new[] { (1, 2), (2, 3), (3, 2) })
        {
            PlainCase.AssertEqual(sums[layer], Array.ConvertAll(means[layer], d => terms * d), Exact);
        }
    }

    /// <summary>Of two terms the larger is what a sum and a mean of them are not; scaled up, either becomes all.</summary>
    [Theory]
    [InlineData(1e6, true)]
    [InlineData(1e-6, false)]
    public void The_largest_term_is_taken_whole(double scale, bool direct)
    {
        var (net, pass, target, feedback) = Create([5, 6, 4, 3]);
        feedback.Direct[1] = [.. feedback.Direct[1].Select(row => Array.ConvertAll(row, x => scale * x))];
        var largest = PlainSignals.General(net, pass, target, feedback, 1, auxiliary: false, PlainCombination.Largest)[1];
        var alone = direct
            ? PlainSignals.DirectFeedbackAlignment(net, pass, target, feedback.Direct)[1]
            : PlainSignals.FeedbackAlignment(net, pass, target, [[], feedback.Above[1], feedback.Direct[2]])[1];
        PlainCase.AssertEqual(alone, largest, Exact);
    }

    /// <summary>Sums of strategy 1 without direct terms are feedback alignment below the top hidden layer.</summary>
    [Fact]
    public void Strategy_one_goes_down_layer_by_layer()
    {
        var (net, pass, target, feedback) = Create([5, 6, 4, 7, 3]);
        feedback.Direct[1] = Dense.Zeros(6, 3);
        feedback.Direct[2] = Dense.Zeros(4, 3);
        double[][][] above = [[], feedback.Above[1], feedback.Above[2], feedback.Direct[3]];
        Same(PlainSignals.FeedbackAlignment(net, pass, target, above), PlainSignals.General(net, pass, target, feedback, 1, auxiliary: false, PlainCombination.Sum));
    }

    private static (PlainLayers Net, PlainPass Pass, double[] Target, PlainFeedback Feedback) Create(int[] units)
    {
        var draws = new PlainCase(6);
        var net = draws.Network(units, Rho.Tanh);
        return (net, net.Forward(draws.Vector(units[0])), draws.OneHot(units[^1]), draws.Feedback(net));
    }

    private static void Same(double[][] expected, double[][] actual)
    {
        for (var l = 1; l < expected.Length; l++)
        {
            PlainCase.AssertEqual(expected[l], actual[l], Exact);
        }
    }
}
