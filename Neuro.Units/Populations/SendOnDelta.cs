using System.Numerics;
using System.Runtime.Intrinsics;
using Neuro.Units.Kernels;
using Neuro.Units.Messages;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>
/// A population that keeps its true levels to itself: what it says of a unit changes only when the true rate has left the one said last by more than the threshold, and
/// then becomes the true level. So <c>|r - r^| &lt;= theta</c> after every step.
/// </summary>
internal sealed unsafe class SendOnDelta
{
    private const int Lanes = 16;

    // Constants
    private readonly double _threshold;
    private readonly float _least;
    private readonly PanelRange _range;

    // State: the true levels of the step before.
    private Levels _now;

    // Scratch: those of the step in hand.
    private Levels _next;

    /// <summary>Makes the levels.</summary>
    /// <param name="threshold">theta, above 0.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="units">Units of the population.</param>
    /// <param name="range">The panels that are said here.</param>
    public SendOnDelta(double threshold, int batch, int units, PanelRange range)
    {
        _threshold = threshold;
        _range = range;

        // The threshold rounded down: a change whose rounded size is below it does not exceed the threshold.
        _least = (float)threshold;
        if (_least > threshold)
        {
            _least = MathF.BitDecrement(_least);
        }

        _now = new Levels(new PanelMatrix(batch, units), new PanelMatrix(batch, units));
        _next = new Levels(new PanelMatrix(batch, units), new PanelMatrix(batch, units));
    }

    /// <summary>The true levels before the step in hand.</summary>
    public ref readonly Levels Now => ref _now;

    /// <summary>Where the step in hand puts the true levels.</summary>
    public ref readonly Levels Next => ref _next;

    /// <summary>Starts a trial: everything is said.</summary>
    public void Open(Message initial)
    {
        _now.State.CopyFrom(initial.State!, _range);
        _now.Rate.CopyFrom(initial.Rate, _range);
    }

    /// <summary>Says of a group of panels what has changed by more than the threshold.</summary>
    public void Say(in PanelGroup group, Message own, Message next, RateEventSection events)
    {
        Copy(own.State!, next.State!, group);
        Copy(own.Rate, next.Rate, group);
        var layout = next.Rate.Layout;
        for (var panel = group.First; panel < group.First + group.Count; panel++)
        {
            for (var sample = 0; sample < next.Rate.Batch; sample++)
            {
                var rate = _next.Rate.Row(panel, sample);
                var said = next.Rate.Row(panel, sample);
                var units = layout.UnitsIn(panel);
                for (var lane = 0; lane < units; lane += Lanes)
                {
                    var change = Vector512.Abs(Vector512.Load(rate + lane) - Vector512.Load(said + lane));
                    var candidates = Vector512.GreaterThanOrEqual(change, Vector512.Create(_least)).ExtractMostSignificantBits() & Real(units - lane);
                    for (; candidates != 0; candidates &= candidates - 1)
                    {
                        var at = lane + BitOperations.TrailingZeroCount(candidates);
                        if (Math.Abs((double)rate[at] - said[at]) > _threshold)
                        {
                            events.Add(sample, (panel * layout.Width) + at, rate[at] - said[at]);
                            said[at] = rate[at];
                            next.State!.Row(panel, sample)[at] = _next.State.Row(panel, sample)[at];
                        }
                    }
                }
            }
        }
    }

    /// <summary>Ends a step.</summary>
    public void Advance() => (_now, _next) = (_next, _now);

    /// <summary>The lanes of a vector that are units; padding says nothing.</summary>
    private static ulong Real(int units) => units >= Lanes ? ulong.MaxValue : (1UL << units) - 1;

    private static void Copy(PanelMatrix from, PanelMatrix to, in PanelGroup group) =>
        new ReadOnlySpan<float>(from.Panel(group.First), group.Length).CopyTo(new Span<float>(to.Panel(group.First), group.Length));
}
