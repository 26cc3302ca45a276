using Neuro.Runtime.Dispatching;

namespace Neuro.Runtime;

/// <summary>The workers that simulations run on; several simulations may use one host, one after another, or together as a <see cref="SimulationGroup"/>.</summary>
/// <remarks>Not thread-safe: one simulation or group runs at a time, driven by the calling thread, which is one of the workers.</remarks>
public sealed class WorkerHost : IDisposable
{
    private readonly WorkerPool? _pool;

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
}
