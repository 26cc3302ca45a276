using Neuro.Runtime.Observing;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;

namespace Neuro.Tests.Runtime.Faults;

/// <summary>Gathers over all trials, as a read-out does: what is gathered twice, or not at all, shows.</summary>
internal sealed class GatheringObserver : IPhaseObserver
{
    private long _phases;
    private double _sum;

    public (long Phases, double Sum) Gathered => (_phases, _sum);

    public void PhaseEnded(long trial, in StepContext context, Message before, Message said)
    {
        _phases++;
        _sum = (_sum * 0.75) + said.Rate[0, 0];
    }

    public void VisitState(StateVisitor visitor)
    {
        visitor.Number("phases", ref _phases);
        visitor.Number("sum", ref _sum);
    }
}
