namespace Neuro.Tests.Oracles;

/// <summary>The fixed point of a ghost network whose rates are its potentials: one linear system, solved by elimination.</summary>
/// <remarks>
/// <c>s_l = W_l s_(l-1) + b_l + W_b s_(l+1) - V_b g_(l+1)</c>, <c>g_l = V_f s_(l-1) + b</c>, and at the output
/// <c>s_L = W_L s_(L-1) + b_L + beta (y - s_L)</c>.
/// </remarks>
internal sealed class LinearSteadyState
{
    private readonly GhostOracle _weights;
    private readonly GhostOracleSettings _settings;
    private readonly int[] _stateAt;
    private readonly int[] _ghostAt;
    private readonly int _size;

    public LinearSteadyState(GhostOracle weights)
    {
        _weights = weights;
        var settings = weights.Settings;
        _settings = settings;
        _stateAt = new int[settings.Top + 1];
        _ghostAt = new int[settings.Top + 1];
        for (var l = 1; l <= settings.Top; l++)
        {
            _stateAt[l] = _size;
            _size += settings.Units[l];
            _ghostAt[l] = _size;
            _size += settings.Ghosts[l];
        }
    }

    /// <summary>Solves for one example.</summary>
    /// <param name="input">Rates of the input.</param>
    /// <param name="target">Rates that the output is nudged to.</param>
    /// <param name="beta">Strength of nudging; 0 in the prediction phase.</param>
    /// <returns>s and g by layer; entries that mean nothing are empty.</returns>
    public (double[][] States, double[][] Ghosts) Solve(double[] input, double[] target, double beta)
    {
        var matrix = Dense.Zeros(_size, _size);
        var right = new double[_size];
        for (var l = 1; l <= _settings.Top; l++)
        {
            for (var i = 0; i < _settings.Units[l]; i++)
            {
                var row = _stateAt[l] + i;
                matrix[row][row] = 1;
                Subtract(matrix[row], right, row, _weights.Wf[l][i], _weights.WfBias[l][i], l, input);
                if (l == _settings.Top)
                {
                    matrix[row][row] += beta;
                    right[row] += beta * target[i];
                    continue;
                }

                for (var j = 0; j < _settings.Units[l + 1]; j++)
                {
                    matrix[row][_stateAt[l + 1] + j] -= _weights.Wb[l + 1][i][j];
                }

                for (var k = 0; k < _settings.Ghosts[l + 1]; k++)
                {
                    matrix[row][_ghostAt[l + 1] + k] += _weights.Vb[l + 1][i][k];
                }
            }

            for (var k = 0; k < _settings.Ghosts[l]; k++)
            {
                var row = _ghostAt[l] + k;
                matrix[row][row] = 1;
                Subtract(matrix[row], right, row, _weights.Vf[l][k], _weights.VfBias[l][k], l, input);
            }
        }

        var solution = Dense.Solve(matrix, right);
        return (Cut(solution, _stateAt, _settings.Units), Cut(solution, _ghostAt, _settings.Ghosts));
    }

    private void Subtract(double[] row, double[] right, int at, double[] weights, double bias, int layer, double[] input)
    {
        right[at] += bias;
        for (var j = 0; j < weights.Length; j++)
        {
            if (layer == 1)
            {
                right[at] += weights[j] * input[j];
            }
            else
            {
                row[_stateAt[layer - 1] + j] -= weights[j];
            }
        }
    }

    private static double[][] Cut(double[] values, int[] at, int[] counts) =>
        [.. counts.Select((count, l) => l == 0 ? [] : values[at[l]..(at[l] + count)])];
}
