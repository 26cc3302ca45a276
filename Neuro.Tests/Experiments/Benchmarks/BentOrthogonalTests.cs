using Neuro.Experiments.Benchmarks;
using Neuro.Units.Randomness;

namespace Neuro.Tests.Experiments.Benchmarks;

public class BentOrthogonalTests
{
    [Fact]
    public void RowsAreNearlyButNotQuiteOrthogonal()
    {
        const int Units = 40;
        var weights = new float[Units * Units];
        new BentOrthogonal().Fill(weights, Units, Units, new RandomKey(1, "a-b", "weights"));

        var products = from i in Enumerable.Range(0, Units)
                       from k in Enumerable.Range(0, i)
                       select Enumerable.Range(0, Units).Sum(j => (double)weights[(i * Units) + j] * weights[(k * Units) + j]);

        Assert.InRange(Math.Sqrt(products.Average(p => p * p)), 0.005, 0.05);
    }
}
