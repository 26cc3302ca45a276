namespace Neuro.Tests.Runtime.ControlPlane;

/// <summary>A clock that a test advances; timers fire on the thread that advances it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.Equal(dueTime, period);
        var timer = new ManualTimer(this, () => callback(state), GetTimestamp() + period.Ticks, period.Ticks);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    public void Advance(TimeSpan time)
    {
        var end = GetTimestamp() + time.Ticks;
        while (Due(end) is { } timer)
        {
            Interlocked.Exchange(ref _now, timer.Due);
            timer.Fire();
        }

        Interlocked.Exchange(ref _now, end);
    }

    private ManualTimer? Due(long end)
    {
        lock (_lock)
        {
            return _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
        }
    }

    private void Remove(ManualTimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }
    }

    private sealed class ManualTimer(ManualTime time, Action callback, long due, long period) : ITimer
    {
        public long Due { get; private set; } = due;

        public void Fire()
        {
            Due += period;
            callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period1) => throw new NotSupportedException();

        public void Dispose() => time.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
