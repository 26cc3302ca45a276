using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Snapshots;

namespace Neuro.Runtime.Observing;

/// <summary>Sees one population at the end of its phases, in the population's own turn.</summary>
/// <remarks>Called by whichever worker runs the population, one call at a time; must not allocate while training.</remarks>
public interface IPhaseObserver
{
    /// <summary>A phase of a trial has ended for this population.</summary>
    /// <param name="trial">Trial from 0.</param>
    /// <param name="context">The last step of the phase.</param>
    /// <param name="before">What it said one step earlier.</param>
    /// <param name="said">What it says now.</param>
    void PhaseEnded(long trial, in StepContext context, Message before, Message said);

    /// <summary>Visits what was gathered over trials, so that a network that is set back gathers no trial twice. By default nothing was.</summary>
    /// <param name="visitor">Takes it out or puts it back.</param>
    void VisitState(StateVisitor visitor)
    {
    }
}
