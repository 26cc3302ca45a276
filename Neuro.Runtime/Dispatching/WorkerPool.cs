namespace Neuro.Runtime.Dispatching;

/// <summary>N workers, each with a queue of its own; the thread that drives is worker 0.</summary>
/// <remarks>
/// An actor joins the queue of its home worker, so that its weights stay in that core's caches; one that is woken by its own worker
/// goes through a plain ring, which costs about a nanosecond. While a run is driven an idle worker spins for a while and then parks;
/// between runs all park, and an idle host costs nothing.
/// </remarks>
internal sealed class WorkerPool : IDispatcher, IDisposable
{
    private readonly Worker[] _workers;
    private readonly Thread[] _threads;
    private readonly Func<bool> _isDisposed;
    private volatile bool _driving;
    private volatile bool _disposed;

    public WorkerPool(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        _isDisposed = () => _disposed;
        _workers = [.. Enumerable.Range(0, workers).Select(_ => new Worker())];
        _threads = [.. Enumerable.Range(1, workers - 1).Select(index => new Thread(() => Help(index)) { IsBackground = true, Name = $"neuro worker {index}" })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    public int Workers => _workers.Length;

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
                if (!self.TryRunOne() && !self.Wait(done) && Quiet() && !done() && !self.HasWork)
                {
                    stalled();
                    return;
                }
            }
        }
        finally
        {
            _driving = false;
            self.Leave();
            AwaitQuiet();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        WakeAll();
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

    private bool Quiet()
    {
        foreach (var worker in _workers)
        {
            if (worker.IsBusy || worker.HasWork)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>After a failure others may still be in a turn; their state must not be touched before they are out of it.</summary>
    private void AwaitQuiet()
    {
        var spinner = default(SpinWait);
        for (var index = 1; index < _workers.Length; index++)
        {
            while (_workers[index].IsBusy || _workers[index].HasWork)
            {
                spinner.SpinOnce();
            }
        }

        while (_workers[0].HasWork)
        {
            _workers[0].Enter();
            _workers[0].TryRunOne();
            _workers[0].Leave();
        }
    }

    private void WakeAll()
    {
        foreach (var worker in _workers)
        {
            worker.Unpark();
        }
    }
}
