namespace Neuro.Runtime.Observing;

/// <summary>How stale the weights were that the updates of one layer were computed with.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Updates">Updates, by how often the weights had been changed since the layer responded in that trial: not at all, once, twice ..</param>
public sealed record UpdateStaleness(string Layer, IReadOnlyList<long> Updates)
{
    /// <summary>Mean number of changes since the response; NaN when there was no update.</summary>
    public double Mean => Updates.Select((count, age) => (double)count * age).Sum() / Updates.Sum();
}
