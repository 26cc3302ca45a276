using Neuro.Units.Kernels;
using Neuro.Units.Populations;
using Neuro.Units.Tensors;

namespace Neuro.Units.Synapses;

/// <summary>
/// Fast synapses of each example: <c>c_b += kappa sum_k e_b(k) (rho(g_b(k)) . rho(g_b))</c>, from the errors and ghost rates
/// of the trial's past steps, without ever forming a matrix per example.
/// </summary>
/// <remarks>Ghost paper, Eq. 6 "example by example". Inner products run over the ghosts in blocks of one panel, panels in order.</remarks>
internal sealed unsafe class TrialCancellation
{
    // Constants
    private readonly RuleState _rule;
    private readonly int _batch;

    // State: the steps of the open trial.
    private readonly PanelMatrix[] _errors;
    private readonly PanelMatrix[] _ghostRates;
    private int _count;

    // Scratch: coefficient of each past step for each sample, [step][batch].
    private readonly float[] _coefficients;
    private int _used;

    public TrialCancellation(RuleState rule, int steps, int batch, int post, int ghosts)
    {
        _rule = rule;
        _batch = batch;
        _errors = new PanelMatrix[steps];
        _ghostRates = new PanelMatrix[steps];
        for (var step = 0; step < steps; step++)
        {
            _errors[step] = new PanelMatrix(batch, post);
            _ghostRates[step] = new PanelMatrix(batch, ghosts);
        }

        _coefficients = new float[steps * batch];
    }

    public void Open()
    {
        _count = 0;
        _used = 0;
    }

    /// <summary>Computes how much each past step weighs now.</summary>
    public void Prepare(PanelMatrix rates)
    {
        _used = _count;
        for (var step = 0; step < _used; step++)
        {
            for (var sample = 0; sample < _batch; sample++)
            {
                _coefficients[(step * _batch) + sample] = _rule.Scale * Dot(_ghostRates[step], rates, sample);
            }
        }
    }

    public void AddTo(in PanelGroup group, float* cancel)
    {
        var width = group.Length / (group.Count * _batch);
        for (var panel = 0; panel < group.Count; panel++)
        {
            for (var step = 0; step < _used; step++)
            {
                var error = _errors[step].Panel(group.First + panel);
                var target = cancel + ((nint)panel * _batch * width);
                for (var sample = 0; sample < _batch; sample++)
                {
                    KernelSet.Best.Add(width, _coefficients[(step * _batch) + sample], error + ((nint)sample * width), target + ((nint)sample * width));
                }
            }
        }
    }

    /// <summary>Keeps the error and, with the first group, the ghost rates of this step.</summary>
    public void Remember(in PanelGroup group, PanelMatrix rates, float* error)
    {
        if (group.First == 0)
        {
            _ghostRates[_count].CopyFrom(rates);
            _count++;
        }

        new ReadOnlySpan<float>(error, group.Length).CopyTo(new Span<float>(_errors[_count - 1].Panel(group.First), group.Length));
    }

    private static float Dot(PanelMatrix a, PanelMatrix b, int sample)
    {
        var sum = 0f;
        for (var panel = 0; panel < a.Layout.Panels; panel++)
        {
            var x = a.Row(panel, sample);
            var y = b.Row(panel, sample);
            var units = a.Layout.UnitsIn(panel);
            var block = 0f;
            for (var lane = 0; lane < units; lane++)
            {
                block = MathF.FusedMultiplyAdd(x[lane], y[lane], block);
            }

            sum += block;
        }

        return sum;
    }
}
