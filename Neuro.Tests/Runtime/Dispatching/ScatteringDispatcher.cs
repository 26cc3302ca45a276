using Neuro.Runtime.Dispatching;

namespace Neuro.Tests.Runtime.Dispatching;

/// <summary>A worker pool that hands every population to another worker each time it is woken, however small the network.</summary>
/// <remarks>What one worker wrote must be visible to the next. The coordinator stays with the thread that drives.</remarks>
internal sealed class ScatteringDispatcher(int workers, TimeSpan? nap = null) : IDispatcher, IDisposable
{
    private readonly WorkerPool _pool = new(workers, nap);
    private int _next;

    public int Workers => _pool.Workers;

    public void Enqueue(Actor actor)
    {
        if (actor is PopulationActor)
        {
            actor.Home = Interlocked.Increment(ref _next) & int.MaxValue;
        }

        _pool.Enqueue(actor);
    }

    public void Drive(Func<bool> done, Action stalled) => _pool.Drive(done, stalled);

    public void Dispose() => _pool.Dispose();
}
