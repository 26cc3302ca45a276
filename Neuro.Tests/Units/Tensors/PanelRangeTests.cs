using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Tensors;

public sealed class PanelRangeTests
{
    /// <summary>The parts follow one another, none is empty, and no two differ by more than a panel.</summary>
    [Fact]
    public void A_population_is_cut_evenly_and_completely()
    {
        foreach (var units in new[] { 1, 16, 17, 32, 33, 100, 500, 784, 1000 })
        {
            for (var parts = 1; parts <= 40; parts++)
            {
                var layout = new PanelLayout(units);
                var ranges = PanelRange.Cut(layout, parts);
                Assert.Equal(Math.Min(parts, layout.Panels), ranges.Length);
                Assert.Equal(0, ranges[0].First);
                Assert.Equal(layout.Panels, ranges[^1].End);
                Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.First));
                Assert.InRange(ranges.Max(r => r.Count) - ranges.Min(r => r.Count), 0, 1);
                Assert.Equal(units, ranges.Sum(r => r.Units(layout)));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void No_part_is_no_cut(int parts) => Assert.Throws<ArgumentOutOfRangeException>(() => PanelRange.Cut(new PanelLayout(100), parts));
}
