using Neuro.Runtime.Dispatching;

namespace Neuro.Tests.Runtime.Dispatching;

public sealed class WorkerTests
{
    /// <summary>Enough to make its ring grow several times, with its head anywhere.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    public void Its_own_ring_grows_and_keeps_the_order(int before)
    {
        using var worker = new Worker(TimeSpan.Zero);
        worker.Enter();
        var order = new List<int>();
        var expected = new List<int>();
        Queue(worker, order, 0, before, expected);
        for (var i = 0; i < before; i++)
        {
            Assert.True(worker.TryRunOne());
        }

        Queue(worker, order, 1000, 500, expected);
        Assert.True(worker.HasWork);
        while (worker.TryRunOne())
        {
        }

        Assert.False(worker.HasWork);
        Assert.Equal(expected, order);
    }

    /// <summary>Own work that never ends does not keep out what others have queued, and the other way round.</summary>
    [Fact]
    public void Neither_own_nor_others_work_starves()
    {
        using var worker = new Worker(TimeSpan.Zero);
        var others = Enumerable.Range(0, 200).Select(_ => Home(worker)).ToArray();
        Array.ForEach(others, bell => bell.Ring());
        worker.Enter();
        var own = Home(worker);
        own.Then = _ => own.Ring();
        own.Ring();
        for (var turn = 0; turn < 200 * 40; turn++)
        {
            worker.TryRunOne();
        }

        Assert.All(others, bell => Assert.Equal(1, bell.Answered));
        Assert.InRange(own.Answered, 200, long.MaxValue);
    }

    [Fact]
    public void Whoever_is_not_the_worker_queues_where_the_worker_finds_it()
    {
        using var worker = new Worker(TimeSpan.FromSeconds(60));
        var bell = Home(worker);
        var thread = new Thread(() =>
        {
            worker.Enter();
            while (!worker.TryRunOne())
            {
                worker.Wait(() => false, park: true);
            }
        });
        thread.Start();
        Assert.True(SpinWait.SpinUntil(() => worker.IsParked, TimeSpan.FromSeconds(60)), "the worker did not park");
        bell.Ring();
        thread.Join();
        Assert.Equal(1, bell.Answered);
        Assert.False(worker.IsParked);
    }

    [Fact]
    public void Waiting_ends_with_the_reason_to_wait()
    {
        using var worker = new Worker(TimeSpan.FromSeconds(60));
        Assert.True(worker.Wait(() => true));
        Assert.True(worker.Wait(() => true, park: true));
        Assert.False(worker.IsParked);
    }

    [Fact]
    public void A_worker_that_nobody_wakes_says_so()
    {
        using var worker = new Worker(TimeSpan.Zero);
        Assert.False(worker.Wait(() => false, park: true));
        Assert.False(worker.IsParked);
    }

    [Fact]
    public void Activity_is_odd_in_a_turn_and_even_outside()
    {
        using var worker = new Worker(TimeSpan.Zero);
        worker.Enter();
        var bell = Home(worker);
        var inTurn = 0L;
        bell.Then = _ => inTurn = worker.Activity;
        bell.Ring();
        worker.TryRunOne();
        Assert.Equal((1, 0), (inTurn % 2, worker.Activity % 2));
        Assert.True(worker.Activity > inTurn);
    }

    private static void Queue(Worker worker, List<int> order, int from, int count, List<int> expected)
    {
        foreach (var i in Enumerable.Range(from, count))
        {
            var bell = Home(worker);
            bell.Then = _ => order.Add(i);
            bell.Ring();
            expected.Add(i);
        }
    }

    private static Bell Home(Worker worker) => new() { Dispatcher = new OneWorker(worker) };
}
