namespace Neuro.Units.Losses;

/// <summary>The value of a loss, for metrics.</summary>
public static class LossValue
{
    private const double Smallest = 1e-12;

    /// <summary>C of one sample.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="rates">Output rates.</param>
    /// <param name="target">Target rates, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Of(Loss loss, ReadOnlySpan<float> rates, ReadOnlySpan<float> target)
    {
        if (rates.Length != target.Length)
        {
            throw new ArgumentException($"expected {rates.Length} target rates, found {target.Length}", nameof(target));
        }

        var sum = 0.0;
        for (var i = 0; i < rates.Length; i++)
        {
            double r = rates[i];
            double y = target[i];
            sum += loss switch
            {
                Loss.MeanSquaredError => 0.5 * (r - y) * (r - y),
                Loss.SoftmaxCrossEntropy => -(y * Math.Log(Math.Max(r, Smallest))),
                _ => -(y * Math.Log(Math.Max(r, Smallest))) - ((1 - y) * Math.Log(Math.Max(1 - r, Smallest))),
            };
        }

        return sum;
    }
}
