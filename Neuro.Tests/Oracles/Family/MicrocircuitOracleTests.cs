namespace Neuro.Tests.Oracles.Family;

/// <summary>The oracle of dendritic microcircuits against linear systems, backprop and what silence and noise must be.</summary>
public sealed class MicrocircuitOracleTests
{
    private static readonly int[] Units = [4, 5, 4, 3];

    private static readonly MicrocircuitSettings Ordinary = new() { Dt = 0.2, Leak = 0.1, Basal = 0.6, Apical = 0.4, Dendritic = 0.7, Somatic = 0.5 };

    /// <summary>Of linear units, whatever the weights: pyramidal units and interneurons solve one linear system, taught or not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Settled_linear_circuits_solve_their_equations(bool taught)
    {
        var draws = new TestDraws(1);
        var weights = MicrocircuitWeights.Draw(draws, Units, 0.5);
        var (inputs, targets) = (FamilyDraws.Batch(draws, 2, 4), FamilyDraws.Batch(draws, 2, 3));
        var net = new MicrocircuitOracle(weights, Ordinary with { Phi = Rho.Linear });
        var trial = net.RunTrial(inputs, targets, taught ? 5 : 1500, taught ? 1500 : 0);
        var (pyramidal, interneurons) = Solve(weights, inputs[1], taught ? targets[1] : null);
        for (var k = 1; k <= 3; k++)
        {
            Assert.True(FamilyGradients.Distance(trial.Pyramidal[1][k], pyramidal[k]) < 1e-9);
            Assert.True(k == 3 || FamilyGradients.Distance(trial.Interneurons[1][k], interneurons[k]) < 1e-9);
        }
    }

    /// <summary>A self-predicting circuit at rest has silent apical dendrites and learns nothing; taught, it learns.</summary>
    [Fact]
    public void Self_predicting_circuits_at_rest_learn_nothing()
    {
        var (net, inputs, targets) = SelfPredicting(2, Ordinary with
        {
            ForwardRates = [0, 1, 1, 1], InterneuronRates = [0, 1, 1], ApicalRates = [0, 1, 1],
        });
        net.Learns = false;
        net.RunTrial(inputs, targets, 1500, 0);
        for (var k = 1; k < 3; k++)
        {
            Assert.All(net.Apical(0, k), v => Assert.Equal(0, v, 1e-12));
            Assert.True(FamilyGradients.Distance(net.Interneurons[0][k], net.Pyramidal[0][k + 1]) < 1e-12);
        }

        var before = net.Weights.Copy();
        net.Learns = true;
        net.RunTrial(inputs, targets, 20, 0);
        Assert.True(Change(net, before) < 1e-10);
        net.RunTrial(inputs, targets, 0, 20);
        Assert.True(Change(net, before) > 1e-3);
    }

    /// <summary>
    /// Weak currents: the output's term is phi'(v) g_som / (G + g_som) (target - v), and terms below are those sent back by backprop
    /// through the attenuated network, times g_A / G (1 - g_som / (G_I + g_som)) for each layer.
    /// </summary>
    [Fact]
    public void Weak_apical_and_somatic_currents_send_back_what_backprop_does()
    {
        var settings = Ordinary with { Apical = 1e-3, Somatic = 1e-3, ForwardRates = [0, 1e3, 1e3, 1e3] };
        var (net, inputs, targets) = SelfPredicting(3, settings);
        net.Learns = false;
        net.RunTrial(inputs, targets, 0, 600);
        var attenuated = new FamilyWeights(Units);
        for (var k = 1; k <= 3; k++)
        {
            var factor = settings.Basal / (settings.Leak + settings.Basal + (k < 3 ? settings.Apical : 0));
            attenuated.W[k] = [.. net.Weights.W[k].Select(row => Array.ConvertAll(row, w => factor * w))];
            attenuated.B[k] = Array.ConvertAll(net.Weights.B[k], b => factor * b);
        }

        var before = net.Weights.Copy();
        net.Learns = true;
        net.RunTrial(inputs, targets, 0, 1);
        var expected = new FamilyWeights(Units);
        for (var sample = 0; sample < inputs.Length; sample++)
        {
            var mu = FamilyGradients.Sweep(attenuated, Rho.Sigmoid, inputs[sample]);
            double[] top = [.. mu[3].Zip(targets[sample], (v, d) => Rho.Sigmoid.Slope(v) * (d - v))];
            var deltas = FamilyGradients.Backpropagate(attenuated, Rho.Sigmoid, mu, top);
            var share = settings.Somatic / (settings.Leak + settings.Basal + settings.Somatic);
            for (var k = 3; k >= 1; k--)
            {
                if (k < 3)
                {
                    share *= settings.Apical / (settings.Leak + settings.Basal + settings.Apical)
                        * (1 - (settings.Somatic / (settings.Leak + settings.Dendritic + settings.Somatic)))
                        / (settings.Basal / (settings.Leak + settings.Basal + (k + 1 < 3 ? settings.Apical : 0)));
                }

                var below = k == 1 ? mu[0] : Array.ConvertAll(mu[k - 1], v => Rho.Sigmoid.Rate(v));
                Dense.AddOuter(expected.W[k], 1e3 * settings.Dt * share / inputs.Length, deltas[k], below);
            }
        }

        for (var k = 1; k <= 3; k++)
        {
            var change = Dense.Flatten(net.Weights.W[k]).Zip(Dense.Flatten(before.W[k]), (a, b) => a - b).ToArray();
            Assert.InRange(FamilyGradients.Distance(change, Dense.Flatten(expected.W[k])), 0, 1e-2);
        }
    }

