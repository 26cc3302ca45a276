namespace Neuro.Experiments.Measures;

/// <summary>What a layer's forward weights are to change by, before any rate, optimiser and regulariser: the mean over samples of signal times rate below, kept as these two.</summary>
/// <param name="layer">The layer.</param>
/// <param name="samples">Number of samples.</param>
/// <param name="signals">Its signals, row-major <c>samples x units</c>.</param>
/// <param name="rates">The rates that it reads, row-major <c>samples x units read</c>.</param>
internal sealed class LayerUpdate(string layer, int samples, double[] signals, double[] rates)
{
    /// <summary>The layer.</summary>
    public string Layer => layer;

    /// <summary>Units of the layer.</summary>
    public int Post => signals.Length / samples;

    /// <summary>Units that it reads.</summary>
    public int Pre => rates.Length / samples;

    /// <summary>The change of one weight.</summary>
    public double this[int post, int pre]
    {
        get
        {
            var sum = 0.0;
            for (var sample = 0; sample < samples; sample++)
            {
                sum += signals[(sample * Post) + post] * rates[(sample * Pre) + pre];
            }

            return sum / samples;
        }
    }

    /// <summary>Units below that are not silent in all samples: the others' weights do not change.</summary>
    public IReadOnlyList<int> ActivePre() => [.. Enumerable.Range(0, Pre).Where(pre => Enumerable.Range(0, samples).Any(sample => rates[(sample * Pre) + pre] != 0))];

    /// <summary>Cosine between all entries of two changes of the same layer on the same samples; NaN when one is zero.</summary>
    public static double Cosine(LayerUpdate a, LayerUpdate b) => Inner(a, b) / (a.Norm * b.Norm);

    /// <summary>Norm of all entries.</summary>
    public double Norm => Math.Sqrt(Inner(this, this));

    /// <summary>Signals of all samples, row-major.</summary>
    public ReadOnlySpan<double> Signals => signals;

    /// <summary>Inner product without the entries: the sum over pairs of samples of (signal . signal) (rate . rate).</summary>
    private static double Inner(LayerUpdate a, LayerUpdate b)
    {
        var sum = 0.0;
        for (var first = 0; first < a.Samples; first++)
        {
            for (var second = 0; second < b.Samples; second++)
            {
                sum += Vectors.Dot(a.SignalOf(first), b.SignalOf(second)) * Vectors.Dot(a.RateOf(first), b.RateOf(second));
            }
        }

        return sum / ((double)a.Samples * b.Samples);
    }

    private int Samples => samples;

    private ReadOnlySpan<double> SignalOf(int sample) => signals.AsSpan(sample * Post, Post);

    private ReadOnlySpan<double> RateOf(int sample) => rates.AsSpan(sample * Pre, Pre);
}
