using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Dispatching;

namespace Neuro.Tests.Runtime.Dispatching;

[Collection(ThreadedCollection.Name)]
public sealed class ActorTests
{
    [Fact]
    public void Is_queued_once_however_often_it_is_woken()
    {
        var queue = new CountingDispatcher();
        var bell = new Bell { Dispatcher = queue };
        bell.Ring();
        bell.Ring();
        Assert.Single(queue.Queued);
        queue.Queued.Dequeue().RunTurn();
        Assert.Equal(2, bell.Answered);
        Assert.Empty(queue.Queued);
        bell.Ring();
        Assert.Single(queue.Queued);
    }

    /// <summary>Woken in its own turn, by itself or by another: it runs once more.</summary>
    [Fact]
    public void Runs_again_when_it_is_woken_in_its_turn()
    {
        var queue = new CountingDispatcher();
        var bell = new Bell { Dispatcher = queue };
        bell.Then = _ =>
        {
            if (bell.Answered == 1)
            {
                bell.Ring();
                Assert.Empty(queue.Queued);
            }
        };
        bell.Ring();
        queue.Queued.Dequeue().RunTurn();
        Assert.Single(queue.Queued);
        queue.Queued.Dequeue().RunTurn();
        Assert.Equal(2, bell.Answered);
        Assert.Empty(queue.Queued);
    }

    [Fact]
    public void Takes_its_messages_in_order_before_its_turn()
    {
        var queue = new CountingDispatcher();
        var bell = new Bell { Dispatcher = queue };
        var messages = Enumerable.Range(0, 5).Select(i => new Finished("a", i)).ToArray();
        Array.ForEach(messages, bell.Tell);
        var inTurn = 0;
        bell.Then = _ => inTurn = bell.Received.Count;
        queue.Queued.Dequeue().RunTurn();
        Assert.Equal(messages, bell.Received);
        Assert.Equal(messages.Length, inTurn);
    }

    /// <summary>Ringers on all workers ring few bells without a pause: a lost wake-up leaves a ring unanswered and the run stuck.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    [InlineData(8, 2)]
    public void No_wake_up_is_lost_and_no_turn_overlaps(int workers, int bells)
    {
        const int RingsEach = 3000;
        using var pool = new WorkerPool(workers);
        var rung = Enumerable.Range(0, bells).Select(i => new Bell { Dispatcher = pool, Home = i % workers }).ToArray();
        var ringers = Enumerable.Range(0, workers).Select(i => new Ringer(rung, RingsEach) { Dispatcher = pool, Home = i }).ToArray();
        foreach (var ringer in ringers)
        {
            ringer.Tell(Resume.Instance);
        }

        var stuck = false;
        pool.Drive(() => rung.All(b => b.Answered == RingsEach * workers), () => stuck = true);
        Assert.False(stuck);
        Assert.All(rung, bell => Assert.Equal(RingsEach * workers, bell.Answered));
        Assert.DoesNotContain(rung, bell => bell.Overlapped);
    }

    /// <summary>Two bells on two workers that ring each other: each turn races with the other's falling asleep.</summary>
    [Fact]
    public void A_ball_between_two_workers_is_never_dropped()
    {
        const int Passes = 5000;
        using var pool = new WorkerPool(2);
        var (one, two) = (new Bell { Dispatcher = pool, Home = 0 }, new Bell { Dispatcher = pool, Home = 1 });
        one.Then = _ => two.Ring();
        two.Then = _ => one.Ring();
        one.Ring();
        var stuck = false;
        pool.Drive(
            () =>
            {
                if (one.Answered < Passes)
                {
                    return false;
                }

                one.Then = null;
                two.Then = null;
                return true;
            },
            () => stuck = true);
        Assert.False(stuck);
    }
}
