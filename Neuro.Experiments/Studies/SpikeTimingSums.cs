namespace Neuro.Experiments.Studies;

/// <summary>What came out of a block of simulated time.</summary>
/// <param name="Slopes">The sum of dr/dt at presynaptic spikes over the pairs of each bin.</param>
/// <param name="Pairs">How many pairs each bin has.</param>
/// <param name="Before">Presynaptic spikes.</param>
/// <param name="After">Postsynaptic spikes.</param>
internal sealed record SpikeTimingSums(double[] Slopes, int[] Pairs, int Before, int After);
