using Neuro.Units.Kernels;
using Neuro.Units.Populations;
using Neuro.Units.Tensors;

namespace Neuro.Units.Synapses;

/// <summary>
/// Fast synapses of each example: <c>c_b += kappa sum_k e_b(k) (rho(g_b(k)) . rho(g_b))</c>, from the errors and ghost rates
/// of the trial's past steps, without ever forming a matrix per example.
/// </summary>
/// <remarks>Ghost paper, Eq. 6 "example by example".</remarks>
internal sealed unsafe class TrialCancellation
{
    // Constants
    private readonly RuleState _rule;
    private readonly int _batch;
    private readonly PanelLayout _post;
    private readonly int _firstPanel;
    private readonly nint _errorStride;
    private readonly nint _ghostStride;

    // State: the errors and ghost rates of the open trial's steps.
    private readonly AlignedBuffer _errors;
    private readonly AlignedBuffer _ghostRates;
    private int _count;

    // Scratch: how much each past step weighs now, for each sample, [step][batch].
    private readonly AlignedBuffer _coefficients;
    private int _used;

    public TrialCancellation(RuleState rule, int steps, int batch, int post, int ghosts, int firstPanel)
    {
        _rule = rule;
        _batch = batch;
        _post = new PanelLayout(post);
        _firstPanel = firstPanel;
        _errorStride = (nint)batch * _post.PaddedUnits;
        _ghostStride = (nint)batch * new PanelLayout(ghosts).PaddedUnits;
        _errors = new AlignedBuffer(checked((int)(steps * _errorStride)));
        _ghostRates = new AlignedBuffer(checked((int)(steps * _ghostStride)));
        _coefficients = new AlignedBuffer(steps * batch);
    }

    /// <summary>Past steps that add to the currents of the step in hand.</summary>
    public int Used => _used;

    public void Open()
    {
        _count = 0;
        _used = 0;
    }

    /// <summary>Weighs each past step by the likeness of its ghost rates to those of now.</summary>
    public void Prepare(PanelMatrix rates)
    {
        _used = _count;
        for (var step = 0; step < _used; step++)
        {
            KernelSet.Best.Dots(rates, _ghostRates.Pointer + (step * _ghostStride), _rule.Scale, _coefficients.Pointer + (step * _batch));
        }
    }

    public void AddTo(in PanelGroup group, float* cancel)
    {
        nint panelLength = _batch * _post.Width;
        for (var panel = 0; panel < group.Count; panel++)
        {
            KernelSet.Best.Combine(
                _used, _batch, _post.Width, _errors.Pointer + ((group.First + panel) * panelLength), _errorStride, _coefficients.Pointer, cancel + (panel * panelLength));
        }
    }

    /// <summary>Keeps the error and, with the first group, the ghost rates of this step.</summary>
    public void Remember(in PanelGroup group, PanelMatrix rates, float* error)
    {
        if (group.First == _firstPanel)
        {
            new ReadOnlySpan<float>(rates.Pointer, rates.Length).CopyTo(new Span<float>(_ghostRates.Pointer + (_count * _ghostStride), rates.Length));
            _count++;
        }

        var target = _errors.Pointer + ((_count - 1) * _errorStride) + ((nint)group.First * _batch * _post.Width);
        new ReadOnlySpan<float>(error, group.Length).CopyTo(new Span<float>(target, group.Length));
    }
}
