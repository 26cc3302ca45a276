namespace Neuro.Tests.Units.Specification;

/// <summary>One way to spoil a network, and what the message must name.</summary>
/// <param name="Spoil">The change.</param>
/// <param name="Part">The part at fault.</param>
/// <param name="Says">What was given and what was expected, in words of the message.</param>
internal sealed record Fault(Action<Sketch> Spoil, string Part, params string[] Says);
