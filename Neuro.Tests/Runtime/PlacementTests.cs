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

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 2)]
    [InlineData(8, 8)]
    public void A_replica_lives_on_one_worker_while_there_are_no_more_workers_than_replicas(int replicas, int workers)
    {
        var spec = Networks.Ghost([500, 400]);
        for (var replica = 0; replica < replicas; replica++)
        {
            Assert.All(Placement.Place(spec, 20, workers, replica, replicas), home => Assert.Equal(replica % workers, home));
        }
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(2, 8)]
    [InlineData(3, 7)]
    public void A_replica_with_a_share_of_workers_is_spread_over_them_and_no_others(int replicas, int workers)
    {
        var spec = Networks.Ghost([500, 400]);
        var shares = Enumerable.Range(0, replicas).Select(replica => Placement.Place(spec, 20, workers, replica, replicas).Distinct().Order().ToArray()).ToList();
        Assert.Equal(Enumerable.Range(0, workers), shares.SelectMany(share => share));
        Assert.Equal(Placement.Place(spec, 20, workers), Placement.Place(spec, 20, workers, 0, 1));
    }
}
