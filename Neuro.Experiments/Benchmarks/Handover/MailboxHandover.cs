using System.Runtime.CompilerServices;
using Neuro.Runtime.ControlPlane;

namespace Neuro.Experiments.Benchmarks.Handover;

/// <summary>The control plane: a mailbox.</summary>
internal readonly struct MailboxHandover() : IHandover
{
    private readonly Mailbox _mailbox = new();
    private readonly ControlParcel _parcel = new();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySend(long number)
    {
        _mailbox.Post(_parcel.Of(number));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReceive(out long number)
    {
        var taken = _mailbox.TryTake(out var message);
        number = taken ? _parcel.NumberOf(message!) : 0;
        return taken;
    }
}
