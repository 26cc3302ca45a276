using Neuro.Units.Initialisation;
using Neuro.Units.Randomness;

namespace Neuro.Tests.Units.Initialisation;

public sealed class OrthogonalTests
{
    private static readonly RandomKey Key = new(4, "hidden1-hidden2", "weights");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 6)]
    [InlineData(9, 4)]
    [InlineData(4, 9)]
    [InlineData(40, 33)]
    [InlineData(1, 5)]
    [InlineData(5, 1)]
    public void The_fewer_of_rows_and_columns_are_orthogonal_with_length_gain(int post, int pre)
    {
        const float gain = 1.5f;
        float[] weights = InitialiserTests.Fill(new Orthogonal(gain), post, pre, Key);

        int few = Math.Min(post, pre);
        for (int a = 0; a < few; a++)
        {
            for (int b = 0; b < few; b++)
            {
                double product = 0;
                for (int k = 0; k < Math.Max(post, pre); k++)
                {
                    product += post < pre
                        ? weights[(a * pre) + k] * weights[(b * pre) + k]
                        : weights[(k * pre) + a] * weights[(k * pre) + b];
                }

                Assert.Equal(a == b ? gain * gain : 0, product, 1e-5);
            }
        }
    }

    /// <summary>
    /// Gram and Schmidt on the same normal numbers gives the factorisation with a positive diagonal, which is unique: column by column
    /// for a tall matrix, row by row for a wide one.
    /// </summary>
    [Theory]
    [InlineData(5, 5)]
    [InlineData(7, 3)]
    [InlineData(3, 7)]
    public void Equals_gram_schmidt_of_the_normal_numbers(int post, int pre)
    {
        float[] weights = InitialiserTests.Fill(new Orthogonal(), post, pre, Key);

        bool wide = post < pre;
        int few = Math.Min(post, pre);
        int many = Math.Max(post, pre);
        double[][] basis = new double[few][];
        for (int a = 0; a < few; a++)
        {
            double[] vector = new double[many];
            for (int k = 0; k < many; k++)
            {
                (int i, int j) = wide ? (a, k) : (k, a);
                vector[k] = new RandomStream(Key.ForUnit(i)).Normal(j);
            }

            for (int b = 0; b < a; b++)
            {
                double overlap = vector.Zip(basis[b], (x, y) => x * y).Sum();
                vector = [.. vector.Zip(basis[b], (x, y) => x - (overlap * y))];
            }

            double length = Math.Sqrt(vector.Sum(x => x * x));
            basis[a] = [.. vector.Select(x => x / length)];
            for (int k = 0; k < many; k++)
            {
                Assert.Equal(basis[a][k], weights[wide ? (a * pre) + k : (k * pre) + a], 1e-6);
            }
        }
    }

    /// <summary>Haar distributed 2 x 2 matrices: entries have mean 0 and mean square 1/2, and half the matrices are reflections.</summary>
    [Fact]
    public void Rotations_and_reflections_are_equally_frequent()
    {
        const int count = 4000;
        double sum = 0;
        double squares = 0;
        int reflections = 0;
        for (int i = 0; i < count; i++)
        {
            float[] w = InitialiserTests.Fill(new Orthogonal(), 2, 2, Key.ForStep(i));
            sum += w[0];
            squares += (double)w[0] * w[0];
            reflections += (w[0] * w[3]) - (w[1] * w[2]) < 0 ? 1 : 0;
        }

        // The entry is a cosine of a uniform angle: variance 1/2, variance of its square 1/8.
        Assert.Equal(0, sum / count, 5 * Math.Sqrt(0.5 / count));
        Assert.Equal(0.5, squares / count, 5 * Math.Sqrt(0.125 / count));
        Assert.Equal(0.5, (double)reflections / count, 5 * Math.Sqrt(0.25 / count));
    }
}
