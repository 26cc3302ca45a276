using System.Globalization;

namespace Neuro.Runtime.ControlPlane;

/// <summary>No population can go on, or nothing has moved for too long; the message says who hangs and who waits for what.</summary>
/// <param name="waits">A line for each population that hangs or waits.</param>
/// <param name="still">How long nothing had moved when a watchdog ended the run; null when nobody could go on.</param>
public sealed class SimulationStalledException(IReadOnlyList<string> waits, TimeSpan? still = null)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"the simulation is stuck{(still is { } time ? $", nothing has moved for {time.TotalSeconds:0.#} s" : string.Empty)}: {string.Join("; ", waits)}"))
{
    /// <summary>A line for each population that hangs in a turn or waits: its step, and the input and version that it waits for.</summary>
    public IReadOnlyList<string> Waits { get; } = waits;
}
