using Neuro.Experiments.Studies;

namespace Neuro.Tests.Experiments.Studies;

public sealed class SpikeTimingCurveTests
{
    public static TheoryData<string> All => ["busy", "clipped", "slow"];

    [Theory]
    [MemberData(nameof(All))]
    public void Closed_form_is_the_integral_of_the_definitions(string name)
    {
        var options = Of(name);
        var (oracle, curve) = (new SpikeTimingOracle(options), new SpikeTimingCurve(options));
        Assert.Equal(0, curve.At(0));
        foreach (var difference in (double[])[-100, -31, -10, -5, -2, -1, -0.5, 0.5, 1, 2, 4, 5, 20, 60, 100])
        {
            var expected = oracle.Curve(difference);
            Assert.Equal(expected, curve.At(difference), Math.Abs(expected) * 2e-4);
        }
    }

    /// <summary>Far from 0, and with the second filter gone, what is left is a^2 / (r_0 l) exp(-|D| / l), of the first filter alone.</summary>
    [Fact]
    public void Without_smoothing_it_is_an_exponential_on_either_side()
    {
        var curve = new SpikeTimingCurve(Protocols.Busy with { Smoothing = 1e-6 });
        Assert.Equal(15.0 * 15 / (60 * 20) * Math.Exp(-30.0 / 20), curve.At(30), 1e-5);
        Assert.Equal(-curve.At(30), curve.At(-30), 1e-15);
    }

    [Fact]
    public void A_bin_is_the_mean_of_its_steps()
    {
        var curve = new SpikeTimingCurve(Protocols.Busy);
        Assert.Equal(0, curve.OfBin(20), 1e-15);
        Assert.Equal((curve.At(3) + curve.At(4) + curve.At(5) + curve.At(6) + curve.At(7)) / 5, curve.OfBin(21), 1e-15);
        Assert.Equal((curve.At(-102) + curve.At(-101) + curve.At(-100) + curve.At(-99) + curve.At(-98)) / 5, curve.OfBin(0), 1e-15);
    }

    /// <summary>Another program, another generator, another way to step and to count: the same curve.</summary>
    [Fact]
    public void A_plain_simulation_finds_it()
    {
        var (oracle, curve) = (new SpikeTimingOracle(Protocols.Busy), new SpikeTimingCurve(Protocols.Busy));
        var found = oracle.Simulate(seed: 5, milliseconds: 600_000, step: 0.1);
        var deviations = found.Select((bin, at) => (bin.Mean - curve.OfBin(at)) / bin.Error).ToList();
        Assert.InRange(deviations.Average(deviation => deviation * deviation), 0.3, 2);
        Assert.InRange(found.Select((bin, at) => Math.Pow(bin.Mean / bin.Error, 2)).Average(), 10, double.PositiveInfinity);
    }

    private static SpikeTimingOptions Of(string name) => name switch
    {
        "busy" => Protocols.Busy,
        "clipped" => Protocols.Clipped,
        _ => Protocols.Busy with { Correlation = 50, Smoothing = 30, Rate = 10, Amplitude = 0.5 },
    };
}
