using System.Collections.Concurrent;
using Neuro.Runtime.Dispatching;

namespace Neuro.Tests.Runtime.Dispatching;

/// <summary>A worker pool over which the populations are spread however small the network; by default each moves on every time it is woken.</summary>
/// <remarks>What one worker wrote must be visible to the next. The coordinator stays with the thread that drives.</remarks>
/// <param name="workers">Number of workers.</param>
/// <param name="nap">How long a parked worker waits before it looks around.</param>
/// <param name="stay">Whether a population stays where it was first put.</param>
internal sealed class ScatteringDispatcher(int workers, TimeSpan? nap = null, bool stay = false) : IDispatcher, IDisposable
{
    private readonly WorkerPool _pool = new(workers, nap);
    private readonly ConcurrentDictionary<Actor, int> _homes = new();
    private int _next;

    public int Workers => _pool.Workers;

    public void Enqueue(Actor actor)
    {
        if (actor is PopulationActor)
        {
            actor.Home = stay ? _homes.GetOrAdd(actor, _ => Next()) : Next();
        }

        _pool.Enqueue(actor);
    }

    public void Drive(Func<bool> done, Action stalled) => _pool.Drive(done, stalled);

    public void Dispose() => _pool.Dispose();

    private int Next() => Interlocked.Increment(ref _next) & int.MaxValue;
}
