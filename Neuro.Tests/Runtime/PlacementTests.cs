using Neuro.Runtime;

namespace Neuro.Tests.Runtime;

public sealed class PlacementTests
{
    [Fact]
    public void A_light_network_stays_with_one_worker() => Assert.All(Placement.Place(Networks.Tiny(), batch: 1, workers: 8), home => Assert.Equal(0, home));

    [Fact]
    public void One_worker_takes_all() => Assert.All(Placement.Place(Networks.Ghost([500, 500]), batch: 20, workers: 1), home => Assert.Equal(0, home));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    public void Every_home_is_a_worker_and_every_worker_has_something_to_do(int workers)
    {
        var spec = Networks.Ghost([500, 400]);
        var homes = Placement.Place(spec, batch: 20, workers);
        Assert.Equal(spec.Populations.Count, homes.Length);
        Assert.All(homes, home => Assert.InRange(home, 0, workers - 1));
        Assert.Equal(Math.Min(workers, spec.Populations.Count), homes.Distinct().Count());
    }

    [Fact]
    public void Placement_is_a_function_of_the_description() =>
        Assert.Equal(Placement.Place(Networks.Ghost([500, 400]), 20, 3), Placement.Place(Networks.Ghost([500, 400]), 20, 3));
}
