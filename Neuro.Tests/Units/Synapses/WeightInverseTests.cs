using MathNet.Numerics.LinearAlgebra;
using Neuro.Tests.Oracles;
using Neuro.Units.Initialisation;
using Neuro.Units.Randomness;
using Neuro.Units.Synapses;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Synapses;

/// <summary>Answers of an inverse that is not computed anew each time, against LU factors in double precision.</summary>
public sealed class WeightInverseTests
{
    private const int Batch = 7;

    /// <summary>Sizes of one narrow panel, of whole and of broken panels; from orthogonal weights, and from those that are far from it.</summary>
    [Theory]
    [InlineData(5, true)]
    [InlineData(16, false)]
    [InlineData(37, true)]
    [InlineData(37, false)]
    [InlineData(64, false)]
    [InlineData(100, true)]
    public void It_follows_weights_that_move(int units, bool orthogonal)
    {
        var draws = new TestDraws((ulong)units);
        var weights = Weights(units, orthogonal);
        var inverse = new WeightInverse("layer", "below-layer", weights, Batch, 1e7);
        var (y, x) = (new PanelMatrix(Batch, units), new PanelMatrix(Batch, units));
        for (var trial = 0; trial < 30; trial++)
        {
            Fill(draws, y);
            inverse.Apply(y, x);
            var matrix = Matrix<double>.Build.Dense(units, units, (i, j) => weights[i, j]);
            var right = Matrix<double>.Build.Dense(units, Batch, (i, sample) => y[sample, i]);
            var expected = matrix.Solve(right);
            var found = Matrix<double>.Build.Dense(units, Batch, (i, sample) => x[sample, i]);
            var bound = 2 * WeightInverse.Tolerance * matrix.ConditionNumber();
            Assert.True((found - expected).FrobeniusNorm() <= bound * expected.FrobeniusNorm(), $"trial {trial}: {(found - expected).FrobeniusNorm() / expected.FrobeniusNorm():g3}, expected {bound:g3}");
            Assert.Equal(matrix.L1Norm() * matrix.Inverse().L1Norm(), inverse.Condition, inverse.Condition * (trial == 0 ? 1e-3 : 1));
            Move(draws, weights, 0.01f / units);
        }

        Assert.InRange(inverse.LargestResidual, 0, 1e-4);
        Assert.True(inverse.Refreshes.Anew <= (units <= 16 ? 31 : 3), $"computed anew {inverse.Refreshes.Anew} times");
    }

    /// <summary>A great change between two trials is followed, too.</summary>
    [Fact]
    public void It_follows_weights_that_jump()
    {
        var draws = new TestDraws(1);
        var weights = Weights(40, orthogonal: true);
        var inverse = new WeightInverse("layer", "below-layer", weights, Batch, 1e6);
        var (y, x) = (new PanelMatrix(Batch, 40), new PanelMatrix(Batch, 40));
        Fill(draws, y);
        inverse.Apply(y, x);
        var other = Weights(40, orthogonal: false);
        for (var i = 0; i < 40; i++)
        {
            for (var j = 0; j < 40; j++)
            {
                weights[i, j] = other[i, j];
            }
        }

        inverse.Apply(y, x);
        Assert.InRange(inverse.LargestResidual, 0, 1e-4);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(40)]
    public void Weights_without_an_inverse_are_refused_by_name(int units)
    {
        var weights = Weights(units, orthogonal: true);
        for (var j = 0; j < units; j++)
        {
            weights[1, j] = weights[0, j];
        }

        var y = new PanelMatrix(Batch, units);
        Fill(new TestDraws(1), y);
        var inverse = new WeightInverse("layer", "below-layer", weights, Batch, 1e6);
        var refused = Assert.Throws<InverseException>(() => inverse.Apply(y, new PanelMatrix(Batch, units)));
        Assert.Contains("population 'layer'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("projection 'below-layer'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("condition number", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_beyond_the_limit_is_refused()
    {
        var weights = Weights(40, orthogonal: true);
        for (var j = 0; j < 40; j++)
        {
            weights[3, j] *= 1e-3f;
        }

        var y = new PanelMatrix(Batch, 40);
        Fill(new TestDraws(1), y);
        new WeightInverse("layer", "below-layer", weights, Batch, 1e6).Apply(y, new PanelMatrix(Batch, 40));
        var refused = Assert.Throws<InverseException>(() => new WeightInverse("layer", "below-layer", weights, Batch, 1e3).Apply(y, new PanelMatrix(Batch, 40)));
        Assert.Contains("at most 1E+03", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Nothing_has_nothing_for_an_inverse()
    {
        var x = new PanelMatrix(Batch, 40);
        Fill(new TestDraws(1), x);
        new WeightInverse("layer", "below-layer", Weights(40, orthogonal: true), Batch, 1e6).Apply(new PanelMatrix(Batch, 40), x);
        Assert.Equal(0f, x[3, 17]);
    }

    private static WeightMatrix Weights(int units, bool orthogonal)
    {
        var weights = new WeightMatrix(units, units, hasBias: true);
        var values = new float[units * units];
        Initialiser initialiser = orthogonal ? new Orthogonal() : new GlorotNormal();
        initialiser.Fill(values, units, units, new RandomKey(5, "weights", "test"));
        weights.CopyFrom(values);
        return weights;
    }

    private static void Fill(TestDraws draws, PanelMatrix matrix)
    {
        for (var sample = 0; sample < matrix.Batch; sample++)
        {
            for (var unit = 0; unit < matrix.Units; unit++)
            {
                matrix[sample, unit] = draws.Single(-1, 1);
            }
        }
    }

    private static void Move(TestDraws draws, WeightMatrix weights, float size)
    {
        for (var i = 0; i < weights.Post; i++)
        {
            for (var j = 0; j < weights.Pre; j++)
            {
                weights[i, j] += draws.Single(-size, size);
            }
        }
    }
}
