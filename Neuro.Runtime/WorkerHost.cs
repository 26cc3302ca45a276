using Neuro.Runtime.Dispatching;

namespace Neuro.Runtime;

/// <summary>The workers that simulations run on; several simulations may use one host, one after another, or together as a <see cref="SimulationGroup"/>.</summary>
/// <remarks>Not thread-safe: one simulation or group runs at a time, driven by the calling thread, which is one of the workers.</remarks>
public sealed class WorkerHost : IDisposable
{
    private readonly WorkerPool? _pool;
    private bool _abandoned;

    /// <summary>Starts workers; they park until a simulation runs.</summary>
    /// <param name="workers">Number of workers, 1 .. 256; the calling thread of a run is one of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public WorkerHost(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workers, 256);
        _pool = new WorkerPool(workers);
        Dispatcher = _pool;
    }

    /// <summary>A host whose order of turns is decided elsewhere, for tests.</summary>
    internal WorkerHost(IDispatcher dispatcher) => Dispatcher = dispatcher;

    /// <summary>Number of workers.</summary>
    public int Workers => Dispatcher.Workers;

    internal IDispatcher Dispatcher { get; }

    /// <inheritdoc/>
    public void Dispose() => _pool?.Dispose();

    /// <summary>Gives up workers of which one hangs in a turn: no run may use them any more, and nobody waits for them.</summary>
    internal void Abandon()
    {
        _abandoned = true;
        _pool?.Abandon();
    }

    /// <summary>Refuses a run on workers that were given up.</summary>
    /// <exception cref="InvalidOperationException">The host was abandoned.</exception>
    internal void ThrowIfAbandoned()
    {
        if (_abandoned)
        {
            throw new InvalidOperationException("a worker of this host hangs in a turn of another run, expected a host whose workers are free");
        }
    }
}
