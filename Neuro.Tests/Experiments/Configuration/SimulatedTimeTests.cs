using Neuro.Experiments.Configuration;

namespace Neuro.Tests.Experiments.Configuration;

public class SimulatedTimeTests
{
    private readonly Example _keys = new();

    [Theory]
    [InlineData("20", "0.1 ms", 20)]
    [InlineData("100 ms", "0.1 ms", 1000)]
    [InlineData("0.3 ms", "0.1 ms", 3)]
    [InlineData("1 s", "0.5", 2000)]
    [InlineData("\"20\"", "1 ms", 20)]
    [InlineData("2e1", "1 ms", 20)]
    [InlineData("100 us", "0.025 ms", 4)]
    public void A_duration_is_a_whole_number_of_steps(string time, string step, int expected) =>
        Assert.Equal(expected, _keys.Read($"time.settle = {time}, time.step = {step}").GetSteps(_keys.Settle, _keys.Step));

    [Theory]
    [InlineData("1 ms", "0.3 ms")]
    [InlineData("0.05 ms", "0.1 ms")]
    [InlineData("1 d", "1 ns")]
    [InlineData("3000000000", "1 ms")]
    public void Another_is_refused_and_both_keys_are_named(string time, string step)
    {
        Settings settings = _keys.Read($"time.settle = {time}\ntime.step = {step}");
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => settings.GetSteps(_keys.Settle, _keys.Step));
        Assert.StartsWith("exp.conf:1:15: key 'time.settle': found ", e.Message, StringComparison.Ordinal);
        Assert.Contains("steps of time.step = ", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("(exp.conf:2:13)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_is_zero()
    {
        Settings settings = _keys.Read("time.gap = 0");
        Assert.Equal(0, settings.GetSteps(_keys.Gap, _keys.Step));
        Assert.Equal(default, settings.Get(_keys.Gap));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedTime.OfSteps(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedTime.OfMilliseconds(-1));
    }
}