    /// <summary>
    /// The response to one kick gives the variance under white noise: sum of squares = sigma^2 dt / (1 - (1 - dt G)^2)
    /// = sigma^2 / (G (2 - dt G)).
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Noise_of_a_lone_unit_has_the_variance_of_a_leak(bool interneuron)
    {
        const double Sigma = 0.3;
        var net = new MicrocircuitOracle(new MicrocircuitWeights(1, 1, 1), Ordinary with { Sigma = Sigma, Phi = Rho.Linear })
        {
            Noise = (step, _, population, layer, _) =>
                step == 0 && layer == 1 && population == MicrocircuitPopulation.Interneuron == interneuron ? 1 : 0,
        };
        var variance = 0.0;
        for (var t = 0; t < 1000; t++)
        {
            net.Step([[0.0]], null);
            variance += Math.Pow(interneuron ? net.Interneurons[0][1][0] : net.Pyramidal[0][1][0], 2);
        }

        var g = Ordinary.Leak + (interneuron ? Ordinary.Dendritic + Ordinary.Somatic : Ordinary.Basal + Ordinary.Apical);
        Assert.Equal(Sigma * Sigma / (g * (2 - (Ordinary.Dt * g))), variance, 1e-12);
    }

    /// <summary>Drawn noise, of an output that is taught: the same with g_som in its leak.</summary>
    [Fact]
    public void Drawn_noise_has_that_variance_too()
    {
        const int Samples = 10;
        const int Steps = 2000;
        var draws = new TestDraws(5);
        var net = new MicrocircuitOracle(new MicrocircuitWeights(1, 1, 1), Ordinary with { Dt = 0.5, Sigma = 0.3, Phi = Rho.Linear })
        {
            Learns = false,
            Noise = (_, _, _, layer, _) => layer == 2 ? Math.Sqrt(12) * (draws.Next() - 0.5) : 0,
        };
        var zeros = Dense.Zeros(Samples, 1);
        var variance = 0.0;
        for (var t = 0; t < Steps; t++)
        {
            net.Step(zeros, zeros);
            variance += t < 50 ? 0 : net.Pyramidal.Average(u => u[2][0] * u[2][0]) / (Steps - 50);
        }

        var g = Ordinary.Leak + Ordinary.Basal + Ordinary.Somatic;
        var expected = 0.09 / (g * (2 - (0.5 * g)));
        Assert.Equal(expected, variance, 0.05 * expected);
    }

    /// <summary>With constant terms the filtered term after n steps is term (1 - (1 - dt / tau)^n), and weights add them up.</summary>
    [Fact]
    public void Induction_is_filtered()
    {
        const double Eta = 1e-9;
        const double Tau = 3;
        var rates = Enumerable.Repeat(Eta, 4).ToArray();
        var settings = Ordinary with { ForwardRates = rates, InterneuronRates = rates, ApicalRates = rates };
        var draws = new TestDraws(6);
        var weights = MicrocircuitWeights.Draw(draws, Units, 0.5);
        var (inputs, targets) = (FamilyDraws.Batch(draws, 2, 4), FamilyDraws.Batch(draws, 2, 3));
        var plain = Run(settings, 1);
        var filtered = Run(settings with { InductionTime = Tau }, 9);
        var sum = Enumerable.Range(1, 9).Sum(n => 1 - Math.Pow(1 - (Ordinary.Dt / Tau), n));
        var pairs = new[] { (plain.W[1], filtered.W[1]), (plain.W[3], filtered.W[3]), (plain.M[1], filtered.M[1]), (plain.V[2], filtered.V[2]) };
        foreach (var (one, nine) in pairs)
        {
            Assert.True(FamilyGradients.Norm(Dense.Flatten(one)) > 1e-3);
            double[] expected = [.. Dense.Flatten(one).Select(x => x * sum)];
            Assert.True(FamilyGradients.Distance(Dense.Flatten(nine), expected) < 1e-4);
        }

        MicrocircuitWeights Run(MicrocircuitSettings with, int steps)
        {
            var net = new MicrocircuitOracle(weights, with) { Learns = false };
            net.RunTrial(inputs, targets, 0, 800);
            net.Learns = true;
            var change = net.RunTrial(inputs, targets, 0, steps).Weights.Plus(-1, weights);
            return new MicrocircuitWeights(Units).Plus(1 / (Eta * Ordinary.Dt), change);
        }
    }

