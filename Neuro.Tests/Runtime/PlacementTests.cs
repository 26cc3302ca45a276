using Neuro.Runtime;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime;

public sealed class PlacementTests
{
    [Fact]
    public void A_light_network_stays_with_one_worker() => Assert.All(Homes(Networks.Tiny(), batch: 1, workers: 8), home => Assert.Equal(0, home));

    [Fact]
    public void One_worker_takes_all() => Assert.All(Homes(Networks.Ghost([500, 500]), batch: 20, workers: 1), home => Assert.Equal(0, home));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    public void Every_home_is_a_worker_and_every_worker_has_something_to_do(int workers)
    {
        var spec = Networks.Ghost([500, 400]);
        var homes = Homes(spec, batch: 20, workers);
        Assert.Equal(spec.Populations.Count, homes.Length);
        Assert.All(homes, home => Assert.InRange(home, 0, workers - 1));
        Assert.Equal(Math.Min(workers, spec.Populations.Count), homes.Distinct().Count());
    }

    [Fact]
    public void Placement_is_a_function_of_the_description() =>
        Assert.Equal(Homes(Networks.Ghost([500, 400]), 20, 3), Homes(Networks.Ghost([500, 400]), 20, 3));

    /// <summary>Whoever divides a population wants it on several cores, however light it is.</summary>
    [Fact]
    public void Shards_are_spread() => Assert.Equal(2, Homes(Networks.Ghost([64]), batch: 1, workers: 2, shards: 2).Distinct().Count());

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
            Assert.All(Homes(spec, 20, workers, 1, replica, replicas), home => Assert.Equal(replica % workers, home));
        }
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(2, 8)]
    [InlineData(3, 7)]
    public void A_replica_with_a_share_of_workers_is_spread_over_them_and_no_others(int replicas, int workers)
    {
        var spec = Networks.Ghost([500, 400]);
        var shares = Enumerable.Range(0, replicas).Select(replica => Homes(spec, 20, workers, 1, replica, replicas).Distinct().Order().ToArray()).ToList();
        Assert.Equal(Enumerable.Range(0, workers), shares.SelectMany(share => share));
        Assert.Equal(Homes(spec, 20, workers), Homes(spec, 20, workers, 1, 0, 1));
    }

    private static int[] Homes(NetworkSpec spec, int batch, int workers, int shards = 1, int replica = 0, int replicas = 1)
    {
        var plan = new ShardPlan(spec, shards);
        var placement = new Placement(spec, plan, batch, workers, replica, replicas);
        return [.. spec.Populations.SelectMany(p => Enumerable.Range(0, plan.Of(p.Name).Count).Select(shard => placement.Of(p.Name, shard)))];
    }
}
