using Neuro.Units.Messages;
using Neuro.Units.Randomness;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <content>Learned inverses: difference target propagation (Lee, Zhang, Fischer, Bengio 2015).</content>
public sealed unsafe partial class LayerPopulation
{
    /// <summary><c>g(target above) - g(rates above)</c>, g(x) = f(V x + c): what the inverse cannot find again it gets wrong in both, and the difference drops it.</summary>
    private void FindErrorThroughInverse(Message? above, Message own)
    {
        if (above is null)
        {
            _error.Clear(PanelRange.Whole(Layout));
            return;
        }

        var inverse = _synapses[_inverse!.Index]!;
        inverse.Current(above.Rate, null, _term, _phase);
        Activate(_term, _other);
        inverse.Current(above.Of(Content.Target), null, _term, _phase);
        Activate(_term, _error);
        Kernels.Difference(_error.Length, 1f, _error.Pointer, _spec.DropsInverseError ? _other.Pointer : own.Rate.Pointer, _error.Pointer);
    }

    private void Corrupt(in TrialContext trial, Message own)
    {
        var corrupted = own.Of(Content.Corrupted);
        corrupted.CopyFrom(own.Rate);
        var key = _noise.ForStep(trial.Trial);
        for (var sample = 0; sample < Batch; sample++)
        {
            var stream = new RandomStream(key.ForSample(sample));
            for (var panel = 0; panel < Layout.Panels; panel++)
            {
                var units = Layout.UnitsIn(panel);
                var row = new Span<float>(_term.Row(panel, sample), units);
                stream.FillNormal(row, panel * Layout.Width);
                var target = corrupted.Row(panel, sample);
                for (var unit = 0; unit < units; unit++)
                {
                    target[unit] += (float)_spec.Corruption * row[unit];
                }
            }
        }
    }

    private void Echo(ReadOnlySpan<Message?> inputs, Message own)
    {
        var echo = own.Of(Content.Echo);
        if (inputs[_corrupted!.Index] is not { } below)
        {
            echo.Clear(PanelRange.Whole(Layout));
            return;
        }

        Forward.Current(below.Of(Content.Corrupted), null, _term, _phase);
        Activate(_term, echo);
    }

    /// <summary>V and c follow <c>|g(echo) - n|^2</c> downhill, n being what was said with noise.</summary>
    private void Invert(in TrialContext trial, ReadOnlySpan<Message?> inputs, Message own)
    {
        if (!trial.Lasting || inputs[_inverse!.Index] is not { } above)
        {
            return;
        }

        var inverse = _synapses[_inverse.Index]!;
        var echo = above.Of(Content.Echo);
        inverse.Current(echo, null, _term, _phase);
        Activate(_term, _other);
        Kernels.Difference(_error.Length, 2f, own.Of(Content.Corrupted).Pointer, _other.Pointer, _error.Pointer);
        Kernels.ErrorSlope(_spec.Activation, _error.Length, _error.Pointer, _term.Pointer, _other.Pointer, _error.Pointer);
        inverse.Learn(echo, null, _error, trial.Epoch, _phase);
    }
}
