using Neuro.Runtime.ControlPlane;
using Neuro.Tests.Runtime.Dispatching;

namespace Neuro.Tests.Runtime.ControlPlane;

public sealed class CoordinatorTests
{
    private static readonly PopulationFailure First = new("a", 1, 2, new FormatException("first"));
    private static readonly PopulationFailure Second = new("b", 1, 1, new FormatException("second"));

    [Fact]
    public void Done_when_all_have_finished()
    {
        var dispatcher = SeededDispatcher.FromSeed(1);
        var coordinator = new Coordinator { Dispatcher = dispatcher };
        coordinator.Watch(2);
        coordinator.Begin();
        coordinator.Tell(new Finished("a", 3));
        var stalled = 0;
        dispatcher.Drive(() => coordinator.IsDone, () => stalled++);
        Assert.Equal(1, stalled);
        coordinator.Tell(new Finished("b", 3));
        dispatcher.Drive(() => coordinator.IsDone, () => stalled++);
        Assert.Equal(1, stalled);
        Assert.True(coordinator.IsDone);
        coordinator.Begin();
        Assert.False(coordinator.IsDone);
    }

    [Fact]
    public void The_first_failure_is_kept()
    {
        var dispatcher = SeededDispatcher.FromSeed(1);
        var coordinator = new Coordinator { Dispatcher = dispatcher };
        coordinator.Watch(5);
        coordinator.Begin();
        coordinator.Tell(new Failed(First));
        coordinator.Tell(new Failed(Second));
        dispatcher.Drive(() => coordinator.IsDone, () => Assert.Fail("stalled"));
        Assert.Same(First, coordinator.Failure);
    }

    [Fact]
    public void Only_the_first_failure_spreads()
    {
        var poison = new Poison();
        Assert.Null(poison.Failure);
        Assert.True(poison.TrySpread(First));
        Assert.False(poison.TrySpread(Second));
        Assert.Same(First, poison.Failure);
    }
}
