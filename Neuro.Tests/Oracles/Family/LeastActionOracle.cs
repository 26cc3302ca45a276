namespace Neuro.Tests.Oracles.Family;

/// <summary>Least action: predictive coding that looks ahead, learns at every step and has no phases.</summary>
/// <param name="weights">The network, which changes at every step. U is not looked at.</param>
/// <param name="rho">Rate of a value unit; the input is a rate already.</param>
/// <param name="h">Euler step over the time constant.</param>
/// <param name="lambda">Share of the newest difference in the slope that is looked ahead by; 1 for the plain difference.</param>
internal sealed class LeastActionOracle(FamilyWeights weights, Rho rho, double h, double lambda)
{
    private double[][][] _forces = [];
    private double[][][] _ahead = [];
    private bool _begun;

    public FamilyWeights Weights => weights;

    /// <summary>u by sample and layer; layer 0 is the input of the last step.</summary>
    public double[][][] States { get; private set; } = [];

    /// <summary>delta by sample and layer, from layer 1, of the last step.</summary>
    public double[][][] Errors { get; private set; } = [];

    /// <summary>F by sample and layer, from layer 1, of the last step.</summary>
    public double[][][] Forces => _forces;

    /// <summary>eta_k at index k; shared by W_k and b_k.</summary>
    public double[] Rates { get; init; } = new double[weights.Units.Length];

    /// <summary>Some steps with one batch; states go on from those of the trial before.</summary>
    public PredictiveTrial RunTrial(double[][] inputs, double[][] targets, int steps, double beta)
    {
        for (var t = 0; t < steps; t++)
        {
            Step(inputs, targets, beta);
        }

        return new PredictiveTrial(Copy(States), Copy(Errors), weights.Copy());
    }

    /// <summary>Starts a run from given states (by sample and layer); without it a run starts at 0.</summary>
    public void Begin(double[][][] states)
    {
        States = Copy(states);
        Errors = Zeros(states.Length);
        _forces = Zeros(states.Length);
        _ahead = Zeros(states.Length);
        _begun = false;
    }

    public void Step(double[][] inputs, double[][] targets, double beta)
    {
        if (States.Length == 0)
        {
            Begin(Zeros(inputs.Length));
        }

        var change = new FamilyWeights(weights.Units);
        for (var sample = 0; sample < inputs.Length; sample++)
        {
            var u = States[sample];
            u[0] = inputs[sample];
            var predictions = PredictionsOf(u);
            double[][] errors = [.. u.Select((layer, k) => k == 0 ? [] : layer.Zip(predictions[k], (x, mu) => x - mu).ToArray())];
            AddProducts(change, h / inputs.Length, u, errors);
            var forces = ForcesOf(u, predictions, errors, targets[sample], beta);
            States[sample] = Move(sample, u, forces);
            Errors[sample] = errors;
            _forces[sample] = forces;
        }

        _begun = true;
        for (var k = 1; k <= weights.Top; k++)
        {
            for (var i = 0; i < weights.Units[k]; i++)
            {
                weights.B[k][i] += Rates[k] * change.B[k][i];
                for (var j = 0; j < weights.Units[k - 1]; j++)
                {
                    weights.W[k][i][j] += Rates[k] * change.W[k][i][j];
                }
            }
        }
    }

    private double[][] Move(int sample, double[][] u, double[][] forces)
    {
        var next = new double[u.Length][];
        next[0] = u[0];
        for (var k = 1; k <= weights.Top; k++)
        {
            next[k] = new double[u[k].Length];
            for (var i = 0; i < next[k].Length; i++)
            {
                var slope = _begun ? forces[k][i] - _forces[sample][k][i] : 0;
                _ahead[sample][k][i] = ((1 - lambda) * _ahead[sample][k][i]) + (lambda * slope);
                next[k][i] = u[k][i] + (h * (forces[k][i] - u[k][i])) + _ahead[sample][k][i];
            }
        }

        return next;
    }

    private double[][] PredictionsOf(double[][] u)
    {
        var predictions = new double[u.Length][];
        predictions[0] = [];
        for (var k = 1; k <= weights.Top; k++)
        {
            predictions[k] = new double[u[k].Length];
            for (var i = 0; i < u[k].Length; i++)
            {
                predictions[k][i] = weights.B[k][i];
                for (var j = 0; j < u[k - 1].Length; j++)
                {
                    predictions[k][i] += weights.W[k][i][j] * RateOf(k - 1, u[k - 1][j]);
                }
            }
        }

        return predictions;
    }

    private double[][] ForcesOf(double[][] u, double[][] predictions, double[][] errors, double[] target, double beta)
    {
        var forces = new double[u.Length][];
        forces[0] = [];
        for (var k = 1; k <= weights.Top; k++)
        {
            forces[k] = new double[u[k].Length];
            for (var i = 0; i < u[k].Length; i++)
            {
                var error = 0.0;
                for (var j = 0; k < weights.Top && j < u[k + 1].Length; j++)
                {
                    error += weights.W[k + 1][j][i] * errors[k + 1][j];
                }

                forces[k][i] = predictions[k][i] + (k == weights.Top ? beta * (target[i] - u[k][i]) : rho.Slope(u[k][i]) * error);
            }
        }

        return forces;
    }

    private void AddProducts(FamilyWeights to, double factor, double[][] u, double[][] errors)
    {
        for (var k = 1; k <= weights.Top; k++)
        {
            for (var i = 0; i < u[k].Length; i++)
            {
                to.B[k][i] += factor * errors[k][i];
                for (var j = 0; j < u[k - 1].Length; j++)
                {
                    to.W[k][i][j] += factor * errors[k][i] * RateOf(k - 1, u[k - 1][j]);
                }
            }
        }
    }

    private double RateOf(int layer, double state) => layer == 0 ? state : rho.Rate(state);

    private double[][][] Zeros(int samples) => [.. Enumerable.Range(0, samples).Select(_ => weights.Units.Select(n => new double[n]).ToArray())];

    private static double[][][] Copy(double[][][] states) => [.. states.Select(state => state.Select(s => (double[])s.Clone()).ToArray())];
}
