namespace Neuro.Tests.Oracles;

/// <summary>The few operations on plain matrices (rows of doubles) that the oracles need.</summary>
internal static class Dense
{
    public static double[][] Zeros(int rows, int columns)
    {
        var matrix = new double[rows][];
        for (var i = 0; i < rows; i++)
        {
            matrix[i] = new double[columns];
        }

        return matrix;
    }

    public static double[] Times(double[][] matrix, double[] vector)
    {
        var result = new double[matrix.Length];
        for (var i = 0; i < matrix.Length; i++)
        {
            var row = matrix[i];
            var sum = 0.0;
            for (var j = 0; j < vector.Length; j++)
            {
                sum += row[j] * vector[j];
            }

            result[i] = sum;
        }

        return result;
    }

    /// <summary>matrix += factor * left right^T.</summary>
    public static void AddOuter(double[][] matrix, double factor, double[] left, double[] right)
    {
        for (var i = 0; i < left.Length && factor != 0; i++)
        {
            var row = matrix[i];
            for (var j = 0; j < right.Length; j++)
            {
                row[j] += factor * left[i] * right[j];
            }
        }
    }

    public static double[][] Transpose(double[][] matrix)
    {
        var result = Zeros(matrix[0].Length, matrix.Length);
        for (var i = 0; i < matrix.Length; i++)
        {
            for (var j = 0; j < matrix[i].Length; j++)
            {
                result[j][i] = matrix[i][j];
            }
        }

        return result;
    }

    public static double[][] Copy(double[][] matrix) => [.. matrix.Select(row => (double[])row.Clone())];

    public static double[] Flatten(double[][] matrix) => [.. matrix.SelectMany(row => row)];

    /// <summary>Solves a square system by Gaussian elimination with partial pivoting.</summary>
    public static double[] Solve(double[][] matrix, double[] right)
    {
        var a = Copy(matrix);
        var x = (double[])right.Clone();
        var n = x.Length;
        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < n; row++)
            {
                if (Math.Abs(a[row][column]) > Math.Abs(a[pivot][column]))
                {
                    pivot = row;
                }
            }

            (a[column], a[pivot]) = (a[pivot], a[column]);
            (x[column], x[pivot]) = (x[pivot], x[column]);
            for (var row = column + 1; row < n; row++)
            {
                var factor = a[row][column] / a[column][column];
                for (var k = column; k < n; k++)
                {
                    a[row][k] -= factor * a[column][k];
                }

                x[row] -= factor * x[column];
            }
        }

        for (var row = n - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < n; k++)
            {
                x[row] -= a[row][k] * x[k];
            }

            x[row] /= a[row][row];
        }

        return x;
    }
}
