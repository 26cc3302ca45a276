namespace Neuro.Tests.Experiments.Command;

/// <summary>A clock that stands still at 2026-02-03 04:05:06 UTC.</summary>
internal sealed class FixedTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
}
