namespace Neuro.Tests.Oracles;

/// <summary>
/// Algorithm 1 of the ghost paper, written down literally: plain loops over examples and units in double precision, a full matrix
/// V_b per example where the paper says "example by example". Slow, and independent of the simulator.
/// </summary>
/// <remarks>
/// Every right-hand side is old: a step first computes all errors, new states and weight changes, then replaces all of them.
/// A change per step is <c>eta h mean_b(post pre)</c>; that of an example's own V_b is <c>kappa post pre</c>.
/// </remarks>
internal sealed class GhostOracle
{
    private readonly GhostOracleSettings _settings;

    public GhostOracle(GhostOracleSettings settings)
    {
        _settings = settings;
        var units = settings.Units;
        for (var l = 1; l <= settings.Top; l++)
        {
            Wf[l] = Dense.Zeros(units[l], units[l - 1]);
            WfBias[l] = new double[units[l]];
            if (l >= 2)
            {
                Wb[l] = Dense.Zeros(units[l - 1], units[l]);
                Vf[l] = Dense.Zeros(settings.Ghosts[l], units[l - 1]);
                VfBias[l] = new double[settings.Ghosts[l]];
                Vb[l] = Dense.Zeros(units[l - 1], settings.Ghosts[l]);
            }
        }
    }

    private enum Phase
    {
        Sweep,
        Prediction,
        Nudging,
    }

    /// <summary>W_f into layer l, n_l x n_(l-1).</summary>
    public Dictionary<int, double[][]> Wf { get; } = [];

    public Dictionary<int, double[]> WfBias { get; } = [];

    /// <summary>W_b from layer l, n_(l-1) x n_l.</summary>
    public Dictionary<int, double[][]> Wb { get; } = [];

    /// <summary>V_f into ghost population l, m_l x n_(l-1).</summary>
    public Dictionary<int, double[][]> Vf { get; } = [];

    public Dictionary<int, double[]> VfBias { get; } = [];

    /// <summary>V_b from ghost population l, n_(l-1) x m_l.</summary>
    public Dictionary<int, double[][]> Vb { get; } = [];

    /// <summary>s of every example and layer after the last step; layer 0 holds the input.</summary>
    public double[][][] States { get; private set; } = [];

    /// <summary>g of every example and ghost population.</summary>
    public double[][][] Ghosts { get; private set; } = [];

    /// <summary>e of every example and layer, of the last step.</summary>
    public double[][][] Errors { get; private set; } = [];

    public GhostOracleSettings Settings => _settings;

    private double[][][][] ExampleVb { get; set; } = [];

    /// <summary>Runs one trial; states start at 0.</summary>
    /// <param name="inputs">One row of rates per example.</param>
    /// <param name="targets">One row of rates per example.</param>
    /// <param name="forwardFactor">Factor on eta_W, for schedules over epochs.</param>
    public void RunTrial(double[][] inputs, double[][] targets, double forwardFactor = 1)
    {
        var batch = inputs.Length;
        States = [.. inputs.Select(x => PerLayer(l => l == 0 ? x : new double[_settings.Units[l]]))];
        Ghosts = [.. inputs.Select(_ => PerLayer(l => new double[_settings.Ghosts[l]]))];
        ExampleVb = new double[batch][][][];
        for (var b = 0; b < batch; b++)
        {
            ExampleVb[b] = new double[_settings.Top + 1][][];
            for (var l = 2; l <= _settings.Top; l++)
            {
                ExampleVb[b][l] = Dense.Zeros(_settings.Units[l - 1], _settings.Ghosts[l]);
            }
        }

        Repeat(_settings.Sweep ? _settings.Top : 0, Phase.Sweep);
        Repeat(_settings.PredictionSteps, Phase.Prediction);
        Repeat(_settings.NudgingSteps, Phase.Nudging);

        void Repeat(int steps, Phase phase)
        {
            for (var step = 0; step < steps; step++)
            {
                Step(phase, targets, forwardFactor);
            }
        }
    }

