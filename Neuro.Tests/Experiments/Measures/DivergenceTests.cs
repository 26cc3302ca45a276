using Neuro.Experiments.Measures;
using Neuro.Experiments.Results;

namespace Neuro.Tests.Experiments.Measures;

/// <summary>What is told of networks that do not come to rest, and when a run ends.</summary>
public sealed class DivergenceTests
{
    [Theory]
    [InlineData(0.019, null)]
    [InlineData(0.021, false)]
    [InlineData(0.2, false)]
    [InlineData(0.21, true)]
    [InlineData(double.NaN, true)]
    public void Speed_is_warned_of_at_a_tenth(double speed, bool? isFatal)
    {
        var findings = SettlingCheck.Of([new LayerSpeed("hidden1", 0), new LayerSpeed("hidden2", speed)], 0.2).ToList();
        Assert.Equal(isFatal, findings.SingleOrDefault()?.IsFatal);
        Assert.All(findings, finding => Assert.Contains("'hidden2'", finding.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, 0.0, -1.0, -1.5, -1.6)]
    [InlineData(null, 0.0, -1.0, -1.5, -1.49995)]
    [InlineData(false, 0.0, -1.0, -1.5, -1.4)]
    [InlineData(true, 0.0, -1.0, -1.5, -1.2)]
    [InlineData(true, 0.0, 0.5, 0.4, 0.3)]
    [InlineData(true, 0.0, -1.0, double.NaN, double.NaN)]
    public void A_rising_energy_is_told(bool? isFatal, params double[] energies) => Assert.Equal(isFatal, EnergyCheck.Of(energies).SingleOrDefault()?.IsFatal);

    [Fact]
    public void No_energy_is_not_a_rise() => Assert.Empty(EnergyCheck.Of([]));

    [Fact]
    public void A_loop_gain_above_one_is_warned_of_by_name()
    {
        var finding = Assert.Single(LoopGainCheck.Of([Layer("hidden1", 0.9), Layer("hidden2", 1.2), Layer("hidden3", null)]));
        Assert.False(finding.IsFatal);
        Assert.Contains("'hidden2' is 1.2", finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 0.9, 1.9, null, "")]
    [InlineData(0.5, null, null, null, "")]
    [InlineData(0.09, 0.1, 0.1, false, "is saturated")]
    [InlineData(0.009, 0.1, 0.1, true, "is saturated")]
    [InlineData(double.NaN, 0.1, 0.1, true, "is saturated")]
    [InlineData(0.5, 1.1, 0.1, false, "do not follow")]
    [InlineData(0.5, 2.1, 0.1, true, "do not follow")]
    [InlineData(0.5, double.NaN, 0.1, true, "do not follow")]
    [InlineData(0.5, 0.1, 2.1, false, "add to the feedback")]
    [InlineData(0.5, 0.1, 11.0, true, "add to the feedback")]
    public void Layers_that_say_nothing_are_told_of(double slope, double? mimicry, double? residual, bool? isFatal, string expected)
    {
        var findings = ResponseCheck.Of([new LayerResponse("hidden1", 1, 0, 0), new LayerResponse("hidden2", slope, mimicry, residual)]).ToList();
        Assert.Equal(isFatal, findings.SingleOrDefault()?.IsFatal);
        Assert.All(findings, finding => Assert.Contains("'hidden2'", finding.Text, StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.Contains(expected, finding.Text, StringComparison.Ordinal));
    }

    private static LayerMeasures Layer(string name, double? gain) => new(name, null, null, null, null, null, null, null, null, gain, null);
}
