using System.Globalization;
using Neuro.Runtime;
using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Tests.Runtime.Schedules;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.ControlPlane;

/// <summary>A run in which nothing moves ends with the name of whoever hangs, whichever worker it took with it; the time is the test's.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class WatchdogTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly NetworkSpec Network = Networks.Tiny();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_population_that_hangs_in_its_turn_is_named(int workers)
    {
        var time = new ManualTime();
        var blocking = new BlockingObserver(trial: 1);
        using var dispatcher = new ScatteringDispatcher(workers);
        using var host = new WorkerHost(dispatcher);
        var simulation = Make(Network, host, time);
        simulation.Observe("hidden2", blocking);
        var stuck = GiveUp(simulation, time, blocking.Entered.WaitHandle);
        Assert.StartsWith("the simulation is stuck, nothing has moved for 6", stuck.Message, StringComparison.Ordinal);
        Assert.Contains("population 'hidden2' hangs in its turn at step 3 of trial 1", stuck.Waits);

        // Neither goes on: not this simulation, and no other on workers of which one is not free.
        Assert.Same(stuck, Assert.Throws<SimulationFailedException>(() => simulation.Run(1)).InnerException);
        var other = Make(Network, host, time);
        Assert.Contains("a worker of this host hangs", Assert.Throws<InvalidOperationException>(() => other.Run(1)).Message, StringComparison.Ordinal);
        blocking.Released.Set();
    }

    /// <summary>Nobody waits for the one that hangs, not even whoever disposes of the host.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_host_with_a_worker_that_hangs_can_be_disposed_of(int workers)
    {
        var time = new ManualTime();
        var blocking = new BlockingObserver(trial: 0);
        var host = new WorkerHost(workers);
        var simulation = Make(Network, host, time);
        simulation.Observe("hidden1", blocking);
        Assert.Contains(GiveUp(simulation, time, blocking.Entered.WaitHandle).Waits, line => line.StartsWith("population 'hidden1' hangs", StringComparison.Ordinal));
        host.Dispose();
        blocking.Released.Set();
    }

    /// <summary>Turns that follow one another without end keep the workers busy, but no version advances.</summary>
    [Fact]
    public void A_livelock_is_found()
    {
        var time = new ManualTime();
        using var dispatcher = new ScatteringDispatcher(2);
        using var host = new WorkerHost(dispatcher);
        var busy = new Busy { Dispatcher = dispatcher, Home = 1 };
        busy.Wake();
        using var allWait = new CountdownEvent(Network.Populations.OfType<DynamicSpec>().Count());
        var waiting = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var simulation = Make(Network, host, time, new WaitingSchedule(new WedgedSchedule(delay: 1, Network.StepsPerTrial + 3), read =>
        {
            if (read.Version == Network.StepsPerTrial + 3 && waiting.TryAdd(Network.Projections[read.Projection].Target, true))
            {
                allWait.Signal();
            }
        }));
        var stuck = GiveUp(simulation, time, allWait.WaitHandle);
        Assert.True(busy.Entered.IsSet);
        busy.Stop = true;

        // Whoever came last may still be on the way out of the turn in which it found that it has to wait.
        Assert.Contains(stuck.Waits, line => line.StartsWith("population 'hidden1' ", StringComparison.Ordinal) && line.Contains("at step 2 of trial 1", StringComparison.Ordinal));
    }

    /// <summary>However long it takes as a whole.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_run_that_moves_is_left_alone(int workers)
    {
        var time = new ManualTime();
        using var dispatcher = new ScatteringDispatcher(workers);
        using var host = new WorkerHost(dispatcher);
        var simulation = Make(Network, host, time);
        simulation.Observe("output", new SlowObserver(() => time.Advance(19 * Second)));
        Assert.Equal(10, simulation.Run(10));
        Assert.True(time.GetElapsedTime(0) > 5 * Limit);
    }

    [Fact]
    public void What_a_run_throws_comes_through()
    {
        using var host = new WorkerHost(2);
        var simulation = Make(Network, host, new ManualTime());
        simulation.Observe("hidden2", new ThrowingObserver(trial: 1));
        Assert.StartsWith("population 'hidden2' failed at step 3 of trial 1", Assert.Throws<SimulationFailedException>(() => simulation.Run(3)).Message, StringComparison.Ordinal);
    }

    /// <summary>Whoever is woken by a step and still has to wait lets 3.5 s pass: the sender had moved before the first look of the watchdog, within the first second of them.</summary>
    [Fact]
    public void A_stall_is_told_since_when()
    {
        const int MarkedDelay = 3;
        var index = Network.Projections.ToList().FindIndex(p => p.Name == "hidden1-hidden2");
        var spec = Networks.WithDelays(Network, i => i == index ? MarkedDelay : 1);
        for (var seed = 0; seed < 10; seed++)
        {
            var time = new ManualTime();
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed));
            var simulation = Make(spec, host, time, new WaitingSchedule(new WedgedSchedule(MarkedDelay, spec.StepsPerTrial + 3), _ => time.Advance(3.5 * Second)));
            var stuck = Assert.Throws<SimulationStalledException>(() => simulation.Run(3));
            Assert.StartsWith("the simulation is stuck: ", stuck.Message, StringComparison.Ordinal);
            var waits = stuck.Waits.Where(wait => wait.Contains("waits for '", StringComparison.Ordinal));
            Assert.All(waits, wait => Assert.Matches("has said version [0-9]+ of [0-9]+, the last [0-9.]+ s ago$", wait));
            var since = stuck.Waits.Single(wait => wait.StartsWith("population 'hidden2' at step 2 of trial 1 waits for 'hidden1'", StringComparison.Ordinal)).Split(' ')[^3];
            Assert.True(double.Parse(since, CultureInfo.InvariantCulture) >= 2.5, stuck.Message);
        }
    }

    private static Simulation Make(NetworkSpec spec, WorkerHost host, ManualTime time, IReadSchedule? schedule = null) => new(
        spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = 1, Watchdog = Limit, Time = time, Schedule = schedule ?? new LockstepSchedule() });

    /// <summary>Runs on a thread of its own, and lets time pass once something hangs, until the run is given up.</summary>
    private static SimulationStalledException GiveUp(Simulation simulation, ManualTime time, WaitHandle hanging)
    {
        SimulationStalledException? stuck = null;
        var run = new Thread(() => stuck = Assert.Throws<SimulationStalledException>(() => simulation.Run(5)));
        run.Start();
        hanging.WaitOne();
        while (run.IsAlive)
        {
            time.Advance(Second);
            Thread.Yield();
        }

        Assert.NotNull(stuck);
        return stuck;
    }

    private sealed class Busy : Actor
    {
        public ManualResetEventSlim Entered { get; } = new();

        public volatile bool Stop;

        protected override void Receive(ControlMessage message)
        {
        }

        protected override bool Turn()
        {
            Entered.Set();
            return !Stop;
        }
    }

    private sealed class SlowObserver(Action wait) : IPhaseObserver
    {
        public void PhaseEnded(long trial, in StepContext context, Message before, Message said) => wait();
    }

    /// <summary>Time passes whenever a reader has to wait.</summary>
    private sealed class WaitingSchedule(IReadSchedule schedule, Action<ReadRequest> wait) : IReadSchedule
    {
        public string Name => schedule.Name;

        public bool IsDeterministic => true;

        public bool TryChoose(in ReadRequest read, long watermark, out long version)
        {
            var chosen = schedule.TryChoose(read, watermark, out version);
            if (!chosen)
            {
                wait(read);
            }

            return chosen;
        }

        public long OldestNeeded(in ReadRequest read) => schedule.OldestNeeded(read);

        public int VersionsKept(int projection, int delay) => schedule.VersionsKept(projection, delay);
    }
}
