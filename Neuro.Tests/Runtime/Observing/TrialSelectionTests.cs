using Neuro.Runtime.Observing;

namespace Neuro.Tests.Runtime.Observing;

public sealed class TrialSelectionTests
{
    /// <summary>Counts and places in closed form are those of a plain count.</summary>
    [Fact]
    public void Trials_are_counted_as_one_by_one()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var (every, from, period, everyPeriod) = (random.Next(1, 9), random.Next(0, 40), round % 3 == 0 ? long.MaxValue : random.Next(1, 15), random.Next(1, 4));
            var selection = new TrialSelection(every, from, period, everyPeriod);
            var number = 0;
            for (var trial = 0; trial < 120; trial++)
            {
                var expected = trial >= from && (trial / period) % everyPeriod == 0 && (trial % period) % every == 0;
                Assert.Equal((round, trial, expected), (round, trial, selection.Contains(trial)));
                Assert.Equal((round, trial, number), (round, trial, selection.Before(trial)));
                if (expected)
                {
                    Assert.Equal((round, trial), (round, selection.At(number)));
                    number++;
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 1, 1)]
    [InlineData(1, -1, 1, 1)]
    [InlineData(1, 0, 0, 1)]
    [InlineData(1, 0, 1, 0)]
    public void Numbers_out_of_range_are_refused(long every, long from, long period, long everyPeriod) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrialSelection(every, from, period, everyPeriod));
}
