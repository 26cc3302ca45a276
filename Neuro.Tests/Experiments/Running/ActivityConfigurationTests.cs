using Neuro.Experiments.Configuration;
using Neuro.Experiments.Running;
using Neuro.Runtime.Observing;

namespace Neuro.Tests.Experiments.Running;

/// <summary>What a configuration says is recorded, and what it cannot say.</summary>
public sealed class ActivityConfigurationTests
{
    [Fact]
    public void By_default_a_little_of_everything_is_recorded()
    {
        var selection = Select(string.Empty)!;
        Assert.Equal(new TrialSelection(100, 0, 600), selection.Trials);
        Assert.Equal([0], selection.Samples);
        Assert.Equal(["hidden1", "output", "ghost2"], selection.Probes!.Select(probe => probe.Population));
        Assert.All(selection.Probes!, probe => Assert.Equal(Enum.GetValues<ActivityVariable>(), probe.Variables));
        Assert.Equal([16, 10, 10], selection.Probes!.Select(probe => probe.Units.Count));
        Assert.Equal(Enumerable.Range(0, 19), selection.Steps);
    }

    [Fact]
    public void Later_entries_stand_before_earlier_ones()
    {
        var selection = Select("populations = [\"*\", \"hidden* units=0..99,every:250 variables=state,error\", \"output\"], units = [3, 7], variables = [rate]")!;
        Assert.Equal(
            ["hidden1 State,Error 101 250", "output Rate 2 7", "ghost2 Rate 2 7"],
            selection.Probes!.Select(probe => $"{probe.Population} {string.Join(',', probe.Variables)} {probe.Units.Count} {probe.Units[^1]}"));
        Assert.Equal(["output"], Select("populations = [output]")!.Probes!.Select(probe => probe.Population));
    }

    [Fact]
    public void Steps_are_those_of_the_phases_asked_for()
    {
        Assert.Equal([0, 1, 2], Select("phases = [sweep]")!.Steps);
        Assert.Equal([0, 2], Select("phases = [sweep], steps = [every 2]")!.Steps);
        Assert.Equal(Select("phases = [prediction, nudging, sweep]")!.Steps, Select(string.Empty)!.Steps);
    }

    /// <summary>A population that has none of the units that all are asked for is left out, unless it was asked for by itself.</summary>
    [Fact]
    public void A_small_population_may_have_none_of_the_units()
    {
        Assert.Equal(["hidden1"], Select("units = [20..30]")!.Probes!.Select(probe => probe.Population));
        Assert.Null(Select("every = 0"));
        Assert.Null(ActivityConfiguration.Selection(Settings("tables = [metrics]"), NetworkConfiguration.Network(Settings(string.Empty), 784, 10), 100, 600));
    }

    [Theory]
    [InlineData("populations = [hidden7]", "population 'hidden7', which is none with a state in \"hidden7\", expected one of hidden1, output, ghost2, or a pattern with *")]
    [InlineData("populations = [input]", "expected one of hidden1, output, ghost2")]
    [InlineData("populations = [\"hidden1 variables=stat\"]", "found variables=stat in \"hidden1 variables=stat\", expected one of state, rate, basal, apical, cancel, error")]
    [InlineData("populations = [\"output units=10\"]", "at least one of the 10 units of 'output', which are 0 to 9")]
    [InlineData("populations = [\"output units=3-5\"]", "expected numbers, each all, first N")]
    [InlineData("populations = [\"output trials=3\"]", "expected one of units=, variables=")]
    [InlineData("variables = [stat]", "stat")]
    [InlineData("units = [600]", "key 'trace.activity.units': found [600], expected something that at least one of the recorded populations has")]
    [InlineData("units = []", "key 'trace.activity.units': found [], expected something that")]
    [InlineData("variables = []", "key 'trace.activity.variables': found [], expected something that")]
    [InlineData("populations = []", "expected something that at least one of the recorded populations has")]
    [InlineData("units = [x]", "key 'trace.activity.units': found [x], expected a list of all, first N")]
    [InlineData("samples = [100]", "expected at least one of the 100 samples, which are 0 to 99")]
    [InlineData("steps = [19]", "expected at least one of the 19 steps, which are 0 to 18")]
    [InlineData("phases = [sleep]", "phase 'sleep', which the network does not have, expected some of sweep, prediction, nudging")]
    [InlineData("phases = [nudging], steps = [0..3]", "expected phases that have some of the steps of trace.activity.steps")]
    public void What_cannot_be_recorded_is_refused(string text, string why) =>
        Assert.Contains(why, Assert.Throws<ConfigurationException>(() => Select(text)).Message, StringComparison.Ordinal);

    private static ActivitySelection? Select(string activity)
    {
        var settings = Settings($"activity {{ {activity} }}");
        return ActivityConfiguration.Selection(settings, NetworkConfiguration.Network(settings, 784, 10), batch: 100, trialsPerEpoch: 600);
    }

    private static Settings Settings(string trace) => new ConfigurationLayers(NeuroKeys.Schema).AddText($"trace {{ {trace} }}", "test").Resolve();
}
