using Neuro.Experiments.Studies;

namespace Neuro.Tests.Experiments.Studies;

/// <summary>Protocols of spike timing that tests share.</summary>
internal static class Protocols
{
    /// <summary>High rates, so that few steps bring many pairs.</summary>
    public static readonly SpikeTimingOptions Busy = new(
        Seed: 1, Spikes: 400_000, PreRate: 100, Rate: 60, Amplitude: 15, Correlation: 20, Smoothing: 2, Step: 1, BinSteps: 5, BinsBeside: 20);

    /// <summary>A rate that would be below 0 a third of the time.</summary>
    public static readonly SpikeTimingOptions Clipped = Busy with { Rate = 15, Amplitude = 30 };
}
