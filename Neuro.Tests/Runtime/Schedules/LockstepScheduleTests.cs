using Neuro.Runtime.Schedules;

namespace Neuro.Tests.Runtime.Schedules;

public sealed class LockstepScheduleTests
{
    private readonly LockstepSchedule _schedule = new();

    [Theory]
    [InlineData(12, 10, 1, 11)]
    [InlineData(12, 10, 2, 10)]
    [InlineData(12, 10, 3, 10)]
    [InlineData(40, 10, 4, 36)]
    public void Reads_n_minus_d_but_never_before_the_trial(long version, long start, int delay, long expected)
    {
        var read = new ReadRequest(0, version, start, delay);
        Assert.True(_schedule.TryChoose(read, watermark: expected, out var chosen));
        Assert.Equal(expected, chosen);
        Assert.Equal(expected, _schedule.OldestNeeded(read));
    }

    [Fact]
    public void Waits_until_the_sender_has_said_all_up_to_there() =>
        Assert.False(_schedule.TryChoose(new ReadRequest(0, 12, 10, 1), watermark: 10, out _));

    /// <summary>A sender that is further ahead is not read any sooner.</summary>
    [Fact]
    public void Ignores_what_was_said_later()
    {
        Assert.True(_schedule.TryChoose(new ReadRequest(0, 12, 10, 1), watermark: 30, out var chosen));
        Assert.Equal(11, chosen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void A_sender_keeps_what_is_read_and_what_it_is_about_to_say(int delay) => Assert.True(_schedule.VersionsKept(0, delay) >= delay + 1);
}
