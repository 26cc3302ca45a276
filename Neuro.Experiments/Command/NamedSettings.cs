using Neuro.Experiments.Configuration;

namespace Neuro.Experiments.Command;

/// <summary>A configuration, and what the experiment is called.</summary>
/// <param name="Name">The name of the experiment, or of the user's file without its extension.</param>
/// <param name="Settings">The configuration.</param>
internal sealed record NamedSettings(string Name, Settings Settings);
