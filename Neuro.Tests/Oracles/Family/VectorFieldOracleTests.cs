namespace Neuro.Tests.Oracles.Family;

/// <summary>The oracle of the vector field against the tied one, recurrent backprop and differences of its settled loss.</summary>
public sealed class VectorFieldOracleTests
{
    private static readonly int[] Units = [5, 4, 4, 3];

    /// <summary>
    /// With U = W^T and no unit clipped both move alike. A tied weight stands for two untied ones, and the contrast exceeds the sum of
    /// their changes by change times change over beta, so by O(beta).
    /// </summary>
    [Fact]
    public void Transposed_feedback_gives_the_tied_change()
    {
        Assert.InRange(Check(0.2) / Check(0.1), 1.8, 2.2);
        Assert.True(Check(1e-4) < 1e-3);

        static double Check(double beta)
        {
            var draws = new TestDraws(1);
            var start = FamilyWeights.Draw(draws, Units, 0.25, 0.3, 0.5);
            start.Tie();
            var (inputs, targets) = (FamilyDraws.Batch(draws, 2, 5), FamilyDraws.Batch(draws, 2, 3));
            var field = Field(start, Rho.HardSigmoid, 0.3, trajectory: false);
            var tied = new EqPropOracle(start.Copy(), Rho.HardSigmoid, 0.3) { Rates = FamilyDraws.Rates(start, 1) };
            var (fieldTrial, tiedTrial) = (field.RunTrial(inputs, targets, 200, 200, beta), tied.RunTrial(inputs, targets, 200, 200, beta));
            Assert.True(FamilyGradients.Distance(fieldTrial.Nudged[1][2], tiedTrial.Nudged[1][2]) < 1e-14);
            Assert.All(tiedTrial.Nudged[1][2], s => Assert.InRange(s, 0.01, 0.99));
            var untied = fieldTrial.Weights.Plus(-1, start);
            var contrast = tiedTrial.Weights.Plus(-1, start);
            for (var k = 2; k < Units.Length; k++)
            {
                for (var i = 0; i < Units[k]; i++)
                {
                    for (var j = 0; j < Units[k - 1]; j++)
                    {
                        var squares = Enumerable.Range(0, 2).Average(s => Moved(s, k, i) * Moved(s, k - 1, j) / beta);
                        untied.W[k][i][j] += untied.U[k - 1][j][i];
                        Assert.Equal(contrast.W[k][i][j], untied.W[k][i][j] + squares, 1e-10);
                    }
                }
            }

            return FamilyGradients.Distance(untied.Forward(), contrast.Forward());

            double Moved(int sample, int layer, int unit) => fieldTrial.Nudged[sample][layer][unit] - fieldTrial.Free[sample][layer][unit];
        }
    }

    [Fact]
    public void Trajectory_and_fixed_points_agree_to_first_order()
    {
        Assert.InRange(Gap(0.2) / Gap(0.1), 1.7, 2.3);
        Assert.InRange(Gap(0.1), 1e-3, 0.2);

        static double Gap(double beta) => FamilyGradients.Distance(Change(true, beta), Change(false, beta));

        static double[] Change(bool trajectory, double beta)
        {
            var draws = new TestDraws(2);
            var start = FamilyWeights.Draw(draws, Units, 0.4, 0.15, 0.3);
            var field = Field(start, Rho.HardSigmoid, 0.3, trajectory);
            var (inputs, targets) = (FamilyDraws.Batch(draws, 2, 5), FamilyDraws.Batch(draws, 2, 3));
            return field.RunTrial(inputs, targets, 200, 100, beta).Weights.Plus(-1, start).Everything();
        }
    }