    /// <summary>One step of every rule by hand, from old states and old weights.</summary>
    [Fact]
    public void One_step_by_hand()
    {
        var weights = new MicrocircuitWeights(1, 1, 1);
        (weights.W[1][0][0], weights.W[2][0][0], weights.U[1][0][0]) = (0.5, 0.8, 0.9);
        (weights.V[1][0][0], weights.M[1][0][0], weights.MBias[1][0]) = (0.7, 0.6, 0.1);
        (weights.B[1][0], weights.B[2][0]) = (0.2, 0.3);
        var net = new MicrocircuitOracle(weights, Ordinary with { ForwardRates = [0, 1, 2], InterneuronRates = [0, 3], ApicalRates = [0, 4] });
        net.Reset(1);
        (net.Pyramidal[0][1][0], net.Pyramidal[0][2][0], net.Interneurons[0][1][0]) = (0.4, -0.2, 0.3);
        net.Step([[0.5]], [[1.0]]);
        var (hidden, output, inter) = (Phi(0.4), Phi(-0.2), Phi(0.3));
        var basal = (0.5 * 0.5) + 0.2;
        var apical = (0.9 * output) - (0.7 * inter);
        var top = (0.8 * hidden) + 0.3;
        var dendritic = (0.6 * hidden) + 0.1;
        Assert.Equal(0.4 + (0.2 * ((-1.1 * 0.4) + (0.6 * basal) + (0.4 * apical))), net.Pyramidal[0][1][0], 1e-14);
        Assert.Equal(-0.2 + (0.2 * ((0.7 * 0.2) + (0.6 * top) + (0.5 * 1.2))), net.Pyramidal[0][2][0], 1e-14);
        Assert.Equal(0.3 + (0.2 * ((-0.8 * 0.3) + (0.7 * dendritic) + (0.5 * -0.5))), net.Interneurons[0][1][0], 1e-14);
        var change = net.Weights.Plus(-1, weights);
        Assert.Equal(0.2 * (hidden - Phi(0.6 / 1.1 * basal)) * 0.5, change.W[1][0][0], 1e-14);
        Assert.Equal(0.4 * (output - Phi(0.6 / 0.7 * top)) * hidden, change.W[2][0][0], 1e-14);
        Assert.Equal(0.4 * (output - Phi(0.6 / 0.7 * top)), change.B[2][0], 1e-14);
        Assert.Equal(0.6 * (inter - Phi(0.7 / 0.8 * dendritic)) * hidden, change.M[1][0][0], 1e-14);
        Assert.Equal(0.6 * (inter - Phi(0.7 / 0.8 * dendritic)), change.MBias[1][0], 1e-14);
        Assert.Equal(0.8 * apical * inter, change.V[1][0][0], 1e-14);
        Assert.Equal(0, change.U[1][0][0]);

        static double Phi(double u) => 1 / (1 + Math.Exp(-u));
    }

    /// <summary>From random weights, V and M of an untaught circuit learn to silence its apical dendrites.</summary>
    [Fact]
    public void Interneurons_learn_to_silence_apical_dendrites()
    {
        int[] units = [3, 4, 2];
        var draws = new TestDraws(7);
        var weights = MicrocircuitWeights.Draw(draws, units, 1);
        var inputs = FamilyDraws.Batch(draws, 2, 3, -2, 2);
        var net = new MicrocircuitOracle(weights, Ordinary with { InterneuronRates = [0, 1], ApicalRates = [0, 1] }) { Learns = false };
        net.RunTrial(inputs, [], 200, 0);
        var (before, off) = (Silence(), Mirror());
        net.Learns = true;
        net.RunTrial(inputs, [], 4000, 0);
        Assert.InRange(Silence() / before, 0, 0.1);
        Assert.InRange(Mirror() / off, 0, 0.1);

        double Silence() => Enumerable.Range(0, 2).Sum(s => FamilyGradients.Norm(net.Apical(s, 1)));
        double Mirror() => Enumerable.Range(0, 2).Sum(s => FamilyGradients.Distance(net.Interneurons[s][1], net.Pyramidal[s][2]));
    }

