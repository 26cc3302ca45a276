using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Dispatching;

namespace Neuro.Tests.Runtime.Dispatching;

/// <summary>Passes each ring on to one of its neighbours in turn, until it has passed on so many; every further ring ends with it.</summary>
/// <param name="passes">Rings that it passes on.</param>
/// <param name="ended">Counts the rings that have ended, over all relays.</param>
internal sealed class Relay(int passes, Relay.Counter ended) : Actor
{
    private long _rung;
    private long _answered;
    private int _inside;
    private int _passed;

    public Relay[] Neighbours { get; set; } = [];

    /// <summary>Rings that reached it.</summary>
    public long Rung => Volatile.Read(ref _rung);

    /// <summary>Rings that it saw in its turns.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Whether two turns ever ran at once.</summary>
    public bool Overlapped { get; private set; }

    public int Passed => _passed;

    public void Ring()
    {
        // A full fence, too, as a waker owes.
        Interlocked.Increment(ref _rung);
        Wake();
    }

    protected override void Receive(ControlMessage message) => throw new NotSupportedException();

    protected override bool Turn()
    {
        Overlapped |= Interlocked.Increment(ref _inside) != 1;
        var rings = Interlocked.Read(ref _rung) - _answered;
        Volatile.Write(ref _answered, _answered + rings);
        for (; rings > 0; rings--)
        {
            if (_passed < passes)
            {
                Neighbours[_passed++ % Neighbours.Length].Ring();
            }
            else
            {
                Interlocked.Increment(ref ended.Value);
            }
        }

        Overlapped |= Interlocked.Decrement(ref _inside) != 0;
        return false;
    }

    internal sealed class Counter
    {
        public long Value;
    }
}
