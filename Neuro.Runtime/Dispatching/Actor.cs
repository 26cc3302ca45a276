using Neuro.Runtime.ControlPlane;

namespace Neuro.Runtime.Dispatching;

/// <summary>Something that runs one turn at a time, when it has been woken.</summary>
/// <remarks>
/// Wake-ups are never lost: a waker changes what the actor waits for, then passes a full fence, then looks at the actor's status;
/// the actor changes its status by a full fence, then looks at what it waits for.
/// </remarks>
internal abstract class Actor
{
    private const int Idle = 0;
    private const int Queued = 1;
    private const int Running = 2;
    private const int RunningAndWoken = 3;

    private readonly Mailbox _mailbox = new();
    private int _status;

    /// <summary>The worker whose queue it joins.</summary>
    public int Home { get; set; }

    /// <summary>Where it is queued when it is woken; set before the start.</summary>
    public IDispatcher Dispatcher { get; set; } = null!;

    /// <summary>Whether some worker runs a turn of it.</summary>
    public bool IsInTurn => Volatile.Read(ref _status) is Running or RunningAndWoken;

    /// <summary>Sends a control message.</summary>
    public void Tell(ControlMessage message)
    {
        _mailbox.Post(message);
        Interlocked.MemoryBarrier();
        Wake();
    }

    /// <summary>Makes sure that a turn begins after this call; the caller has passed a full fence since its change.</summary>
    public void Wake()
    {
        while (true)
        {
            var status = Volatile.Read(ref _status);
            if (status is Queued or RunningAndWoken)
            {
                return;
            }

            if (status == Idle)
            {
                if (Interlocked.CompareExchange(ref _status, Queued, Idle) == Idle)
                {
                    Dispatcher.Enqueue(this);
                    return;
                }
            }
            else if (Interlocked.CompareExchange(ref _status, RunningAndWoken, Running) == Running)
            {
                return;
            }
        }
    }

    /// <summary>Runs one turn; by the dispatcher only, after it has dequeued the actor.</summary>
    public void RunTurn()
    {
        Interlocked.Exchange(ref _status, Running);
        while (_mailbox.TryTake(out var message))
        {
            Receive(message);
        }

        if (!Turn() && Interlocked.CompareExchange(ref _status, Idle, Running) == Running)
        {
            return;
        }

        Volatile.Write(ref _status, Queued);
        Dispatcher.Enqueue(this);
    }

    /// <summary>Handles one control message.</summary>
    protected abstract void Receive(ControlMessage message);

    /// <summary>Does what can be done now, within a fair quantum.</summary>
    /// <returns>Whether there is more to do at once.</returns>
    protected abstract bool Turn();
}
