namespace Neuro.Runtime.Decisions;

/// <summary>Where decisions come from, and so what they can be replayed on.</summary>
/// <param name="Timing">Hash of who reads whom and when: 64 hexadecimal digits.</param>
/// <param name="Slack">Slack of the run in steps; null for none.</param>
/// <param name="HasTrialBarrier">Whether reads stayed within a trial.</param>
/// <param name="Steps">Steps of a trial.</param>
public sealed record DecisionOrigin(string Timing, int? Slack, bool HasTrialBarrier, int Steps);
