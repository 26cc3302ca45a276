using Neuro.Experiments.Sweeps;

namespace Neuro.Tests.Experiments.Sweeps;

public sealed class SpreadTests
{
    /// <summary>1 to n has the mean (n + 1) / 2 and, with n - 1, the variance n (n + 1) / 12, wherever it is moved to.</summary>
    [Theory]
    [InlineData(2, 0.0)]
    [InlineData(5, 0.0)]
    [InlineData(100, 0.0)]
    [InlineData(5, 1e9)]
    public void Of_WholeNumbers_IsTheClosedForm(int n, double offset)
    {
        var spread = Spread.Of([.. Enumerable.Range(1, n).Select(i => i + offset)])!;
        Assert.Equal(n, spread.Count);
        Assert.Equal(((n + 1) / 2.0) + offset, spread.Mean, 1e-9);
        Assert.Equal(Math.Sqrt(n * (n + 1) / 12.0), spread.Deviation!.Value, 1e-9);
        Assert.Equal((1 + offset, n + offset), (spread.Min, spread.Max));
    }

    [Fact]
    public void Of_OneNumber_HasNoDeviation() => Assert.Equal(new Spread(1, 3, null, 3, 3), Spread.Of([3]));

    [Fact]
    public void Of_Nothing_IsNothing() => Assert.Null(Spread.Of([]));

    [Fact]
    public void Of_EqualNumbers_HasDeviationZero() => Assert.Equal(new Spread(2, -2, 0, -2, -2), Spread.Of([-2, -2]));
}
