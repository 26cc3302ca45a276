using Neuro.Runtime.Observing;
using Neuro.Units.Messages;
using Neuro.Units.Populations;

namespace Neuro.Tests.Runtime.ControlPlane;

/// <summary>Notes its name and throws.</summary>
internal sealed class OrderedFailure(string name, List<string> order) : IPhaseObserver
{
    public void PhaseEnded(long trial, in StepContext context, Message before, Message said)
    {
        order.Add(name);
        throw new FormatException($"planted in {name}");
    }
}
