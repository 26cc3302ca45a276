using Neuro.Runtime.Observing;
using Neuro.Units.Messages;
using Neuro.Units.Populations;

namespace Neuro.Tests.Runtime.ControlPlane;

/// <summary>Keeps a population in its turn at the end of the first phase of a trial, until it is released.</summary>
internal sealed class BlockingObserver(long trial) : IPhaseObserver
{
    public ManualResetEventSlim Entered { get; } = new();

    public ManualResetEventSlim Released { get; } = new();

    public void PhaseEnded(long trial1, in StepContext context, Message before, Message said)
    {
        if (trial1 == trial && context.PhaseIndex == 0)
        {
            Entered.Set();
            Released.Wait();
        }
    }
}
