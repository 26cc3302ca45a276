using Neuro.Units.Tensors;

namespace Neuro.Runtime.Snapshots;

/// <summary>Copies the units of a shard between a matrix and row-major values.</summary>
internal static class MatrixPart
{
    /// <summary>Copies one way or the other.</summary>
    /// <param name="matrix">The matrix, which shards may share.</param>
    /// <param name="range">The panels of the shard.</param>
    /// <param name="rowMajor"><c>batch x units</c>: of the whole population, or of the shard alone.</param>
    /// <param name="whole">Whether the values are those of the whole population.</param>
    /// <param name="restore">Whether values go into the matrix.</param>
    public static void Copy(PanelMatrix matrix, PanelRange range, Span<float> rowMajor, bool whole, bool restore)
    {
        var (first, own) = (range.FirstUnit(matrix.Layout), range.Units(matrix.Layout));
        var (stride, offset) = whole ? (matrix.Units, first) : (own, 0);
        for (var sample = 0; sample < matrix.Batch; sample++)
        {
            for (var unit = 0; unit < own; unit++)
            {
                ref var value = ref rowMajor[(sample * stride) + offset + unit];
                if (restore)
                {
                    matrix[sample, first + unit] = value;
                }
                else
                {
                    value = matrix[sample, first + unit];
                }
            }
        }
    }
}
