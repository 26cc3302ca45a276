using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Dispatching;

namespace Neuro.Tests.Runtime.Dispatching;

/// <summary>An actor that answers every ring that it was woken for, and minds being run twice at once.</summary>
internal sealed class Bell : Actor
{
    private int _rings;
    private int _inside;
    private long _answered;

    /// <summary>Rings answered so far, over all turns.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Whether two turns ever ran at once.</summary>
    public bool Overlapped { get; private set; }

    public List<ControlMessage> Received { get; } = [];

    /// <summary>Done at the end of each turn, with the number of rings answered in it.</summary>
    public Action<int>? Then { get; set; }

    public void Ring()
    {
        // A full fence, too, as a waker owes.
        Interlocked.Increment(ref _rings);
        Wake();
    }

    protected override void Receive(ControlMessage message) => Received.Add(message);

    protected override bool Turn()
    {
        Overlapped |= Interlocked.Increment(ref _inside) != 1;
        var rings = Interlocked.Exchange(ref _rings, 0);
        Volatile.Write(ref _answered, _answered + rings);
        Then?.Invoke(rings);
        Overlapped |= Interlocked.Decrement(ref _inside) != 0;
        return false;
    }
}
