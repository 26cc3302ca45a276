namespace Neuro.Tests.Runtime.Observing;

/// <summary>A clock that goes on only when it is told to, and counts how often it was read.</summary>
internal sealed class ManualTime : TimeProvider
{
    public long Now { get; set; }

    public int Readings { get; private set; }

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp()
    {
        Readings++;
        return Now;
    }
}
