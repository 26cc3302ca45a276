namespace Neuro.Runtime.ControlPlane;

/// <summary>Where and why a population failed.</summary>
/// <param name="Population">Its name.</param>
/// <param name="Trial">Trial, from 0.</param>
/// <param name="Step">Step within the trial: 0 when it opens, beyond the last when it closes.</param>
/// <param name="Cause">What was thrown.</param>
public sealed record PopulationFailure(string Population, long Trial, int Step, Exception Cause)
{
    /// <summary>Which of several replicas it belongs to, from 0; null when there is but one.</summary>
    public int? Replica { get; init; }

    /// <summary>The population as it is called in messages.</summary>
    internal string Part => NameOf(Population, Replica);

    internal static string NameOf(string population, int? replica) => replica is { } index ? $"population '{population}' of replica {index}" : $"population '{population}'";
}
