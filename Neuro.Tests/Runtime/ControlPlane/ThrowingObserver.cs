using Neuro.Runtime.Observing;
using Neuro.Units.Messages;
using Neuro.Units.Populations;

namespace Neuro.Tests.Runtime.ControlPlane;

/// <summary>Throws in the turn of the population that it observes, at the end of the first phase of a trial.</summary>
internal sealed class ThrowingObserver(long trial) : IPhaseObserver
{
    public void PhaseEnded(long trial1, in StepContext context, Message before, Message said)
    {
        if (trial1 == trial)
        {
            throw new FormatException("planted");
        }
    }
}
