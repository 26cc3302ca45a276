namespace Neuro.Runtime.ControlPlane;

/// <summary>No population can go on; the message says who waits for what.</summary>
/// <param name="waits">A line for each waiting population.</param>
public sealed class SimulationStalledException(IReadOnlyList<string> waits)
    : Exception("the simulation is stuck: " + string.Join("; ", waits))
{
    /// <summary>A line for each waiting population: its step, and the input and version that it waits for.</summary>
    public IReadOnlyList<string> Waits { get; } = waits;
}
