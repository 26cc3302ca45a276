namespace Neuro.Runtime.Schedules;

/// <summary>What has become of an event (the plasticity signal of one version) at a step of its reader.</summary>
public enum SignalFate
{
    /// <summary>It has arrived and is applied, once.</summary>
    Arrived,

    /// <summary>It may still come.</summary>
    Later,

    /// <summary>It never comes.</summary>
    Lost,
}
