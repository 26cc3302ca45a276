using Neuro.Runtime.Schedules;

namespace Neuro.Tests.Runtime.Schedules;

/// <summary>Lockstep, but the projection that has a certain delay can never be read for a certain version.</summary>
internal sealed class WedgedSchedule(int delay, long wedgedVersion) : IReadSchedule
{
    private readonly LockstepSchedule _lockstep = new();

    public string Name => "wedged";

    public bool IsDeterministic => true;

    public bool TryChoose(in ReadRequest read, long watermark, out long version) =>
        _lockstep.TryChoose(read, watermark, out version) && (read.Delay != delay || read.Version != wedgedVersion);

    public long OldestNeeded(in ReadRequest read) => _lockstep.OldestNeeded(read);

    public int VersionsKept(int projection, int delay) => _lockstep.VersionsKept(projection, delay);
}
