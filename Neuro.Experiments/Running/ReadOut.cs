using Neuro.Runtime.Feeding;
using Neuro.Runtime.Observing;
using Neuro.Units.Losses;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;

namespace Neuro.Experiments.Running;

/// <summary>Reads the network's own answer at the end of the phase that is read out, and counts the right ones.</summary>
/// <param name="trials">All trials.</param>
/// <param name="loss">The loss of the output.</param>
/// <param name="classes">Number of classes, or of the real numbers that are to be found; null where the answer is the input again.</param>
/// <param name="own">Which of the trials the network sees; null for all.</param>
/// <param name="potentials">Where answers with real numbers are potentials: those that 0 and 1 stand for; null where they are rates.</param>
internal sealed class ReadOut(ImageTrials trials, Loss loss, int? classes, InterleavedTrials? own = null, (double Low, double High)? potentials = null) : IPhaseObserver
{
    private readonly float[] _rates = new float[classes ?? trials.Pixels];
    private readonly float[] _target = new float[classes ?? trials.Pixels];
    private long _right;
    private long _seen;
    private double _loss;

    // Where the answer is the input again, or real numbers: sums of squares of what was missed, and of all that there was.
    private double _missed;
    private double _whole;

    /// <summary>Right answers in per cent since the last reset, or the part of the input or of the targets that was found.</summary>
    public double Accuracy => AccuracyOf([this]);

    /// <summary>Mean loss per sample since the last reset.</summary>
    public double Loss => LossOf([this]);

    /// <summary>Right answers of several networks in per cent.</summary>
    public static double AccuracyOf(IReadOnlyList<ReadOut> networks) => networks.Sum(r => r._seen) switch
    {
        0 => 0,
        _ when networks.Sum(r => r._whole) is > 0 and var whole => 100.0 * (1 - (networks.Sum(r => r._missed) / whole)),
        var seen => 100.0 * networks.Sum(r => r._right) / seen,
    };

    /// <summary>Mean loss of several networks per sample.</summary>
    public static double LossOf(IReadOnlyList<ReadOut> networks) => networks.Sum(r => r._seen) is > 0 and var seen ? networks.Sum(r => r._loss) / seen : 0;

    public void Reset() => (_right, _seen, _loss, _missed, _whole) = (0, 0, 0, 0, 0);

    public void PhaseEnded(long trial, in StepContext context, Message before, Message said)
    {
        if (!context.Phase.ReadOut)
        {
            return;
        }

        for (var sample = 0; sample < said.Rate.Batch; sample++)
        {
            var label = trials.Label(own?.Whole(trial) ?? trial, sample);
            if (label >= 0 && (classes is null || trials.HasTargets))
            {
                CountFound(said, own?.Whole(trial) ?? trial, sample);
            }
            else if (label >= 0)
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
        visitor.Number("missed", ref _missed);
        visitor.Number("whole", ref _whole);
    }

    private void CountFound(Message said, long trial, int sample)
    {
        if (classes is null)
        {
            trials.CopyInput(trial, sample, _target);
        }
        else
        {
            trials.CopyTarget(trial, sample, _target);
        }

        for (var unit = 0; unit < _rates.Length; unit++)
        {
            _rates[unit] = classes is not null && potentials is var (low, high) ? (float)((said.State![sample, unit] - low) / (high - low)) : said.Rate[sample, unit];
            var missed = (double)_rates[unit] - _target[unit];
            _missed += missed * missed;
            _whole += (double)_target[unit] * _target[unit];
        }

        _seen++;
        _loss += LossValue.Of(loss, _rates, _target);
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
