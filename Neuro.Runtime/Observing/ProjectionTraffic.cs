namespace Neuro.Runtime.Observing;

/// <summary>What went over one projection in one phase, over a whole run.</summary>
/// <remarks>
/// A message that several projections carry counts for each of them. What is sent counts to the phase of the sender's step (the initial version of a trial to the first phase), what is
/// computed to the phase of the receiver's. Padding and biases are left out.
/// </remarks>
/// <param name="Projection">Its name.</param>
/// <param name="Phase">The phase.</param>
/// <param name="Messages">Messages that said something for this projection.</param>
/// <param name="Events">Levels said: every one of <c>batch x units</c> in a message said whole, else those that crossed the threshold.</param>
/// <param name="SignalEvents">Values of plasticity signals, for the projections whose synapses are two-sided.</param>
/// <param name="Bytes">
/// Bytes of levels and signals: of each message the fewer of 4 for every unit and sample, and 6 (an index of 2 bytes and a value) for every event; 4 for every signal event.
/// </param>
/// <param name="SynapticOperations">Levels that arrived at synapses: events times postsynaptic units. None where a port has no weights.</param>
/// <param name="DenseSynapticOperations">The same if everything had been said at every step.</param>
/// <param name="MultiplyAdds">
/// Multiply-adds that were done for the projection's synapses: products, updates by events, plasticity, consolidation. Without the inner products of clamped rates, which their sender takes.
/// </param>
public sealed record ProjectionTraffic(
    string Projection,
    string Phase,
    long Messages,
    long Events,
    long SignalEvents,
    long Bytes,
    long SynapticOperations,
    long DenseSynapticOperations,
    long MultiplyAdds)
{
    /// <summary>The counts of two replicas together.</summary>
    internal ProjectionTraffic Plus(ProjectionTraffic other) => this with
    {
        Messages = Messages + other.Messages,
        Events = Events + other.Events,
        SignalEvents = SignalEvents + other.SignalEvents,
        Bytes = Bytes + other.Bytes,
        SynapticOperations = SynapticOperations + other.SynapticOperations,
        DenseSynapticOperations = DenseSynapticOperations + other.DenseSynapticOperations,
        MultiplyAdds = MultiplyAdds + other.MultiplyAdds,
    };
}
