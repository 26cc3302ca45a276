using Neuro.Units.Populations;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Populations;

public sealed unsafe class ErrorShuffleTests
{
    [Theory]
    [InlineData(10, 3)]
    [InlineData(32, 1)]
    [InlineData(45, 4)]
    public void Errors_are_permuted_within_each_panel_alike_for_all_samples(int units, int batch)
    {
        var errors = Labelled(batch, units);
        var (shuffle, group) = Create(units, batch, "hidden1");
        shuffle.Draw(3);
        var shuffled = Apply(shuffle, group, errors);
        var layout = errors.Layout;
        for (var panel = 0; panel < layout.Panels; panel++)
        {
            var own = Enumerable.Range(panel * layout.Width, layout.UnitsIn(panel)).ToArray();
            var order = own.Select(unit => (int)Math.Abs(shuffled[0, unit])).ToArray();
            Assert.Equal(own, order.Order());
            for (var sample = 0; sample < batch; sample++)
            {
                Assert.Equal(order, own.Select(unit => (int)Math.Abs(shuffled[sample, unit]) - (1000 * sample)));
                Assert.All(own, unit => Assert.True(shuffled[0, unit] * shuffled[sample, unit] >= 0, "a unit's sign is the same for all samples"));
            }
        }
    }

    [Fact]
    public void Every_trial_every_population_and_every_replica_has_a_permutation_of_its_own_that_can_be_had_again()
    {
        var errors = Labelled(1, 32);
        var (shuffle, group) = Create(32, 1, "hidden1");
        var (other, _) = Create(32, 1, "hidden2");
        var first = Order(shuffle, 7);
        Assert.NotEqual(first, Order(shuffle, 8));
        Assert.Equal(first, Order(shuffle, 7));
        Assert.NotEqual(first, Order(other, 7));
        Assert.NotEqual(first, Order(shuffle, 7, replica: 1));
        Assert.Equal(Order(shuffle, 7, replica: 1), Order(shuffle, 7, replica: 1));

        float[] Order(ErrorShuffle from, long trial, int replica = 0)
        {
            from.Draw(trial, replica);
            return Kernels.KernelData.Values(Apply(from, group, errors));
        }
    }

    /// <summary>All 24 permutations of four units come equally often: chi-squared with 23 degrees of freedom.</summary>
    [Fact]
    public void Permutations_are_uniform()
    {
        const int Trials = 24_000;
        var errors = Labelled(1, 4);
        var (shuffle, group) = Create(4, 1, "hidden1");
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var trial = 0; trial < Trials; trial++)
        {
            shuffle.Draw(trial);
            var order = string.Join(' ', Kernels.KernelData.Values(Apply(shuffle, group, errors)).Select(Math.Abs));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.InRange(counts.Values.Sum(count => Math.Pow(count - (Trials / 24), 2) / (Trials / 24)), 0, 23 + (6 * Math.Sqrt(46)));
    }

    /// <summary>The mean over trials vanishes, so that nothing can be learned from it: within six standard errors of 0.</summary>
    [Fact]
    public void Signs_are_balanced()
    {
        const int Trials = 10_000;
        var errors = new PanelMatrix(1, 4);
        errors.CopyFrom([1f, 1f, 1f, 1f]);
        var (shuffle, group) = Create(4, 1, "hidden1");
        var sums = new double[4];
        for (var trial = 0; trial < Trials; trial++)
        {
            shuffle.Draw(trial);
            var values = Kernels.KernelData.Values(Apply(shuffle, group, errors));
            for (var unit = 0; unit < 4; unit++)
            {
                sums[unit] += values[unit];
            }
        }

        Assert.All(sums, sum => Assert.InRange(sum, -6 * Math.Sqrt(Trials), 6 * Math.Sqrt(Trials)));
    }

    private static (ErrorShuffle Shuffle, PanelGroup Group) Create(int units, int batch, string name)
    {
        var layout = new PanelLayout(units);
        var group = new PanelGroup(0, layout.Panels, layout.PaddedUnits * batch);
        return (new ErrorShuffle(name, layout, batch, group.Length), group);
    }

    private static PanelMatrix Labelled(int batch, int units)
    {
        var errors = new PanelMatrix(batch, units);
        for (var sample = 0; sample < batch; sample++)
        {
            for (var unit = 0; unit < units; unit++)
            {
                errors[sample, unit] = (1000 * sample) + unit;
            }
        }

        return errors;
    }

    private static PanelMatrix Apply(ErrorShuffle shuffle, PanelGroup group, PanelMatrix errors)
    {
        var result = new PanelMatrix(errors.Batch, errors.Units);
        new ReadOnlySpan<float>(shuffle.Apply(group, errors.Pointer), group.Length).CopyTo(new Span<float>(result.Pointer, group.Length));
        return result;
    }
}
