using Neuro.Units.Messages;
using Neuro.Units.Tensors;

namespace Neuro.Experiments.Benchmarks.Handover;

/// <summary>Slots as the data plane has them, each written anew for a message.</summary>
internal readonly struct DataParcel() : IParcel<Message>
{
    private readonly Message[] _slots = [.. Enumerable.Range(0, Numbers.Slots).Select(_ => new Message { Rate = new PanelMatrix(1, 1), VersionsRead = [] })];

    public Message[] Slots => _slots;

    public Message Of(long number)
    {
        var slot = _slots[number & (Numbers.Slots - 1)];
        slot.Trial = number;
        return slot;
    }

    public long NumberOf(Message message) => message.Trial;
}
