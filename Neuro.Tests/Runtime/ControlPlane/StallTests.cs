using Neuro.Runtime;
using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Dispatching;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Tests.Runtime.Schedules;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.ControlPlane;

/// <summary>A network that cannot go on says who waits for what; one that can is never taken for stuck.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class StallTests
{
    private const int MarkedDelay = 3;
    private const int Step = 2;

    /// <summary>hidden1-hidden2 alone has the marked delay; step 2 of trial 1 can never read it.</summary>
    private static readonly NetworkSpec Network = Marked(Networks.Tiny());

    [Fact]
    public void A_wedged_network_is_found_stuck_whatever_the_order_of_turns()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed, TurnOrder.Prioritised));
            AssertStuck(host);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void A_wedged_network_is_found_stuck_by_the_workers(int workers)
    {
        using var pool = new WorkerPool(workers, nap: TimeSpan.FromMilliseconds(1));
        using var host = new WorkerHost(pool);
        AssertStuck(host);
    }

    /// <summary>However soon a worker looks around, work that is on its way from one queue to another is seen.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_network_that_works_is_never_found_stuck(int workers)
    {
        using var dispatcher = new ScatteringDispatcher(workers, nap: TimeSpan.Zero);
        using var host = new WorkerHost(dispatcher);
        var simulation = new Simulation(Network, WeightStore.Create(Network, 1), new HashedTrials(1), host, new SimulationOptions { Batch = 1 });
        Assert.Equal(50, simulation.Run(50));
    }

    /// <summary>Thousands of tiny steps handed to and fro between two cores: without a full fence before a wake-up one is lost sooner or later.</summary>
    [Fact]
    public void No_wake_up_is_lost_between_two_workers()
    {
        const int Trials = 4000;
        using var dispatcher = new ScatteringDispatcher(2, nap: TimeSpan.FromMilliseconds(1), stay: true);
        using var host = new WorkerHost(dispatcher);
        var spec = Networks.Tiny();
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = 1 });
        Assert.Equal(Trials, simulation.Run(Trials));
    }

    private static void AssertStuck(WorkerHost host)
    {
        var schedule = new WedgedSchedule(MarkedDelay, Network.StepsPerTrial + 1 + Step);
        var simulation = new Simulation(Network, WeightStore.Create(Network, 1), new HashedTrials(1), host, new SimulationOptions { Batch = 1, Schedule = schedule });
        var stuck = Assert.Throws<SimulationStalledException>(() => simulation.Run(3));
        var wait = Assert.Single(stuck.Waits, w => w.Contains($"projection 'hidden1-hidden2', delay {MarkedDelay}", StringComparison.Ordinal));
        Assert.StartsWith($"population 'hidden2' at step {Step} of trial 1 waits for 'hidden1'", wait, StringComparison.Ordinal);
        Assert.Matches("has said version [0-9]+ of [0-9]+$", wait);
        Assert.Contains(wait, stuck.Message, StringComparison.Ordinal);

        // Everyone else waits, directly or not, for hidden2, and says for whom.
        Assert.All(Network.Populations, p => Assert.Contains(stuck.Waits, w => w.StartsWith($"population '{p.Name}' at step ", StringComparison.Ordinal)));
    }

    private static NetworkSpec Marked(NetworkSpec spec)
    {
        var index = spec.Projections.ToList().FindIndex(p => p.Name == "hidden1-hidden2");
        return Networks.WithDelays(spec, i => i == index ? MarkedDelay : 1);
    }
}
