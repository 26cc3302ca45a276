namespace Neuro.Runtime.Dispatching;

/// <summary>Decides which actor runs next, and on which thread.</summary>
internal interface IDispatcher
{
    /// <summary>Number of workers.</summary>
    int Workers { get; }

    /// <summary>Queues an actor that has become ready; it is in the queue at most once.</summary>
    void Enqueue(Actor actor);

    /// <summary>Runs actors until a condition holds; blocks the caller, which may work as one of the workers.</summary>
    /// <param name="done">Becomes true by what an actor does in its turn.</param>
    /// <param name="stalled">Called when nothing can run although <paramref name="done"/> is false.</param>
    void Drive(Func<bool> done, Action stalled);
}
