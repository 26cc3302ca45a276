using Neuro.Runtime.Schedules;

namespace Neuro.Tests.Runtime.Schedules;

/// <summary>Reads up to <see cref="Late"/> steps later than lockstep, by a pure function of version and delay; now and then older than the step before.</summary>
internal sealed class JitterSchedule : IReadSchedule
{
    public const int Late = 3;

    public string Name => "jitter";

    public bool IsDeterministic => true;

    public bool TryChoose(in ReadRequest read, long watermark, out long version)
    {
        var late = (long)(((ulong)((read.Version * 31) + read.Delay) * 0x9E3779B97F4A7C15UL) >> 33) % (Late + 1);
        version = Math.Max(read.Version - read.Delay - late, read.TrialStart);
        return watermark >= version;
    }

    public long OldestNeeded(in ReadRequest read) => Math.Max(read.Version - read.Delay - Late, read.TrialStart);

    public int VersionsKept(int projection, int delay) => delay + Late + 1;
}
