namespace Neuro.Runtime.ControlPlane;

/// <summary>An ordinary message between actors: never rates, never at step speed.</summary>
internal abstract record ControlMessage;

/// <summary>Run the trials that the gate lets through.</summary>
internal sealed record Resume : ControlMessage
{
    public static Resume Instance { get; } = new();
}

/// <summary>An actor has run every trial that the gate let through.</summary>
internal sealed record Finished(string Population, long Trials) : ControlMessage;

/// <summary>Average a part of the replicas' weights.</summary>
internal sealed record Average : ControlMessage
{
    public static Average Instance { get; } = new();
}

/// <summary>A part of the replicas' weights has been averaged.</summary>
internal sealed record Averaged : ControlMessage
{
    public static Averaged Instance { get; } = new();
}

/// <summary>An actor failed.</summary>
internal sealed record Failed(PopulationFailure Failure) : ControlMessage;