    /// <summary>Pre and post are those of the same step: of two units in a row, by hand.</summary>
    [Fact]
    public void Trajectories_pair_the_old_rate_with_the_change_to_come()
    {
        var start = new FamilyWeights(1, 1, 1);
        (start.W[1][0][0], start.W[2][0][0], start.U[1][0][0]) = (0.5, 0.5, 0.25);
        var field = Field(start, Rho.HardSigmoid, 1, trajectory: true);
        var trial = field.RunTrial([[0.8]], [[0.9]], 1, 2, 0.5);
        double[] hidden = [0.4, 0.4, 0.4 + (0.25 * 0.45)];
        double[] output = [0, 0.2 + (0.5 * 0.9), 0.2 + (0.5 * (0.9 - 0.65))];
        hidden[2] = 0.4 + (0.25 * output[1]);
        Assert.Equal(hidden[2], trial.Nudged[0][1][0], 1e-14);
        Assert.Equal(output[2], trial.Nudged[0][2][0], 1e-14);
        var change = trial.Weights.Plus(-1, start);
        Assert.Equal(((hidden[0] * (output[1] - output[0])) + (hidden[1] * (output[2] - output[1]))) / 0.5, change.W[2][0][0], 1e-14);
        Assert.Equal(((output[0] * (hidden[1] - hidden[0])) + (output[1] * (hidden[2] - hidden[1]))) / 0.5, change.U[1][0][0], 1e-14);
        Assert.Equal((output[2] - output[0]) / 0.5, change.B[2][0], 1e-14);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Recurrent_backprop_is_the_gradient_of_the_settled_loss(bool sigmoid)
    {
        var draws = new TestDraws(3);
        var rho = sigmoid ? Rho.Sigmoid : Rho.HardSigmoid;
        int[] units = [3, 4, 3, 2];
        var field = new VectorFieldOracle(FamilyWeights.Draw(draws, units, 0.4, 0.1, 0.3), rho, 0.5);
        var (inputs, targets) = (FamilyDraws.Batch(draws, 2, 3), FamilyDraws.Batch(draws, 2, 2));
        double[][][] settled = [.. inputs.Select(x => field.Settle(x, 150))];
        var (gradient, nu) = FamilyGradients.Recurrent(field.Weights, rho, settled, targets);
        var differences = FamilyGradients.Differences(field.Weights, () => FamilyGradients.SettledLoss(field, inputs, targets, 120), backward: true);
        Assert.True(FamilyGradients.Distance(gradient.Everything(), differences.Everything()) < 1e-7);
        Assert.True(FamilyGradients.Distance(nu.Everything(), [.. gradient.Everything().Select(g => -g)]) > 1e-2);
    }

    /// <summary>Nudging follows nu whatever the weights are; nu descends where the Jacobian is symmetric.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nudged_changes_follow_nu(bool trajectory)
    {
        var draws = new TestDraws(4);
        var start = FamilyWeights.Draw(draws, Units, 0.4, 0.1, 0.3);
        var (inputs, targets) = (FamilyDraws.Batch(draws, 2, 5), FamilyDraws.Batch(draws, 2, 3));
        var trial = Field(start, Rho.HardSigmoid, 0.5, trajectory).RunTrial(inputs, targets, 200, 200, 1e-5);
        var (_, nu) = FamilyGradients.Recurrent(start, Rho.HardSigmoid, trial.Free, targets);
        Assert.True(FamilyGradients.Distance(trial.Weights.Plus(-1, start).Everything(), nu.Everything()) < 1e-3);
        start.Tie();
        trial = Field(start, Rho.HardSigmoid, 0.5, trajectory).RunTrial(inputs, targets, 200, 200, 1e-5);
        var (gradient, symmetric) = FamilyGradients.Recurrent(start, Rho.HardSigmoid, trial.Free, targets);
        Assert.True(FamilyGradients.Distance(symmetric.Everything(), [.. gradient.Everything().Select(g => -g)]) < 1e-10);
    }

    private static VectorFieldOracle Field(FamilyWeights start, Rho rho, double h, bool trajectory) => new(start.Copy(), rho, h)
    {
        Trajectory = trajectory, Rates = FamilyDraws.Rates(start, 1), BackwardRates = FamilyDraws.Rates(start, 1),
    };
}
