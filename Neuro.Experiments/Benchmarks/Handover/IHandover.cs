namespace Neuro.Experiments.Benchmarks.Handover;

/// <summary>One way of handing numbered messages from one sender to one reader.</summary>
/// <remarks>A structure, so that what is measured is compiled for it. Sender and reader may each use a copy of it.</remarks>
internal interface IHandover
{
    /// <summary>Hands a message over, if there is room.</summary>
    /// <param name="number">Its number, 0 .. <see cref="Numbers.Count"/> - 1.</param>
    bool TrySend(long number);

    /// <summary>Takes the next message, if there is one.</summary>
    /// <param name="number">Its number.</param>
    bool TryReceive(out long number);
}
