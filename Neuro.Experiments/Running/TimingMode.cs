namespace Neuro.Experiments.Running;

/// <summary>What is measured of the time of populations.</summary>
public enum TimingMode
{
    /// <summary>Waiting under the live schedule, else nothing.</summary>
    Auto,

    /// <summary>Nothing.</summary>
    Off,

    /// <summary>How long they wait.</summary>
    Waiting,

    /// <summary>How long they wait, compute and deliver.</summary>
    Split,
}
