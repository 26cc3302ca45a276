using Neuro.Experiments.Configuration;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Studies;

/// <summary>The protocol of the study of spike timing. Rates in Hz, times in ms.</summary>
/// <param name="Seed">Seed.</param>
/// <param name="Spikes">Presynaptic spikes, about.</param>
/// <param name="PreRate">Rate of the presynaptic spikes.</param>
/// <param name="Rate">Mean of the postsynaptic rate.</param>
/// <param name="Amplitude">Its standard deviation.</param>
/// <param name="Correlation">Time constant of the first filter.</param>
/// <param name="Smoothing">Time constant of the second one, which is shorter.</param>
/// <param name="Step">Time step.</param>
/// <param name="BinSteps">Steps of a bin, an odd number.</param>
/// <param name="BinsBeside">Bins on either side of the one about 0.</param>
internal sealed record SpikeTimingOptions(
    long Seed, long Spikes, double PreRate, double Rate, double Amplitude, double Correlation, double Smoothing, double Step, int BinSteps, int BinsBeside)
{
    /// <summary>Steps of a block. It must be long against the window, whose pairs across borders of blocks are left out.</summary>
    public const int BlockSteps = 100_000;

    private const int MostBlocks = 1_000_000;
    private const int LongestWindow = BlockSteps / 10;

    /// <summary>So many standard deviations above its mean the rate must still leave a probability: beyond is once in 10^15 steps.</summary>
    private const double Reach = 8;
    private const double MillisecondsPerSecond = 1000;

    /// <summary>Bins in all.</summary>
    public int Bins => (2 * BinsBeside) + 1;

    /// <summary>Largest difference of a pair, in steps.</summary>
    public int LargestLag => (BinsBeside * BinSteps) + (BinSteps / 2);

    /// <summary>Blocks that are run.</summary>
    public int Blocks => (int)Math.Max(2, Math.Ceiling(Spikes / (PreRate * Step / MillisecondsPerSecond * BlockSteps)));

    /// <summary>The chance of a spike in a step at a rate; the rate may be negative, which is none.</summary>
    /// <param name="rate">The rate.</param>
    public double Chance(double rate) => Math.Max(0, rate) * Step / MillisecondsPerSecond;

    /// <summary>Reads a configuration.</summary>
    /// <param name="settings">The configuration.</param>
    /// <exception cref="ConfigurationException">Values do not fit together.</exception>
    public static SpikeTimingOptions Of(Settings settings)
    {
        var keys = NeuroKeys.SpikeTiming;
        var (step, bin, window) = (settings.Get(keys.Step), settings.Get(keys.Bin), settings.Get(keys.Window));
        Require(Whole(bin / step) is { } steps && steps % 2 == 1, settings.Find(keys.Bin), $"an odd number of steps of stdp.step = {settings.Find(keys.Step).Text}");
        Require(Whole(window / bin) is not null && window / step <= LongestWindow, settings.Find(keys.Window), $"a whole number of bins of stdp.bin = {settings.Find(keys.Bin).Text}, and at most {LongestWindow} steps");
        Require(settings.Get(keys.Smoothing) < settings.Get(keys.Correlation), settings.Find(keys.Smoothing), $"less than stdp.correlation = {settings.Find(keys.Correlation).Text}");
        var options = new SpikeTimingOptions(
            settings.Get(NeuroKeys.Seed), settings.Get(keys.Spikes), settings.Get(keys.PreRate), settings.Get(keys.Rate), settings.Get(keys.Amplitude),
            settings.Get(keys.Correlation), settings.Get(keys.Smoothing), step, (int)Math.Round(bin / step), (int)Math.Round(window / bin));
        Require(options.Chance(options.PreRate) <= 1, settings.Find(keys.PreRate), $"at most one spike in a step of stdp.step = {settings.Find(keys.Step).Text}");
        Require(
            options.Chance(options.Rate + (Reach * options.Amplitude)) <= 1, settings.Find(keys.Rate),
            $"at most one spike in a step of stdp.step = {settings.Find(keys.Step).Text}, {Reach} times stdp.amplitude = {settings.Find(keys.Amplitude).Text} above it, too");
        Require(
            options.Spikes <= MostBlocks * options.Chance(options.PreRate) * BlockSteps, settings.Find(keys.Spikes),
            $"what {MostBlocks:N0} blocks of {BlockSteps:N0} steps bring at stdp.pre-rate = {settings.Find(keys.PreRate).Text}, or less");
        return options;
    }

    private static void Require(bool holds, Setting setting, string expected)
    {
        if (!holds)
        {
            throw ConfigurationException.At(setting.Provenance, setting.Path, setting.Text, expected);
        }
    }

    /// <summary>A ratio of two durations that is a whole number, as far as their digits tell.</summary>
    private static long? Whole(double ratio) =>
        Math.Round(ratio) is var whole and >= 1 and < int.MaxValue && Math.Abs(ratio - whole) < 1e-9 * whole ? (long)whole : null;
}
