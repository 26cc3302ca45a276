using Neuro.Experiments.Studies;

namespace Neuro.Tests.Experiments.Studies;

public sealed class StudyWorkTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 7)]
    [InlineData(3, 2)]
    [InlineData(4, 100)]
    public void Results_come_in_the_order_of_numbers(int workers, int blocks) =>
        Assert.Equal(Enumerable.Range(0, blocks).Select(i => i * i), Work(workers).Blocks("squares", blocks, i => i * i));

    /// <summary>Blocks that wait for one another need threads of their own.</summary>
    [Fact]
    public void As_many_blocks_go_on_at_a_time_as_there_are_workers()
    {
        using var barrier = new Barrier(3);
        Assert.Equal(3, Work(3).Blocks("meetings", 3, i => barrier.SignalAndWait(TimeSpan.FromMinutes(1))).Count(met => met));
    }

    [Fact]
    public void Progress_is_told_on_the_calling_thread_and_ends_with_all_of_it()
    {
        List<(StudyProgress Progress, int Thread)> told = [];
        new StudyWork(3, progress => told.Add((progress, Environment.CurrentManagedThreadId)), CancellationToken.None).Blocks("stage", 20, i => i);
        Assert.All(told, each => Assert.Equal((Environment.CurrentManagedThreadId, "stage", 20), (each.Thread, each.Progress.Stage, each.Progress.Blocks)));
        Assert.Equal(told.Select(each => each.Progress.Done).Order(), told.Select(each => each.Progress.Done));
        Assert.Equal((0, 20), (told[0].Progress.Done, told[^1].Progress.Done));
        Assert.Equal(1, told[^1].Progress.Fraction);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_failure_ends_the_work_and_is_thrown_as_it_was(int workers)
    {
        var done = 0;
        var failure = Assert.Throws<InvalidDataException>(() => Work(workers).Blocks("failures", 1000, i => i == 5 ? throw new InvalidDataException("block 5") : Interlocked.Increment(ref done)));
        Assert.Equal("block 5", failure.Message);
        Assert.Equal(workers == 1 ? 5 : done, done);
    }

    [Fact]
    public void An_end_asked_for_comes_after_the_block_in_hand()
    {
        using var cancellation = new CancellationTokenSource();
        var done = 0;
        Assert.Throws<OperationCanceledException>(() => new StudyWork(1, null, cancellation.Token).Blocks("blocks", 10, i =>
        {
            if (++done == 4)
            {
                cancellation.Cancel();
            }

            return i;
        }));
        Assert.Equal(4, done);
    }

    private static StudyWork Work(int workers) => new(workers, null, CancellationToken.None);
}
