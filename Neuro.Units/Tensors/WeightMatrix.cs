namespace Neuro.Units.Tensors;

/// <summary>The weights of one projection, <c>post x pre</c>, kept as <c>[panels][rows][width]</c>, and its optional bias.</summary>
/// <remarks>
/// Lanes run over the postsynaptic units and rows over the presynaptic ones, so that a current is a sum of rows and a plastic
/// change a row update. Onto a narrow population (at most 16 units) lanes run over the presynaptic units, since the few
/// postsynaptic ones would fill no vector. Padding lanes are zero and stay zero. One owner writes; not thread-safe.
/// </remarks>
public sealed unsafe class WeightMatrix
{
    private readonly AlignedBuffer _weights;
    private readonly AlignedBuffer? _bias;

    /// <summary>Creates zero weights.</summary>
    /// <param name="post">Postsynaptic units, at least 1.</param>
    /// <param name="pre">Presynaptic units, at least 1.</param>
    /// <param name="hasBias">Whether a constant presynaptic rate of 1 has weights of its own.</param>
    public WeightMatrix(int post, int pre, bool hasBias)
    {
        PostLayout = new PanelLayout(post);
        PreLayout = new PanelLayout(pre);
        LanesOverPre = post <= PanelLayout.Narrow;
        LaneLayout = LanesOverPre ? PreLayout : PostLayout;
        Rows = LanesOverPre ? post : pre;
        PanelStride = (nint)Rows * LaneLayout.Width;
        _weights = new AlignedBuffer(checked(LaneLayout.PaddedUnits * Rows));
        _bias = hasBias ? new AlignedBuffer(PostLayout.PaddedUnits) : null;
    }

    /// <summary>Postsynaptic units.</summary>
    public int Post => PostLayout.Units;

    /// <summary>Presynaptic units.</summary>
    public int Pre => PreLayout.Units;

    /// <summary>Whether the projection has a bias.</summary>
    public bool HasBias => _bias is not null;

    /// <summary>Number of plastic values: weights and biases.</summary>
    public int Count => (Post * Pre) + (HasBias ? Post : 0);

    internal PanelLayout PostLayout { get; }

    internal PanelLayout PreLayout { get; }

    /// <summary>Whether lanes run over the presynaptic units and rows over the postsynaptic ones.</summary>
    internal bool LanesOverPre { get; }

    /// <summary>The side that lanes run over.</summary>
    internal PanelLayout LaneLayout { get; }

    /// <summary>Rows of a panel: the units of the other side.</summary>
    internal int Rows { get; }

    /// <summary>Values from one panel of lanes to the next.</summary>
    internal nint PanelStride { get; }

    /// <summary>One weight.</summary>
    /// <param name="post">Postsynaptic unit.</param>
    /// <param name="pre">Presynaptic unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the matrix.</exception>
    public float this[int post, int pre]
    {
        get => *At(post, pre);
        set => *At(post, pre) = value;
    }

    /// <summary>Copies the weights out, row-major <c>post x pre</c>.</summary>
    /// <param name="rowMajor">Exactly post * pre values.</param>
    public void CopyTo(Span<float> rowMajor)
    {
        CheckLength(rowMajor.Length, Post * Pre);
        for (var i = 0; i < Post; i++)
        {
            for (var j = 0; j < Pre; j++)
            {
                rowMajor[(i * Pre) + j] = *Address(i, j);
            }
        }
    }

    /// <summary>Copies weights in, row-major <c>post x pre</c>.</summary>
    /// <param name="rowMajor">Exactly post * pre values.</param>
    public void CopyFrom(ReadOnlySpan<float> rowMajor)
    {
        CheckLength(rowMajor.Length, Post * Pre);
        for (var i = 0; i < Post; i++)
        {
            for (var j = 0; j < Pre; j++)
            {
                *Address(i, j) = rowMajor[(i * Pre) + j];
            }
        }
    }

    /// <summary>Copies the biases out; nothing when there are none.</summary>
    /// <param name="bias">Exactly post values.</param>
    public void CopyBiasTo(Span<float> bias)
    {
        CheckLength(bias.Length, Post);
        if (_bias is not null)
        {
            _bias.Span[..Post].CopyTo(bias);
        }
    }

    /// <summary>Copies biases in.</summary>
    /// <param name="bias">Exactly post values.</param>
    /// <exception cref="InvalidOperationException">The projection has no bias.</exception>
    public void CopyBiasFrom(ReadOnlySpan<float> bias)
    {
        CheckLength(bias.Length, Post);
        if (_bias is null)
        {
            throw new InvalidOperationException("these weights have no bias");
        }

        bias.CopyTo(_bias.Span);
    }

    internal AlignedBuffer Buffer => _weights;

    /// <summary>Where the biases are; null when there are none.</summary>
    internal AlignedBuffer? BiasBuffer => _bias;

    /// <summary>All weights with their padding, a whole number of half panels.</summary>
    internal Span<float> AllWeights => _weights.Span;

    /// <summary>All biases with their padding; empty when there are none.</summary>
    internal Span<float> AllBiases => _bias is null ? [] : _bias.Span;

    /// <summary>The rows of one panel of lanes.</summary>
    internal float* Panel(int panel) => _weights.Pointer + (panel * PanelStride);

    internal float* Bias(int panel) => _bias is null ? null : _bias.Pointer + (panel * PostLayout.Width);

    private float* At(int post, int pre)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(post);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(post, Post);
        ArgumentOutOfRangeException.ThrowIfNegative(pre);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(pre, Pre);
        return Address(post, pre);
    }

    private float* Address(int post, int pre)
    {
        var (lane, row) = LanesOverPre ? (pre, post) : (post, pre);
        var width = LaneLayout.Width;
        return Panel(lane / width) + ((nint)row * width) + (lane % width);
    }

    private static void CheckLength(int found, int expected)
    {
        if (found != expected)
        {
            throw new ArgumentException($"expected {expected} values, found {found}", nameof(found));
        }
    }
}
