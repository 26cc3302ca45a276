using Neuro.Runtime;
using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime.ControlPlane;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Tests.Runtime.Feeding;
using Neuro.Tests.Runtime.Schedules;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime;

/// <summary>Replicas that do not go to their end: all stop together, and it is told which one was at fault.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class SimulationGroupEndTests
{
    private const int Replicas = 3;
    private const int Every = 2;
    private const int Batch = 2;
    private const int Trials = 7;
    private static readonly NetworkSpec Network = Networks.Tiny();

    [Theory]
    [InlineData(TurnOrder.Uniform)]
    [InlineData(TurnOrder.Prioritised)]
    public void Cancelled_anywhere_all_end_at_the_same_trial_in_any_order_of_turns(TurnOrder order)
    {
        var whole = SimulationGroupTests.ByHand(Network, Replicas, Every, _ => new LockstepSchedule());
        for (var seed = 0; seed < 100; seed++)
        {
            CancelAndGoOn(SeededDispatcher.FromSeed(seed, order), new Random(seed), whole);
        }
    }

    [Theory]
    [InlineData(2, 30)]
    [InlineData(8, 8)]
    public void Cancelled_anywhere_all_end_at_the_same_trial_on_several_workers(int workers, int seeds)
    {
        var whole = SimulationGroupTests.ByHand(Network, Replicas, Every, _ => new LockstepSchedule());
        using var dispatcher = new ScatteringDispatcher(workers);
        for (var seed = 0; seed < seeds; seed++)
        {
            CancelAndGoOn(dispatcher, new Random(seed), whole);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void A_failure_in_one_replica_stops_all_and_names_it(int workers)
    {
        using var dispatcher = new ScatteringDispatcher(workers);
        using var host = new WorkerHost(dispatcher);
        foreach (int? every in new int?[] { 1, 4, null })
        {
            var group = SimulationGroupTests.Group(Network, host, Replicas, every, _ => new SimulationOptions { Batch = Batch });
            group.Simulations[1].Observe("hidden2", new ThrowingObserver(trial: 2));
            var failed = Assert.Throws<SimulationFailedException>(() => group.Run(10_000));
            Assert.StartsWith("population 'hidden2' of replica 1 failed at step 3 of trial 2: planted", failed.Message, StringComparison.Ordinal);
            Assert.Equal(1, failed.Failure.Replica);
            Assert.InRange(group.TrialsBegun, 3, 9_000);
            Assert.Same(failed.Failure, Assert.Throws<SimulationFailedException>(() => group.Run(1)).Failure);
        }

        var again = SimulationGroupTests.Group(Network, host, Replicas, Every, _ => new SimulationOptions { Batch = Batch });
        again.Run(Trials);
        again.Average();
        SimulationGroupTests.AssertSame(SimulationGroupTests.ByHand(Network, Replicas, Every, _ => new LockstepSchedule()), SimulationGroupTests.AllBits(again));
    }

    [Fact]
    public void A_group_that_cannot_go_on_says_which_replica_waits()
    {
        var wedged = Networks.WithDelays(Network, i => Network.Projections[i].Name == "hidden1-hidden2" ? 3 : 1);
        using var host = new WorkerHost(SeededDispatcher.FromSeed(1));
        var group = SimulationGroupTests.Group(
            wedged, host, 2, 1, i => new SimulationOptions { Batch = Batch, Schedule = i == 1 ? new WedgedSchedule(3, Network.StepsPerTrial + 3) : new LockstepSchedule() });
        var stalled = Assert.Throws<SimulationStalledException>(() => group.Run(3));
        Assert.Contains("population 'hidden2' of replica 1 at step", stalled.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("of replica 0", stalled.Message, StringComparison.Ordinal);
    }

    private static void CancelAndGoOn(IDispatcher dispatcher, Random random, List<Bits> whole)
    {
        using var host = new WorkerHost(dispatcher);
        using var source = new CancellationTokenSource();
        var group = SimulationGroupTests.Group(Network, host, Replicas, Every, _ => new SimulationOptions { Batch = Batch });
        var trial = random.Next(Trials);
        group.Simulations[random.Next(Replicas)].Observe("output", new CancellingObserver(source, trial, random.Next(Network.Phases.Count)));
        var done = group.Run(Trials, source.Token);

        // Others may be ahead of the one that cancelled, but not beyond its round.
        Assert.InRange(done, trial + 1, Math.Min(Trials, (trial / Every * Every) + Every));
        Assert.Equal(done, group.TrialsBegun);
        Assert.All(group.Simulations, simulation => Assert.All(simulation.NewestOfAll, m => Assert.Equal(done - 1, m.Trial)));
        if (done < Trials)
        {
            Assert.Equal(Trials - done, group.Run(Trials - done));
        }

        group.Average();
        SimulationGroupTests.AssertSame(whole, SimulationGroupTests.AllBits(group));
    }
}
