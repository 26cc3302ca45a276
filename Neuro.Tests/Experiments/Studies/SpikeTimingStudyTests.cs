using Neuro.Experiments.Studies;

namespace Neuro.Tests.Experiments.Studies;

public sealed class SpikeTimingStudyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Measured_is_the_closed_form_within_its_errors(int seed) => Close(Protocols.Busy with { Seed = seed });

    /// <summary>Rates that are cut off at 0 have a closed form of their own.</summary>
    [Fact]
    public void Measured_is_the_closed_form_where_rates_are_cut_off() => Close(Protocols.Clipped);

    [Fact]
    public void Standard_errors_are_those_of_leaving_one_block_out()
    {
        var options = Protocols.Busy with { Spikes = 200_000 };
        var table = Measure(options).Table;
        var block = new SpikeTimingBlock(options);
        var blocks = Enumerable.Range(0, options.Blocks).Select(block.Run).ToList();
        for (var bin = 0; bin < options.Bins; bin++)
        {
            var (sum, count) = (blocks.Sum(b => b.Slopes[bin]), blocks.Sum(b => b.Pairs[bin]));
            var without = blocks.Select(b => (sum - b.Slopes[bin]) / (count - b.Pairs[bin])).ToList();
            var squares = without.Sum(mean => Math.Pow(mean - without.Average(), 2));
            Assert.Equal(Math.Sqrt(squares * (blocks.Count - 1) / blocks.Count), Numbers(table, "standard_error")[bin], 0.05 * Numbers(table, "standard_error")[bin]);
            Assert.Equal(count, Numbers(table, "pairs")[bin]);
            Assert.Equal(sum / count, Numbers(table, "measured")[bin], 1e-12);
        }
    }

    [Fact]
    public void The_same_bits_come_from_any_number_of_workers_and_others_from_another_seed()
    {
        var options = Protocols.Busy with { Spikes = 100_000 };
        var hash = Measure(options).Table.Hash();
        Assert.Equal(hash, Measure(options, workers: 3).Table.Hash());
        Assert.Equal(hash, Measure(options, workers: 64).Table.Hash());
        Assert.NotEqual(hash, Measure(options with { Seed = 2 }).Table.Hash());
    }

    [Fact]
    public void Counts_are_those_of_the_rates()
    {
        var options = Protocols.Busy with { Spikes = 200_000 };
        var result = Measure(options);
        var seconds = options.Blocks * SpikeTimingOptions.BlockSteps / 1000.0;
        Assert.InRange(Value(result, "presynapticSpikes") / (options.PreRate * seconds), 0.99, 1.01);
        Assert.InRange(Value(result, "postsynapticSpikes") / (options.Rate * seconds), 0.99, 1.01);

        // Each presynaptic spike has all those of the window beside it.
        Assert.InRange(Value(result, "pairs") / (Value(result, "presynapticSpikes") * options.Rate * options.Bins * options.BinSteps / 1000), 0.98, 1.02);
        Assert.Equal(Numbers(result.Table, "pairs").Sum(), Value(result, "pairs"));
    }

    /// <summary>A measurement of next to nothing has bins without a pair, which have no number.</summary>
    [Fact]
    public void Bins_without_pairs_are_left_out()
    {
        var result = Measure(Protocols.Busy with { PreRate = 0.01, Rate = 0.1, Amplitude = 0.01, Spikes = 1 });
        var (pairs, measured) = (Numbers(result.Table, "pairs"), Numbers(result.Table, "measured"));
        Assert.Contains(0, pairs);
        Assert.All(Enumerable.Range(0, result.Table.Rows), row => Assert.Equal(pairs[row] > 0, double.IsFinite(measured[row])));
        Assert.All(result.Summary, line => Assert.InRange(line.Label.Length, 1, 11));
    }

    private static void Close(SpikeTimingOptions options)
    {
        var result = Measure(options, workers: 2);
        var (measured, errors, exact) = (Numbers(result.Table, "measured"), Numbers(result.Table, "standard_error"), Numbers(result.Table, "closed_form"));
        var deviations = Enumerable.Range(0, options.Bins).Select(bin => (measured[bin] - exact[bin]) / errors[bin]).ToList();
        var perBin = deviations.Average(deviation => deviation * deviation);

        // Bins share presynaptic spikes, so that their sum of squares spreads more than that of independent ones; it is far from that of a curve of 0.
        Assert.InRange(perBin, 0.4, 2);
        Assert.InRange(deviations.Max(Math.Abs), 0, 4.5);
        Assert.InRange(Enumerable.Range(0, options.Bins).Average(bin => Math.Pow(measured[bin] / errors[bin], 2)), 20, double.PositiveInfinity);
        Assert.Equal(perBin, Value(result, "chiSquarePerBin"), 1e-12);
        Assert.Equal(deviations.Max(Math.Abs), Value(result, "largestDeviation"), 1e-12);
        Assert.Equal(measured.Skip(options.BinsBeside + 1).Average(), Value(result, "preBeforePost"), 1e-12);
        Assert.Equal(measured.Take(options.BinsBeside).Average(), Value(result, "postBeforePre"), 1e-12);
        Assert.True(Value(result, "preBeforePost") > 0 && Value(result, "postBeforePre") < 0);
    }

    private static StudyResult Measure(SpikeTimingOptions options, int workers = 1) => new SpikeTimingStudy(options).Measure(new StudyWork(workers, null, CancellationToken.None));

    private static IReadOnlyList<double> Numbers(StudyTable table, string column) => table.Columns.Single(c => c.Name == column).Numbers!;

    private static double Value(StudyResult result, string measure) => result.Measures.Single(m => m.Name == measure).Value;
}