    /// <summary>Taught long enough, basal dendrites of the output predict the target, so that it stays when teaching ends.</summary>
    [Fact]
    public void Taught_circuits_come_to_their_targets_alone()
    {
        var (net, inputs, targets) = SelfPredicting(8, Ordinary with { ForwardRates = [0, 0.3, 0.3, 0.3], InterneuronRates = [0, 0.3, 0.3] });
        net.Learns = false;
        net.RunTrial(inputs, targets, 300, 0);
        var before = Miss();
        net.Learns = true;
        net.RunTrial(inputs, targets, 0, 4000);
        net.Learns = false;
        net.RunTrial(inputs, targets, 300, 0);
        Assert.InRange(Miss() / before, 0, 0.2);

        double Miss() => Enumerable.Range(0, inputs.Length).Sum(s => EqPropOracle.Cost(net.Pyramidal[s], targets[s]));
    }

    /// <summary>The largest change of any weight.</summary>
    private static double Change(MicrocircuitOracle net, MicrocircuitWeights before)
    {
        var change = net.Weights.Plus(-1, before);
        return change.W.Concat(change.V).Concat(change.M).SelectMany(m => m).Concat(change.B).Concat(change.MBias).SelectMany(r => r).Max(Math.Abs);
    }

    private static (MicrocircuitOracle Net, double[][] Inputs, double[][] Targets) SelfPredicting(ulong seed, MicrocircuitSettings settings)
    {
        var draws = new TestDraws(seed);
        var weights = MicrocircuitWeights.Draw(draws, Units, 1);
        weights.Tie();
        weights.SelfPredict(settings);
        return (new MicrocircuitOracle(weights, settings), FamilyDraws.Batch(draws, 2, 4), FamilyDraws.Batch(draws, 2, 3));
    }

    /// <summary>u of all layers and u^I of hidden layers 1 and 2 of a linear circuit, by one system.</summary>
    private static (double[][] Pyramidal, double[][] Interneurons) Solve(MicrocircuitWeights weights, double[] input, double[]? target)
    {
        int[] at = [0, 0, 5, 9];
        int[] interneuronsAt = [0, 12, 16];
        var matrix = Dense.Zeros(19, 19);
        var right = new double[19];
        for (var k = 1; k <= 3; k++)
        {
            for (var i = 0; i < Units[k]; i++)
            {
                var row = at[k] + i;
                matrix[row][row] = Ordinary.Leak + Ordinary.Basal + (k < 3 ? Ordinary.Apical : target is null ? 0 : Ordinary.Somatic);
                right[row] = (Ordinary.Basal * weights.B[k][i]) + (k == 3 && target is not null ? Ordinary.Somatic * target[i] : 0);
                for (var j = 0; j < Units[k - 1]; j++)
                {
                    if (k == 1)
                    {
                        right[row] += Ordinary.Basal * weights.W[1][i][j] * input[j];
                    }
                    else
                    {
                        matrix[row][at[k - 1] + j] = -Ordinary.Basal * weights.W[k][i][j];
                    }
                }

                for (var j = 0; k < 3 && j < Units[k + 1]; j++)
                {
                    matrix[row][at[k + 1] + j] = -Ordinary.Apical * weights.U[k][i][j];
                    matrix[row][interneuronsAt[k] + j] = Ordinary.Apical * weights.V[k][i][j];
                }
            }

            for (var i = 0; k < 3 && i < Units[k + 1]; i++)
            {
                var row = interneuronsAt[k] + i;
                matrix[row][row] = Ordinary.Leak + Ordinary.Dendritic + Ordinary.Somatic;
                matrix[row][at[k + 1] + i] = -Ordinary.Somatic;
                right[row] = Ordinary.Dendritic * weights.MBias[k][i];
                for (var j = 0; j < Units[k]; j++)
                {
                    matrix[row][at[k] + j] = -Ordinary.Dendritic * weights.M[k][i][j];
                }
            }
        }

        var solution = Dense.Solve(matrix, right);
        return ([[], solution[..5], solution[5..9], solution[9..12]], [[], solution[12..16], solution[16..19]]);
    }
}
