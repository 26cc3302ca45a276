using System.Collections.Concurrent;

namespace Neuro.Runtime.Dispatching;

/// <summary>One worker: a plain ring for what its own turns wake, a concurrent queue for what others wake, and a place to park.</summary>
/// <param name="nap">How long a parked worker waits before it looks around although nobody woke it.</param>
internal sealed class Worker(TimeSpan nap) : IDisposable
{
    /// <summary>Empty looks before parking: about half a millisecond, many times the length of a step.</summary>
    private const int Patience = 1500;

    /// <summary>Looks between two offers of the core to whoever is ready: with more workers than cores that is where the work is.</summary>
    private const int Politeness = 32;

    /// <summary>Own turns between two looks at what others queued, so that neither starves.</summary>
    private const int Fairness = 16;

    private readonly ConcurrentQueue<Actor> _inbound = new();
    private readonly SemaphoreSlim _parking = new(0);
    private Actor?[] _ring = new Actor[64];
    private int _head;
    private int _count;
    private int _sinceInbound;
    private int _parked;
    private int _threadId;
    private long _activity;

    /// <summary>Counts the beginnings and ends of its looks into the queue: odd while it may be in a turn.</summary>
    public long Activity => Volatile.Read(ref _activity);

    /// <summary>Whether it sleeps until somebody wakes it.</summary>
    public bool IsParked => Volatile.Read(ref _parked) == 1;

    public bool HasWork => Volatile.Read(ref _count) > 0 || !_inbound.IsEmpty;

    /// <summary>Makes the calling thread this worker.</summary>
    public void Enter() => Volatile.Write(ref _threadId, Environment.CurrentManagedThreadId);

    public void Leave() => Volatile.Write(ref _threadId, 0);

    public void Add(Actor actor)
    {
        if (Volatile.Read(ref _threadId) == Environment.CurrentManagedThreadId)
        {
            AddOwn(actor);
            return;
        }

        _inbound.Enqueue(actor);
        Interlocked.MemoryBarrier();
        Unpark();
    }

    public bool TryRunOne()
    {
        // Said before the queue is touched: whoever finds the queue empty and then looks here sees that it was touched.
        Volatile.Write(ref _activity, _activity + 1);
        var actor = Take();
        actor?.RunTurn();
        Volatile.Write(ref _activity, _activity + 1);
        return actor is not null;
    }

    /// <summary>Waits for work: spins, then parks.</summary>
    /// <param name="stop">What ends the waiting, too.</param>
    /// <param name="park">Whether to park at once.</param>
    /// <returns>False when it parked for long and nothing came.</returns>
    public bool Wait(Func<bool> stop, bool park = false)
    {
        if (!park)
        {
            for (var look = 0; look < Patience; look++)
            {
                if (HasWork || stop())
                {
                    return true;
                }

                if (look % Politeness == Politeness - 1)
                {
                    Thread.Yield();
                }
                else
                {
                    Thread.SpinWait(8);
                }
            }
        }

        Interlocked.Exchange(ref _parked, 1);
        if (HasWork || stop())
        {
            Interlocked.Exchange(ref _parked, 0);
            return true;
        }

        var woken = _parking.Wait(nap);
        Interlocked.Exchange(ref _parked, 0);
        return woken;
    }

    public void Unpark()
    {
        if (Volatile.Read(ref _parked) == 1 && Interlocked.Exchange(ref _parked, 0) == 1)
        {
            _parking.Release();
        }
    }

    public void Dispose() => _parking.Dispose();

    private Actor? Take()
    {
        if (_count == 0 || ++_sinceInbound >= Fairness)
        {
            _sinceInbound = 0;
            if (_inbound.TryDequeue(out var actor))
            {
                return actor;
            }
        }

        if (_count == 0)
        {
            return null;
        }

        var own = _ring[_head];
        _ring[_head] = null;
        _head = (_head + 1) & (_ring.Length - 1);
        Volatile.Write(ref _count, _count - 1);
        return own;
    }

    private void AddOwn(Actor actor)
    {
        if (_count == _ring.Length)
        {
            Grow();
        }

        _ring[(_head + _count) & (_ring.Length - 1)] = actor;
        Volatile.Write(ref _count, _count + 1);
    }

    private void Grow()
    {
        var larger = new Actor[_ring.Length * 2];
        for (var i = 0; i < _count; i++)
        {
            larger[i] = _ring[(_head + i) & (_ring.Length - 1)]!;
        }

        _ring = larger;
        _head = 0;
    }
}
