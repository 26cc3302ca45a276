using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Weights start as a random orthogonal matrix times a gain.</summary>
/// <remarks>
/// <para>
/// With more rows than columns the columns are orthonormal (times the gain), with fewer the rows are. The matrix is uniform (Haar)
/// over all such matrices: it is the factor Q of a matrix of independent normal numbers, with signs such that R has a positive
/// diagonal (Mezzadri 2007; without that the law would be that of the factorisation's sign habits).
/// </para>
/// <para>
/// The normal numbers follow the rule of <see cref="Initialiser"/>, but every weight depends on all of them, and so on the sizes.
/// Their bits are the same on every machine; those of the factorisation are so as far as MathNet.Numerics runs its managed code.
/// </para>
/// </remarks>
public sealed record Orthogonal : Initialiser
{
    /// <summary>Describes orthogonal weights.</summary>
    /// <param name="gain">Length of every row or column, finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite or not above 0.</exception>
    public Orthogonal(double gain = 1) => Gain = Parameter.Positive((float)gain, nameof(gain));

    /// <summary>The length of every row or column, whichever are fewer.</summary>
    public float Gain { get; }

    /// <inheritdoc/>
    protected override void Write(Span<float> weights, int post, int pre, RandomKey key)
    {
        bool wide = post < pre;
        QR<double> factors = Tall(weights, post, pre, key).QR(QRMethod.Thin);
        Matrix<double> q = factors.Q;
        Matrix<double> r = factors.R;
        for (int i = 0; i < post; i++)
        {
            for (int j = 0; j < pre; j++)
            {
                (int row, int column) = wide ? (j, i) : (i, j);
                double signed = r[column, column] < 0 ? -q[row, column] : q[row, column];
                weights[(i * pre) + j] = (float)(Gain * signed);
            }
        }
    }

    // A thin factorisation wants at least as many rows as columns: a wide matrix is drawn as its transpose.
    private static Matrix<double> Tall(Span<float> scratch, int post, int pre, RandomKey key)
    {
        bool wide = post < pre;
        Matrix<double> gaussian = Matrix<double>.Build.Dense(Math.Max(post, pre), Math.Min(post, pre));
        for (int i = 0; i < post; i++)
        {
            Span<float> row = scratch.Slice(i * pre, pre);
            new RandomStream(key.ForUnit(i)).FillNormal(row, firstCursor: 0);
            for (int j = 0; j < pre; j++)
            {
                if (wide)
                {
                    gaussian[j, i] = row[j];
                }
                else
                {
                    gaussian[i, j] = row[j];
                }
            }
        }

        return gaussian;
    }
}
