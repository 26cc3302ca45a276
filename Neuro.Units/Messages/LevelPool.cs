namespace Neuro.Units.Messages;

/// <summary>
/// The memory of a population's rates and states: messages that say the same share it. A step without a tick then copies nothing, and a step that computes finds memory
/// that no other message says.
/// </summary>
/// <remarks>
/// One owner, the sender. Memory is free again once no message says it, and a message is rewritten only when no reader holds it; so readers need not know of this.
/// There is as much memory as there are messages, hence always some for a message that gives up what it shares.
/// </remarks>
internal sealed class LevelPool
{
    private readonly Stack<LevelBlock> _free = [];
    private int _blocks;

    /// <summary>Takes the memory of a new message in, and lends it to it.</summary>
    /// <param name="message">Has rates and states that nobody else has.</param>
    public void Add(Message message)
    {
        message.Borrow(this, new LevelBlock(message.Rate, message.State!) { Users = 1 });
        _blocks++;

        // So that no step allocates.
        _ = _free.EnsureCapacity(_blocks);
    }

    /// <summary>Makes a message say what another one does.</summary>
    /// <param name="from">The other one.</param>
    /// <param name="to">The message; no reader holds it.</param>
    public void Share(Message from, Message to)
    {
        // Counted up first: both may share already.
        from.Block!.Users++;
        Leave(to.Block!);
        to.Borrow(this, from.Block);
    }

    /// <summary>Gives a message memory that no other message says.</summary>
    /// <param name="message">The message; no reader holds it.</param>
    public void Claim(Message message)
    {
        var block = message.Block!;
        if (block.Users == 1)
        {
            return;
        }

        Leave(block);
        block = _free.Pop();
        block.Users = 1;
        message.Borrow(this, block);
    }

    private void Leave(LevelBlock block)
    {
        block.Users--;
        if (block.Users == 0)
        {
            _free.Push(block);
        }
    }
}
