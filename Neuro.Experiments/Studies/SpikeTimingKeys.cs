using Neuro.Experiments.Configuration;

namespace Neuro.Experiments.Studies;

/// <summary>Keys of the study of spike timing.</summary>
/// <param name="schema">Takes them in.</param>
internal sealed class SpikeTimingKeys(ConfigurationSchema schema)
{
    /// <summary>Presynaptic spikes.</summary>
    public ConfigurationKey<long> Spikes { get; } = schema.Long("stdp.spikes", 2_000_000, "Presynaptic spikes, about: as many whole blocks of 100,000 steps are run as bring so many on average, and at least 2.", min: 1);

    /// <summary>Presynaptic rate.</summary>
    public ConfigurationKey<double> PreRate { get; } = schema.Double("stdp.pre-rate", 10, "Rate of the presynaptic spikes, which come by chance alone.", min: 0, max: 1e6, unit: "Hz", minExcluded: true);

    /// <summary>Mean of the postsynaptic rate.</summary>
    public ConfigurationKey<double> Rate { get; } = schema.Double("stdp.rate", 20, "Mean r_0 of the postsynaptic rate r = r_0 + a z.", min: 0, max: 1e6, unit: "Hz", minExcluded: true);

    /// <summary>Spread of the postsynaptic rate.</summary>
    public ConfigurationKey<double> Amplitude { get; } = schema.Double("stdp.amplitude", 5, "Standard deviation a of the postsynaptic rate; z has variance 1. Below 0 the rate of spikes is 0.", min: 0, max: 1e6, unit: "Hz", minExcluded: true);

    /// <summary>First filter.</summary>
    public ConfigurationKey<double> Correlation { get; } = schema.Duration("stdp.correlation", 20, "Time constant of the first filter, through which white noise becomes z.", minExcluded: true);

    /// <summary>Second filter.</summary>
    public ConfigurationKey<double> Smoothing { get; } = schema.Duration("stdp.smoothing", 2, "Time constant of the second filter, after which z has a derivative; below stdp.correlation.", minExcluded: true);

    /// <summary>Time step.</summary>
    public ConfigurationKey<double> Step { get; } = schema.Duration("stdp.step", 1, "Time step in which either side has a spike or none.", minExcluded: true);

    /// <summary>Largest difference.</summary>
    public ConfigurationKey<double> Window { get; } = schema.Duration("stdp.window", 100, "Middle of the last bin: the largest difference between spikes of a pair; a whole number of bins.", minExcluded: true);

    /// <summary>Width of a bin.</summary>
    public ConfigurationKey<double> Bin { get; } = schema.Duration("stdp.bin", 5, "Width of a bin of differences: an odd number of steps, so that bins lie about their middles, and one about 0.", minExcluded: true);
}
