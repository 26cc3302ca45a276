using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Neuro.Runtime.ControlPlane;

/// <summary>Control messages in the order in which each sender told them. Any writers, one reader at a time.</summary>
internal sealed class Mailbox
{
    private readonly ConcurrentQueue<ControlMessage> _messages = new();

    // Raised after a message is in, so that the reader, who looks at every turn, need not ask an empty queue.
    private long _posted;
    private long _taken;

    public bool IsEmpty => Volatile.Read(ref _posted) == Volatile.Read(ref _taken);

    public void Post(ControlMessage message)
    {
        _messages.Enqueue(message);
        Interlocked.Increment(ref _posted);
    }

    public bool TryTake([NotNullWhen(true)] out ControlMessage? message)
    {
        message = null;
        if (IsEmpty || !_messages.TryDequeue(out message))
        {
            return false;
        }

        Volatile.Write(ref _taken, _taken + 1);
        return true;
    }
}