    private void Step(Phase phase, double[][] targets, double forwardFactor)
    {
        var h = phase == Phase.Sweep ? 1 : _settings.H;
        var batch = States.Length;
        Errors = new double[batch][][];
        var newStates = new double[batch][][];
        var newGhosts = new double[batch][][];
        for (var b = 0; b < batch; b++)
        {
            Errors[b] = ErrorsOf(b, phase, targets[b]);
            newStates[b] = PerLayer(l => l == 0 ? States[b][0] : Euler(h, States[b][l], Current(Wf[l], WfBias[l], b, l - 1), Errors[b][l]));
            newGhosts[b] = PerLayer(l => l < 2 ? [] : Euler(h, Ghosts[b][l], Current(Vf[l], VfBias[l], b, l - 1), null));
        }

        Learn(phase, forwardFactor);
        States = newStates;
        Ghosts = newGhosts;
    }

    private double[][] ErrorsOf(int b, Phase phase, double[] target) => PerLayer(l =>
    {
        var error = new double[_settings.Units[l]];
        if (l == 0 || phase == Phase.Sweep)
        {
            return error;
        }

        if (l == _settings.Top)
        {
            for (var i = 0; i < error.Length && phase == Phase.Nudging; i++)
            {
                var rate = _settings.Rho.Rate(States[b][l][i]);
                error[i] = _settings.Beta * (target[i] - rate) / (_settings.CrossEntropy ? rate * (1 - rate) : 1);
            }

            return error;
        }

        var above = Rates(States[b][l + 1]);
        var ghosts = Rates(Ghosts[b][l + 1]);
        for (var i = 0; i < error.Length; i++)
        {
            for (var j = 0; j < above.Length; j++)
            {
                error[i] += Wb[l + 1][i][j] * above[j];
            }

            for (var k = 0; k < ghosts.Length; k++)
            {
                error[i] -= (Vb[l + 1][i][k] + ExampleVb[b][l + 1][i][k]) * ghosts[k];
            }
        }

        return error;
    });

    private void Learn(Phase phase, double forwardFactor)
    {
        var mean = _settings.H / States.Length;
        for (var b = 0; b < States.Length; b++)
        {
            for (var l = 1; l <= _settings.Top && phase == Phase.Nudging; l++)
            {
                var signal = Errors[b][l].Zip(States[b][l], (e, s) => e * _settings.Rho.Slope(s)).ToArray();
                Change(Wf[l], WfBias[l], _settings.ForwardRates[l] * forwardFactor * mean, signal, PresynapticRates(b, l - 1));
            }

            for (var l = 2; l <= _settings.Top && phase == Phase.Prediction; l++)
            {
                if (_settings.MimicryRates[l] != 0)
                {
                    var signal = States[b][l].Zip(Ghosts[b][l], (s, g) => s - g).ToArray();
                    Change(Vf[l], VfBias[l], _settings.MimicryRates[l] * mean, signal, PresynapticRates(b, l - 1));
                }

                var ghosts = Rates(Ghosts[b][l]);
                Dense.AddOuter(Vb[l], _settings.CancelRates[l] * mean, Errors[b][l - 1], ghosts);
                Dense.AddOuter(ExampleVb[b][l], _settings.ExampleRates[l], Errors[b][l - 1], ghosts);
            }
        }

        for (var l = 2; l <= _settings.Top && _settings.TransposeFeedback; l++)
        {
            Wb[l] = Dense.Transpose(Wf[l]);
        }
    }

    private void Change(double[][] weights, double[] bias, double factor, double[] signal, double[] rates)
    {
        Dense.AddOuter(weights, factor, signal, rates);
        for (var i = 0; i < bias.Length && _settings.Biases; i++)
        {
            bias[i] += factor * signal[i];
        }
    }

    private double[] Current(double[][] weights, double[] bias, int b, int below)
    {
        var current = Dense.Times(weights, PresynapticRates(b, below));
        for (var i = 0; i < current.Length; i++)
        {
            current[i] += bias[i];
        }

        return current;
    }

    /// <summary>The input is given as rates, every other layer as potentials.</summary>
    private double[] PresynapticRates(int b, int layer) => layer == 0 ? States[b][0] : Rates(States[b][layer]);

    private double[] Rates(double[] states) => Array.ConvertAll(states, s => _settings.Rho.Rate(s));

    private double[][] PerLayer(Func<int, double[]> make) => [.. Enumerable.Range(0, _settings.Top + 1).Select(make)];

    private static double[] Euler(double h, double[] state, double[] current, double[]? error)
    {
        var next = new double[state.Length];
        for (var i = 0; i < next.Length; i++)
        {
            next[i] = state[i] + (h * (-state[i] + current[i] + (error is null ? 0 : error[i])));
        }

        return next;
    }
}
