using Neuro.Units.Tensors;

namespace Neuro.Units.Losses;

/// <summary><c>h = exp(a) / sum exp(a)</c> of every sample, in double precision, units in order.</summary>
internal static class Softmax
{
    /// <summary>Computes rates from states; the largest state is subtracted first. Padding is left alone.</summary>
    /// <param name="states"><c>batch x units</c>.</param>
    /// <param name="rates">The same shape.</param>
    public static void Of(PanelMatrix states, PanelMatrix rates)
    {
        for (var sample = 0; sample < states.Batch; sample++)
        {
            var largest = float.NegativeInfinity;
            for (var unit = 0; unit < states.Units; unit++)
            {
                largest = MathF.Max(largest, states[sample, unit]);
            }

            var sum = 0.0;
            for (var unit = 0; unit < states.Units; unit++)
            {
                var value = Math.Exp((double)states[sample, unit] - largest);
                rates[sample, unit] = (float)value;
                sum += value;
            }

            for (var unit = 0; unit < states.Units; unit++)
            {
                rates[sample, unit] = (float)(rates[sample, unit] / sum);
            }
        }
    }
}
