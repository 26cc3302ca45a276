using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Measures;

/// <summary>The weights of a projection as measures see them, be they its own or those that it shares.</summary>
internal static class ProjectionWeights
{
    /// <summary>Row-major <c>post x pre</c>; between runs only.</summary>
    public static float[] Of(WeightStore weights, ProjectionSpec projection)
    {
        var matrix = weights[projection.SharesTransposeOf ?? projection.Name];
        var values = new float[matrix.Post * matrix.Pre];
        matrix.CopyTo(values);
        return projection.SharesTransposeOf is null ? values : Transposed(values, matrix.Post, matrix.Pre);
    }

    private static float[] Transposed(float[] values, int rows, int columns)
    {
        var transposed = new float[values.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                transposed[(column * rows) + row] = values[(row * columns) + column];
            }
        }

        return transposed;
    }
}
