using Neuro.Runtime.Dispatching;

namespace Neuro.Tests.Runtime.Dispatching;

/// <summary>Only keeps what was queued.</summary>
internal sealed class CountingDispatcher : IDispatcher
{
    public Queue<Actor> Queued { get; } = new();

    public int Workers => 1;

    public void Enqueue(Actor actor) => Queued.Enqueue(actor);

    public void Drive(Func<bool> done, Action stalled) => throw new NotSupportedException("turns are run by hand");
}
