namespace Neuro.Experiments.Results;

/// <summary>Coefficients of an energy estimate, in picojoules: what the traffic might cost on event-driven hardware. An assumption, not a measurement.</summary>
/// <remarks>States, learning and leakage are left out.</remarks>
/// <param name="Event">For each event.</param>
/// <param name="Byte">For each byte.</param>
/// <param name="SynapticOperation">For each synaptic operation.</param>
public sealed record EnergyModel(double Event, double Byte, double SynapticOperation)
{
    private const double JoulesPerPicojoule = 1e-12;

    /// <summary>The estimate, in joules.</summary>
    /// <param name="traffic">The traffic.</param>
    public double Estimate(Traffic traffic) =>
        JoulesPerPicojoule * ((Event * traffic.Events) + (Byte * traffic.Bytes) + (SynapticOperation * traffic.SynapticOperations));
}
