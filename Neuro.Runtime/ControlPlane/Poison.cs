namespace Neuro.Runtime.ControlPlane;

/// <summary>Shared by the actors of one simulation: once poisoned, nobody begins another step.</summary>
internal sealed class Poison
{
    private PopulationFailure? _failure;

    /// <summary>The first failure, or null.</summary>
    public PopulationFailure? Failure => Volatile.Read(ref _failure);

    /// <summary>Forgets the failure of a network that was set back; at a barrier only.</summary>
    public void Clear() => Volatile.Write(ref _failure, null);

    /// <summary>Reports a failure; the first wins.</summary>
    public bool TrySpread(PopulationFailure failure) => Interlocked.CompareExchange(ref _failure, failure, null) is null;
}
