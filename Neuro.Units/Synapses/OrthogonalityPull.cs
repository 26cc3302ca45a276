using Neuro.Units.Kernels;
using Neuro.Units.Tensors;

namespace Neuro.Units.Synapses;

/// <summary><c>(M - diag M) W</c> with <c>M = W W^T</c>: a quarter of the gradient of the sum of squares of M off its diagonal (GAIT text, Eq. 23).</summary>
/// <remarks>
/// Weights onto a wide population lie so that both products read them as they are: M is a sum of outer products over the presynaptic units, and the result a product of M
/// with rows that are the presynaptic units. One owner; not thread-safe.
/// </remarks>
internal sealed unsafe class OrthogonalityPull
{
    // Scratch
    private readonly WeightMatrix _result;
    private readonly PanelMatrix? _gram;
    private readonly PanelMatrix? _rows;
    private readonly float[] _row;

    public OrthogonalityPull(WeightMatrix weights)
    {
        _result = new WeightMatrix(weights.Post, weights.Pre, hasBias: false);
        _gram = weights.LanesOverPre ? null : new PanelMatrix(weights.Post, weights.Post);
        _rows = weights.LanesOverPre ? null : new PanelMatrix(weights);
        _row = new float[weights.Post];
    }

    /// <summary>The pull; valid until the next one.</summary>
    public WeightMatrix Of(WeightMatrix weights)
    {
        if (_gram is null)
        {
            return OfFew(weights);
        }

        var kernels = KernelSet.Best;
        kernels.Gram(weights, _gram);
        for (var unit = 0; unit < weights.Post; unit++)
        {
            _gram[unit, unit] = 0f;
        }

        kernels.Product(_rows!, _gram.Layout.Panels, _gram.Pointer, _gram.Layout.Width, null, perSample: false, 1f, _result.Panel(0));
        return _result;
    }

    /// <summary>Of at most 16 postsynaptic units, in double precision.</summary>
    private WeightMatrix OfFew(WeightMatrix weights)
    {
        for (var pre = 0; pre < weights.Pre; pre++)
        {
            for (var post = 0; post < weights.Post; post++)
            {
                _row[post] = weights[post, pre];
            }

            for (var post = 0; post < weights.Post; post++)
            {
                var sum = 0.0;
                for (var other = 0; other < weights.Post; other++)
                {
                    sum += other == post ? 0 : Dot(weights, post, other) * _row[other];
                }

                _result[post, pre] = (float)sum;
            }
        }

        return _result;
    }

    private static double Dot(WeightMatrix weights, int post, int other)
    {
        var sum = 0.0;
        for (var pre = 0; pre < weights.Pre; pre++)
        {
            sum += (double)weights[post, pre] * weights[other, pre];
        }

        return sum;
    }
}
