using System.Runtime.CompilerServices;
using Neuro.Runtime.DataPlane;

namespace Neuro.Experiments.Benchmarks.Handover;

/// <summary>The data plane: the ring of a sender, and the mark of a reader.</summary>
internal struct RingHandover : IHandover
{
    private readonly Ring _ring;
    private readonly ReadMark _mark;
    private long _sent;
    private long _received;

    public RingHandover()
    {
        _ring = new Ring(new DataParcel().Slots, stride: 1);
        _mark = _ring.AddReader();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySend(long number)
    {
        if (!_ring.IsFree(_sent))
        {
            return false;
        }

        _ring.Take(_sent, number);
        _ring.Publish(_sent);
        _sent++;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReceive(out long number)
    {
        number = 0;
        if (_ring.Watermark < _received)
        {
            return false;
        }

        number = _ring.Read(_received).Trial;
        _received++;
        _mark.Needs = _received;
        return true;
    }
}
