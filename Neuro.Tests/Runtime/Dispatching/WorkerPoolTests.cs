using Neuro.Runtime.Dispatching;

namespace Neuro.Tests.Runtime.Dispatching;

[Collection(ThreadedCollection.Name)]
public sealed class WorkerPoolTests
{
    private static readonly TimeSpan Ever = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_pool_needs_a_worker(int workers) => Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(workers));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Thousands_of_actors_all_run(int workers)
    {
        using var pool = new WorkerPool(workers);
        var bells = Enumerable.Range(0, 5000).Select(i => new Bell { Dispatcher = pool, Home = i }).ToArray();
        for (var round = 1; round <= 3; round++)
        {
            Array.ForEach(bells, bell => bell.Ring());
            var stuck = false;
            pool.Drive(() => bells.All(b => b.Answered == round), () => stuck = true);
            Assert.False(stuck);
        }

        Assert.DoesNotContain(bells, bell => bell.Overlapped);
    }

    /// <summary>A long chain of actors, each of which wakes the next on another worker.</summary>
    [Fact]
    public void A_chain_across_the_workers_reaches_its_end()
    {
        using var pool = new WorkerPool(3);
        var bells = Enumerable.Range(0, 2000).Select(i => new Bell { Dispatcher = pool, Home = i }).ToArray();
        for (var i = 0; i + 1 < bells.Length; i++)
        {
            var next = bells[i + 1];
            bells[i].Then = _ => next.Ring();
        }

        bells[0].Ring();
        var stuck = false;
        pool.Drive(() => bells[^1].Answered == 1, () => stuck = true);
        Assert.False(stuck);
    }

    [Fact]
    public void A_drive_with_nothing_to_do_says_so()
    {
        using var pool = new WorkerPool(2, nap: TimeSpan.Zero);
        var stalled = 0;
        pool.Drive(() => false, () => stalled++);
        Assert.Equal(1, stalled);
    }

    [Fact]
    public void Between_runs_every_worker_sleeps()
    {
        using var pool = new WorkerPool(4);
        Assert.True(SpinWait.SpinUntil(() => pool.IsAsleep, Ever), "new workers do not sleep");
        var bells = Enumerable.Range(0, 100).Select(i => new Bell { Dispatcher = pool, Home = i }).ToArray();
        Array.ForEach(bells, bell => bell.Ring());
        pool.Drive(() => bells.All(b => b.Answered == 1), () => Assert.Fail("stalled"));
        Assert.True(SpinWait.SpinUntil(() => pool.IsAsleep, Ever), "workers do not sleep after a run");
    }

    /// <summary>A drive that ends, for whatever reason, leaves nobody in a turn and nothing queued.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void After_a_drive_nothing_moves(int workers)
    {
        using var pool = new WorkerPool(workers);
        var inTurn = 0;
        var bells = Enumerable.Range(0, 12).Select(i => new Bell { Dispatcher = pool, Home = i }).ToArray();
        for (var i = 0; i + 1 < bells.Length; i++)
        {
            var next = bells[i + 1];
            bells[i].Then = _ =>
            {
                Interlocked.Increment(ref inTurn);
                next.Ring();
                Thread.SpinWait(20);
                Interlocked.Decrement(ref inTurn);
            };
        }

        for (var round = 1; round <= 1000; round++)
        {
            bells[0].Ring();

            // Ends when the chain has only begun.
            pool.Drive(() => bells[1].Answered >= round, () => Assert.Fail("stalled"));
            Assert.Equal(0, Volatile.Read(ref inTurn));
            Assert.Equal(round, bells[^1].Answered);
        }
    }

    [Fact]
    public void A_disposed_pool_has_ended_its_threads()
    {
        for (var i = 0; i < 20; i++)
        {
            // Joins them: a thread that did not end would hang here.
            new WorkerPool(4, nap: Ever).Dispose();
        }
    }

    [Fact]
    public void What_ends_a_drive_may_throw()
    {
        using var pool = new WorkerPool(2, nap: TimeSpan.Zero);
        Assert.Throws<FormatException>(() => pool.Drive(() => false, () => throw new FormatException("stalled")));
        var bell = new Bell { Dispatcher = pool, Home = 1 };
        bell.Ring();
        pool.Drive(() => bell.Answered == 1, () => { });
        Assert.Equal(1, bell.Answered);
    }
}
