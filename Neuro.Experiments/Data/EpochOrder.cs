namespace Neuro.Experiments.Data;

/// <summary>The order in which an epoch visits its samples: a pure function of (seed, epoch).</summary>
/// <remarks>
/// A Fisher-Yates shuffle of 0..n-1 from the last place down. The exchange at place i takes number i of the counter-based sequence
/// keyed by (seed, epoch): no generator carries state from one epoch to the next, so an epoch can be entered anywhere, as a resumed
/// or replayed run does. Integer arithmetic only: the same order on every machine. Thread-safe.
/// </remarks>
public static class EpochOrder
{
    /// <summary>Writes the visiting order of one epoch; allocates nothing.</summary>
    /// <param name="order">Receives a permutation of 0..Length-1; what it held before does not matter.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epoch"/> is negative.</exception>
    public static void Fill(Span<int> order, ulong seed, int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var key = CounterHash.Key(seed, (ulong)epoch);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = CounterHash.Below(CounterHash.At(key, (ulong)i), i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
