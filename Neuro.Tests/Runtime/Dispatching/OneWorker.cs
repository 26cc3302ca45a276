using Neuro.Runtime.Dispatching;

namespace Neuro.Tests.Runtime.Dispatching;

/// <summary>Hands everything to one worker, whose turns the test runs.</summary>
internal sealed class OneWorker(Worker worker) : IDispatcher
{
    public int Workers => 1;

    public void Enqueue(Actor actor) => worker.Add(actor);

    public void Drive(Func<bool> done, Action stalled) => throw new NotSupportedException("turns are run by hand");
}
