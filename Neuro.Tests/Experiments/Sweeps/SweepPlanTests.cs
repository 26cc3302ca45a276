using Neuro.Experiments.Configuration;
using Neuro.Experiments.Running;
using Neuro.Experiments.Sweeps;

namespace Neuro.Tests.Experiments.Sweeps;

public sealed class SweepPlanTests
{
    private static IReadOnlyList<SweepCell> Plan(string seeds, params string[] grid) =>
        SweepPlan.Of("e", new ConfigurationLayers(NeuroKeys.Schema), [.. grid.Select(GridAxis.Parse)], SeedList.Parse(seeds), _ => null);

    /// <summary>Against plain nested loops.</summary>
    [Fact]
    public void Cells_AreEveryCombination_TheLastKeyFasterAndTheSeedFastest()
    {
        var cells = Plan("3..4", "model.hidden=[30],[30,10],[7]", "learning.input=1,.5", "schedule.kind=lockstep,live");
        List<string> expected = [];
        var point = 0;
        foreach (var hidden in new[] { "30", "30 10", "7" })
        {
            foreach (var rate in new[] { 1, 0.5 })
            {
                foreach (var kind in new[] { "lockstep", "live" })
                {
                    foreach (var seed in new[] { 3, 4 })
                    {
                        expected.Add($"{point}: {hidden}; {rate}; {kind}; {seed}");
                    }

                    point++;
                }
            }
        }

        Assert.Equal(expected, cells.Select(cell =>
            $"{cell.Point}: {string.Join(' ', cell.Settings.Get(NeuroKeys.Hidden))}; {cell.Settings.Get(NeuroKeys.InputRate)}; {cell.Settings.Get(NeuroKeys.Schedule)}; {cell.Settings.Get(NeuroKeys.Seed)}"));
        Assert.Equal(cells.Count, cells.Select(cell => cell.Name).Distinct().Count());
        Assert.Equal("e_learning.input-0.5_model.hidden-30-10_schedule.kind-live_seed4", cells[15].Name);
    }

    [Fact]
    public void WithoutAGrid_ThereIsACellForEachSeed() => Assert.Equal(["e_seed1", "e_seed2"], Plan("1..2").Select(cell => cell.Name));

    /// <summary>Names come from what values are, not from how they are written.</summary>
    [Fact]
    public void OneValueWrittenInTwoWays_HasOneName() =>
        Assert.Equal(Plan("1", "learning.input=0.5", "time.step=5 ms")[0].Name, Plan("1", "time.step=0.005 s", "learning.input=5e-1")[0].Name);

    [Theory]
    [InlineData("learning.input=1,1.0", "found the same run twice (learning.input = 1.0, seed 1), expected each once")]
    [InlineData("learning.inptu=1", "found unknown key 'learning.inptu', expected a key of reference.conf (nearest: learning.input)")]
    [InlineData("learning=1", "found unknown key 'learning'")]
    [InlineData("learning.input", "found no '=', expected KEY=VALUE,VALUE")]
    [InlineData("learning.input=", "found an empty value")]
    [InlineData("learning.input=1,,2", "found an empty value")]
    [InlineData("learning.input=1,-1", "--grid learning.input=-1: key 'learning.input': found the number -1")]
    [InlineData("model.hidden=[300],[300,0]", "--grid model.hidden=[300,0]: key 'model.hidden': found the number 0 at index 1")]
    [InlineData("model.hidden=[300,[100]", "found the end of the text, expected a comma, a new line or ']'")]
    [InlineData("learning.input=1 learning.hidden=2", "found '='")]
    [InlineData("run.seed=1,2", "found key 'run.seed', expected another one: this one is set by --seeds")]
    [InlineData("run.out=a,b", "found key 'run.out', expected another one: this one is set by --out")]
    [InlineData("..=1", "--grid ..=1: ")]
    public void WrongGrid_IsRefused(string grid, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<ConfigurationException>(() => Plan("1", grid)).Message, StringComparison.Ordinal);

    [Fact]
    public void KeyTwice_IsRefused() =>
        Assert.Contains("found key 'learning.input' twice", Assert.Throws<ConfigurationException>(() => Plan("1", "learning.input=1", "learning.input=2")).Message, StringComparison.Ordinal);

    [Fact]
    public void TooManyCells_AreRefusedBeforeTheyAreMade() => Assert.Contains(
        "found 1000000 runs, expected at most 100000",
        Assert.Throws<ConfigurationException>(() => Plan("1..10000", $"learning.input={string.Join(',', Enumerable.Range(0, 100))}")).Message,
        StringComparison.Ordinal);
}
