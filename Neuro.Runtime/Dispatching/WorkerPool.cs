namespace Neuro.Runtime.Dispatching;

/// <summary>N workers, each with a queue of its own; the thread that drives is worker 0.</summary>
/// <remarks>
/// An actor joins the queue of its home worker, so that its weights stay in that core's caches; one that is woken by its own worker
/// goes through a plain ring, which costs about a nanosecond. While a run is driven an idle worker spins for a while and then parks;
/// between runs all park, and an idle host costs nothing.
/// </remarks>
internal sealed class WorkerPool : IDispatcher, IDisposable
{
    private static readonly TimeSpan DefaultNap = TimeSpan.FromSeconds(1);
    private readonly Worker[] _workers;
    private readonly Thread[] _threads;
    private readonly long[] _activities;
    private readonly Func<bool> _isDisposed;
    private volatile bool _driving;
    private volatile bool _disposed;
    private volatile bool _abandoned;

    /// <summary>Starts the workers; they park.</summary>
    /// <param name="workers">How many, the driving thread among them.</param>
    /// <param name="nap">How long a parked worker waits before it looks around; a stall is found as late as that. Default: 1 s.</param>
    public WorkerPool(int workers, TimeSpan? nap = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        _isDisposed = () => _disposed;
        _workers = [.. Enumerable.Range(0, workers).Select(_ => new Worker(nap ?? DefaultNap))];
        _activities = new long[workers];
        _threads = [.. Enumerable.Range(1, workers - 1).Select(index => new Thread(() => Help(index)) { IsBackground = true, Name = $"neuro worker {index}" })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    public int Workers => _workers.Length;

    /// <summary>Whether every worker but the driving thread sleeps.</summary>
    public bool IsAsleep => _workers.Skip(1).All(worker => worker.IsParked);

    public void Enqueue(Actor actor) => _workers[actor.Home % _workers.Length].Add(actor);

    public void Drive(Func<bool> done, Action stalled)
    {
        _driving = true;
        WakeAll();
        var self = _workers[0];
        self.Enter();
        try
        {
            while (!done())
            {
                if (!self.TryRunOne() && !self.Wait(done) && IsQuiet() && !done())
                {
                    stalled();
                    return;
                }
            }
        }
        finally
        {
            AwaitQuiet(self);
            _driving = false;
            self.Leave();
        }
    }

    /// <summary>Gives up the workers, of which one hangs in a turn: they end when they can, and are not waited for.</summary>
    public void Abandon() => _abandoned = true;

    public void Dispose()
    {
        _disposed = true;
        WakeAll();
        if (_abandoned)
        {
            return;
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }

        foreach (var worker in _workers)
        {
            worker.Dispose();
        }
    }

    private void Help(int index)
    {
        var self = _workers[index];
        self.Enter();
        while (!_disposed)
        {
            if (!self.TryRunOne())
            {
                self.Wait(_isDisposed, park: !_driving);
            }
        }

        self.Leave();
    }

    /// <summary>Whether nothing is queued and nobody is in a turn. While a run is driven only turns make work, so it stays that way.</summary>
    private bool IsQuiet()
    {
        for (var i = 0; i < _workers.Length; i++)
        {
            _activities[i] = _workers[i].Activity;
            if (_activities[i] % 2 != 0)
            {
                return false;
            }
        }

        // Whoever was idle in the first pass and has not moved since was idle between the passes, all at once;
        // so no turn can have queued anything since, and a queue that is empty now was empty then.
        for (var i = 0; i < _workers.Length; i++)
        {
            if (_workers[i].HasWork || _workers[i].Activity != _activities[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>After a failure others may still be in a turn; their state must not be touched before they are out of it.</summary>
    private void AwaitQuiet(Worker self)
    {
        var spinner = default(SpinWait);
        while (!IsQuiet() && !_disposed)
        {
            if (!self.TryRunOne())
            {
                spinner.SpinOnce();
            }
        }
    }

    private void WakeAll()
    {
        // The full fence between "there is a reason to be awake" and "who is parked?".
        Interlocked.MemoryBarrier();
        foreach (var worker in _workers)
        {
            worker.Unpark();
        }
    }
}
