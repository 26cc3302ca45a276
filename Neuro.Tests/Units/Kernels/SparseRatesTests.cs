using Neuro.Tests.Oracles;
using Neuro.Units.Kernels;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Kernels;

public sealed class SparseRatesTests
{
    [Theory]
    [InlineData(1, 1, 0.5)]
    [InlineData(3, 16, 0.5)]
    [InlineData(7, 33, 0.9)]
    [InlineData(20, 100, 0.0)]
    [InlineData(5, 40, 1.0)]
    public void They_list_what_is_not_zero_by_sample_and_by_unit(int batch, int units, double zeros)
    {
        var rates = KernelData.Rates(new TestDraws(2), batch, units, zeros);
        var sparse = KernelData.Sparse(rates);
        var count = 0;
        for (var sample = 0; sample < batch; sample++)
        {
            var expected = Enumerable.Range(0, units).Where(unit => rates[sample, unit] != 0).ToList();
            Assert.Equal(expected, sparse.UnitsOf(sample).ToArray().Select(unit => (int)unit));
            Assert.Equal(expected.Select(unit => rates[sample, unit]), sparse.ValuesOf(sample).ToArray());
            count += expected.Count;
        }

        for (var unit = 0; unit < units; unit++)
        {
            var expected = Enumerable.Range(0, batch).Where(sample => rates[sample, unit] != 0).ToList();
            Assert.Equal(expected.Count > 0, sparse.ActiveUnits.Contains((ushort)unit));
            if (batch == 1)
            {
                continue;
            }

            Assert.Equal(expected, sparse.SamplesOf(unit).ToArray().Select(sample => (int)sample));
            Assert.Equal(expected.Select(sample => rates[sample, unit]), sparse.ValuesOfUnit(unit).ToArray());
        }

        Assert.Equal(count, sparse.Count);
        Assert.Equal((double)count / (batch * units), sparse.Density);
    }

    [Fact]
    public void Filling_again_forgets_the_last_time()
    {
        var sparse = new SparseRates(2, 20);
        sparse.Fill(KernelData.Rates(new TestDraws(2), 2, 20));
        Assert.Equal(40, sparse.Count);
        sparse.Fill(new PanelMatrix(2, 20));
        Assert.Equal(0, sparse.Count);
        Assert.True(sparse.ActiveUnits.IsEmpty);
    }

    [Theory]
    [InlineData(65536, 1)]
    [InlineData(1, 65536)]
    public void Too_many_are_refused(int batch, int units) =>
        Assert.Contains("65535", Assert.Throws<ArgumentOutOfRangeException>(() => new SparseRates(batch, units)).Message, StringComparison.Ordinal);
}
