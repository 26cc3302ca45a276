using Neuro.Runtime.Observing;
using Neuro.Units.Losses;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;

namespace Neuro.Experiments.Running;

/// <summary>Reads the network's own answer at the end of the phase that is read out, and counts the right ones.</summary>
internal sealed class ReadOut(ImageTrials trials, Loss loss, int outputs) : IPhaseObserver
{
    private readonly float[] _rates = new float[outputs];
    private readonly float[] _target = new float[outputs];
    private long _right;
    private long _seen;
    private double _loss;

    /// <summary>Right answers in per cent since the last reset.</summary>
    public double Accuracy => _seen == 0 ? 0 : 100.0 * _right / _seen;

    /// <summary>Mean loss per sample since the last reset.</summary>
    public double Loss => _seen == 0 ? 0 : _loss / _seen;

    public void Reset() => (_right, _seen, _loss) = (0, 0, 0);

    public void PhaseEnded(long trial, in StepContext context, Message before, Message said)
    {
        if (!context.Phase.ReadOut)
        {
            return;
        }

        for (var sample = 0; sample < said.Rate.Batch; sample++)
        {
            var label = trials.Label(trial, sample);
            if (label >= 0)
            {
                Count(said, sample, label);
            }
        }
    }

    public void VisitState(StateVisitor visitor)
    {
        visitor.Number("right", ref _right);
        visitor.Number("seen", ref _seen);
        visitor.Number("loss", ref _loss);
    }

    private void Count(Message said, int sample, int label)
    {
        var best = 0;
        for (var unit = 0; unit < _rates.Length; unit++)
        {
            _rates[unit] = said.Rate[sample, unit];
            _target[unit] = unit == label ? 1f : 0f;
            if (_rates[unit] > _rates[best])
            {
                best = unit;
            }
        }

        _seen++;
        _right += best == label ? 1 : 0;
        _loss += LossValue.Of(loss, _rates, _target);
    }
}
