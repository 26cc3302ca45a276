using Neuro.Experiments.Configuration;

namespace Neuro.Experiments.Sweeps;

/// <summary>One run of a sweep.</summary>
/// <param name="Experiment">The name of the experiment.</param>
/// <param name="Name">The name of its folder.</param>
/// <param name="Point">Which combination of grid values it has, from 0; cells of one point differ in the seed alone.</param>
/// <param name="Settings">The configuration.</param>
internal sealed record SweepCell(string Experiment, string Name, int Point, Settings Settings);
