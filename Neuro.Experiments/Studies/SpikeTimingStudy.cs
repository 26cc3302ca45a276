namespace Neuro.Experiments.Studies;

/// <summary>
/// What the rule dW ~ rho(s_j) ds_i/dt does on average for pairs of spikes, by the time between them: at each presynaptic spike the slope of the postsynaptic rate, averaged over the pairs of a bin.
/// </summary>
/// <remarks>
/// Standard errors come from blocks of simulated time, which are independent: of the mean S / n over all blocks, with what each block adds beside it, S_b - n_b S / n.
/// Pairs within a block share spikes and slopes; that is in them.
/// </remarks>
/// <param name="options">The protocol.</param>
internal sealed class SpikeTimingStudy(SpikeTimingOptions options) : IStudy
{
    /// <summary>The name of its table.</summary>
    public const string Table = "stdp";

    private readonly SpikeTimingCurve _curve = new(options);

    /// <inheritdoc/>
    public string Description =>
        $"about {options.Spikes:N0} presynaptic spikes at {options.PreRate} Hz, in {options.Blocks:N0} blocks of {SpikeTimingOptions.BlockSteps:N0} steps; {options.Bins} bins of {options.BinSteps * options.Step} ms, seed {options.Seed}";

    /// <inheritdoc/>
    public StudyResult Measure(StudyWork work)
    {
        var blocks = work.Blocks("blocks", options.Blocks, new SpikeTimingBlock(options).Run);
        var bins = Enumerable.Range(0, options.Bins).ToList();
        double[] differences = [.. bins.Select(bin => (bin - options.BinsBeside) * options.BinSteps * options.Step)];
        double[] exact = [.. bins.Select(_curve.OfBin)];
        double[] pairs = [.. bins.Select(bin => (double)blocks.Sum(block => (long)block.Pairs[bin]))];
        double[] measured = [.. bins.Select(bin => blocks.Sum(block => block.Slopes[bin]) / pairs[bin])];
        double[] errors = [.. bins.Select(bin => StandardError(blocks, bin, measured[bin], pairs[bin]))];
        var table = new StudyTable(
            Table,
            StudyColumn.Of("difference", differences), StudyColumn.Of("measured", measured), StudyColumn.Of("standard_error", errors), StudyColumn.Of("closed_form", exact),
            StudyColumn.Of("pairs", pairs));
        return Judge(table, blocks.Sum(block => (long)block.Before), blocks.Sum(block => (long)block.After));
    }

    private static double StandardError(IReadOnlyList<SpikeTimingSums> blocks, int bin, double mean, double pairs)
    {
        var squares = blocks.Sum(block => Math.Pow(block.Slopes[bin] - (mean * block.Pairs[bin]), 2));
        return Math.Sqrt(squares * blocks.Count / (blocks.Count - 1)) / pairs;
    }

    private static StudyResult Judge(StudyTable table, long before, long after)
    {
        var (differences, measured, errors, exact, pairs) = (Numbers(table, 0), Numbers(table, 1), Numbers(table, 2), Numbers(table, 3), Numbers(table, 4));
        List<(double Difference, double Value)> deviations =
            [.. Enumerable.Range(0, table.Rows).Where(row => errors[row] > 0).Select(row => (differences[row], (measured[row] - exact[row]) / errors[row]))];
        var largest = deviations.Count == 0 ? (Difference: 0, Value: double.NaN) : deviations.MaxBy<(double Difference, double Value), double>(deviation => Math.Abs(deviation.Value));
        var perBin = deviations.Select(deviation => deviation.Value * deviation.Value).DefaultIfEmpty(double.NaN).Average();
        double Mean(IReadOnlyList<double> values, int sign) =>
            Enumerable.Range(0, table.Rows).Where(row => Math.Sign(differences[row]) == sign && double.IsFinite(measured[row])).Select(row => values[row]).DefaultIfEmpty(double.NaN).Average();
        var (causal, reverse) = (Mean(measured, 1), Mean(measured, -1));
        return new StudyResult(
            table,
            [
                ("largestDeviation", Math.Abs(largest.Value)), ("chiSquarePerBin", perBin), ("preBeforePost", causal), ("postBeforePre", reverse),
                ("presynapticSpikes", before), ("postsynapticSpikes", after), ("pairs", pairs.Sum()),
            ],
            [
                ("pre, post", $"{causal:+0.00000;-0.00000} Hz/ms, mean over bins above 0 (closed form {Mean(exact, 1):+0.00000;-0.00000})"),
                ("post, pre", $"{reverse:+0.00000;-0.00000} Hz/ms, mean over bins below 0 (closed form {Mean(exact, -1):+0.00000;-0.00000})"),
                ("deviation", $"from the closed form at most {Math.Abs(largest.Value):0.00} standard errors, at {largest.Difference:+0.##;-0.##;0} ms"),
                ("chi square", $"{perBin:0.00} per bin, {deviations.Count} bins; 1 is expected"),
                ("spikes", $"{before:N0} presynaptic, {after:N0} postsynaptic, {pairs.Sum():N0} pairs"),
            ]);
    }

    private static IReadOnlyList<double> Numbers(StudyTable table, int column) => table.Columns[column].Numbers!;
}
