namespace Neuro.Tests.Oracles;

/// <summary>Two layers that drive one another, each under a threshold, for one sample, in double precision and without messages: said rates are a second array.</summary>
/// <param name="lower">Weights of the input (with a last column for the bias) and of the feedback, time-step ratio, threshold, rho.</param>
/// <param name="upper">Weights of the lower layer's rates, ratio, threshold, rho.</param>
internal sealed class SendOnDeltaOracle((double[][] Input, double[][] Feedback, double Ratio, double Threshold, Rho Rho) lower, (double[][] Forward, double Ratio, double Threshold, Rho Rho) upper)
{
    private readonly double[] _lowerSaid = [.. lower.Input.Select(_ => lower.Rho.Rate(0))];
    private readonly double[] _upperSaid = [.. upper.Forward.Select(_ => upper.Rho.Rate(0))];

    public double[] Lower { get; } = new double[lower.Input.Length];

    public double[] Upper { get; } = new double[upper.Forward.Length];

    /// <summary>How close any rate came to being just at its threshold.</summary>
    public double Margin { get; private set; } = double.PositiveInfinity;

    /// <summary>One step; which units of each layer say something new.</summary>
    public (List<int> Lower, List<int> Upper) Step(double[] input)
    {
        double[] x = [.. input, 1];
        var basal = Dense.Times(lower.Input, x);
        var feedback = Dense.Times(lower.Feedback, _upperSaid);
        var forward = Dense.Times(upper.Forward, _lowerSaid);
        for (var i = 0; i < Lower.Length; i++)
        {
            Lower[i] += lower.Ratio * (-Lower[i] + basal[i] + feedback[i]);
        }

        for (var i = 0; i < Upper.Length; i++)
        {
            Upper[i] += upper.Ratio * (-Upper[i] + forward[i]);
        }

        return (Say(Lower, _lowerSaid, lower.Threshold, lower.Rho), Say(Upper, _upperSaid, upper.Threshold, upper.Rho));
    }

    private List<int> Say(double[] states, double[] said, double threshold, Rho rho)
    {
        var events = new List<int>();
        for (var i = 0; i < states.Length; i++)
        {
            var rate = rho.Rate(states[i]);
            Margin = Math.Min(Margin, Math.Abs(Math.Abs(rate - said[i]) - threshold));
            if (Math.Abs(rate - said[i]) > threshold)
            {
                said[i] = rate;
                events.Add(i);
            }
        }

        return events;
    }
}
