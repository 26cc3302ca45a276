using Neuro.Experiments.Studies;

namespace Neuro.Tests.Experiments.Studies;

public sealed class NudgeDepthStudyTests
{
    private static readonly NudgeDepthOptions Small = new(Depth: 3, Units: 12, Samples: 3, Networks: 2, Nudging: 0.01, Seed: 1);

    /// <summary>Settled error signals are the gradient, in direction and size, in networks whose errors come down as they are.</summary>
    [Theory]
    [InlineData("ghosts")]
    [InlineData("equilibrium propagation")]
    [InlineData("predictive coding")]
    public void Settled_errors_are_the_gradient(string model)
    {
        var table = Measure(Small).Table;
        var rows = Enumerable.Range(0, table.Rows).Where(row => table.Columns[0].Words![row] == model).ToList();
        Assert.Equal((1 + 2 + 3) * 2, rows.Count);
        Assert.All(rows, row => Assert.InRange(Numbers(table, "cosine")[row], 0.998, 1.0000001));
        Assert.All(rows, row => Assert.InRange(Numbers(table, "ratio")[row], 0.95, 1.05));
        Assert.All(rows, row => Assert.Equal(Numbers(table, "depth")[row] + 1, Numbers(table, "layer")[row] + Numbers(table, "below_output")[row]));
    }

    [Fact]
    public void The_same_bits_come_from_any_number_of_workers_and_others_from_another_seed()
    {
        var options = Small with { Depth = 2, Networks = 1 };
        var hash = Measure(options).Table.Hash();
        Assert.Equal(hash, Measure(options, workers: 3).Table.Hash());
        Assert.NotEqual(hash, Measure(options with { Seed = 2 }).Table.Hash());
    }

    [Fact]
    public void It_ends_early_when_asked() =>
        Assert.ThrowsAny<OperationCanceledException>(() => new NudgeDepthStudy(Small).Measure(new StudyWork(1, null, new CancellationToken(canceled: true))));

    private static StudyResult Measure(NudgeDepthOptions options, int workers = 1) => new NudgeDepthStudy(options).Measure(new StudyWork(workers, null, CancellationToken.None));

    private static IReadOnlyList<double> Numbers(StudyTable table, string column) => table.Columns.Single(c => c.Name == column).Numbers!;
}
