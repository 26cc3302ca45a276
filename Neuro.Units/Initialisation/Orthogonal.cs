using MathNet.Numerics.LinearAlgebra;
using Neuro.Units.Randomness;

namespace Neuro.Units.Initialisation;

/// <summary>Orthonormal rows or columns, whichever are fewer, times a gain; drawn uniformly among all such matrices.</summary>
/// <remarks>QR of a normal matrix; the signs of R's diagonal are moved into Q, without which Q would not be uniform.</remarks>
/// <param name="Gain">Factor, finite.</param>
public sealed record Orthogonal(double Gain = 1) : Initialiser
{
    /// <summary>Factor.</summary>
    public double Gain { get; } = double.IsFinite(Gain) ? Gain : throw new ArgumentOutOfRangeException(nameof(Gain), Gain, "expected a finite gain");

    private protected override void Draw(Span<float> weights, int post, int pre, RandomKey key)
    {
        var tall = Math.Max(post, pre);
        var narrow = Math.Min(post, pre);
        var normal = Matrix<double>.Build.Dense(tall, narrow, (row, column) => key.Normal((uint)row, (uint)column));
        var qr = normal.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin);
        for (var i = 0; i < post; i++)
        {
            for (var j = 0; j < pre; j++)
            {
                var (row, column) = post >= pre ? (i, j) : (j, i);
                weights[(i * pre) + j] = (float)(Gain * qr.Q[row, column] * (qr.R[column, column] < 0 ? -1 : 1));
            }
        }
    }
}
