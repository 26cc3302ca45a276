using System.Collections.Concurrent;

namespace Neuro.Runtime.ControlPlane;

/// <summary>Control messages in the order in which each sender told them. Any writers, one reader at a time.</summary>
internal sealed class Mailbox
{
    private readonly ConcurrentQueue<ControlMessage> _messages = new();

    public bool IsEmpty => _messages.IsEmpty;

    public void Post(ControlMessage message) => _messages.Enqueue(message);

    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ControlMessage? message) => _messages.TryDequeue(out message);
}
