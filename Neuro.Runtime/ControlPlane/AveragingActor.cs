using Neuro.Runtime.Dispatching;
using Neuro.Units.Populations;

namespace Neuro.Runtime.ControlPlane;

/// <summary>Averages one part of the replicas' weights when told to, on a worker of its own.</summary>
internal sealed class AveragingActor(WeightMean mean, int part, int parts, Coordinator coordinator) : Actor
{
    protected override void Receive(ControlMessage message)
    {
        mean.Take(part, parts);
        coordinator.Tell(Averaged.Instance);
    }

    protected override bool Turn() => false;
}
