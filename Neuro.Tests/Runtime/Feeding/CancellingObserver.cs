using Neuro.Runtime.Observing;
using Neuro.Units.Messages;
using Neuro.Units.Populations;

namespace Neuro.Tests.Runtime.Feeding;

/// <summary>Cancels at the end of a certain phase of a certain trial.</summary>
internal sealed class CancellingObserver(CancellationTokenSource source, long trial, int phase) : IPhaseObserver
{
    public void PhaseEnded(long trial1, in StepContext context, Message before, Message said)
    {
        if (trial1 == trial && context.PhaseIndex == phase)
        {
            source.Cancel();
        }
    }
}
