namespace Neuro.Tests.Oracles.Layered;

/// <summary>One matrix of weights (or one row of biases) that an optimiser changes, with what the optimiser remembers of it.</summary>
internal sealed class PlainOptimiser(PlainOptimiserSettings settings, int rows, int columns)
{
    private readonly double[][] _momentum = Dense.Zeros(rows, columns);
    private readonly double[][] _square = Dense.Zeros(rows, columns);
    private readonly double[][] _mean = Dense.Zeros(rows, columns);
    private int _steps;

    /// <summary>One step of weights: decay and orthogonality are part of their gradient.</summary>
    public void Step(double[][] weights, double[][] gradient, double factor = 1)
    {
        var penalty = PlainOrthogonality.Gradient(weights, settings.Orthogonality);
        var full = Dense.Zeros(rows, columns);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                full[i][j] = gradient[i][j] + (settings.WeightDecay * weights[i][j]) + penalty[i][j];
            }
        }

        Change(weights, full, factor);
    }

    /// <summary>One step of biases, which neither decay nor overlap.</summary>
    public void StepBiases(double[] biases, double[] gradient, double factor = 1) => Change([biases], [gradient], factor);

    private void Change(double[][] weights, double[][] gradient, double factor)
    {
        _steps++;
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                weights[i][j] -= factor * settings.Rate * Direction(gradient[i][j], ref _momentum[i][j], ref _square[i][j], ref _mean[i][j]);
            }
        }
    }

    private double Direction(double g, ref double m, ref double v, ref double mean)
    {
        var (mu, r) = (settings.Momentum, settings.SquareDecay);
        switch (settings.Kind)
        {
            case PlainOptimiserKind.Sgd:
                return g;
            case PlainOptimiserKind.Momentum:
                m = (mu * m) + g;
                return m;
            case PlainOptimiserKind.RmsProp when settings.Centred:
                v = (r * v) + ((1 - r) * g * g);
                mean = (r * mean) + ((1 - r) * g);
                m = (mu * m) + (g / Math.Sqrt(v - (mean * mean) + settings.Epsilon));
                return m;
            case PlainOptimiserKind.RmsProp:
                v = (r * v) + ((1 - r) * g * g);
                return g / (Math.Sqrt(v) + settings.Epsilon);
            default:
                m = (mu * m) + ((1 - mu) * g);
                v = (r * v) + ((1 - r) * g * g);
                return settings.BiasCorrection
                    ? m / (1 - Math.Pow(mu, _steps)) / (Math.Sqrt(v / (1 - Math.Pow(r, _steps))) + settings.Epsilon)
                    : m / (Math.Sqrt(v) + settings.Epsilon);
        }
    }
}
