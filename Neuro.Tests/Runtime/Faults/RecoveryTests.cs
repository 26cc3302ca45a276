using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Faults;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime.ControlPlane;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Faults;

/// <summary>A network that is set back after injected faults ends as if there had been none: every bit, every counter, all that was gathered.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class RecoveryTests
{
    private const int Trials = 5;

    public static TheoryData<GhostModel, bool> Networks_ => new() { { GhostModel.MA, false }, { GhostModel.MA, true }, { GhostModel.MB, false }, { GhostModel.MB, true } };

    /// <summary>Two hidden layers; every population, step and trial, each under another order of turns, with snapshots before every trial to hardly ever.</summary>
    [Theory]
    [MemberData(nameof(Networks_))]
    public void A_crash_anywhere_changes_nothing(GhostModel model, bool asynchronous)
    {
        var spec = Network(model, asynchronous);
        var expected = Undisturbed(spec);
        var seed = 0;
        foreach (var crash in from population in spec.Populations.OfType<DynamicSpec>()
                              from trial in Enumerable.Range(0, Trials)
                              from step in Enumerable.Range(1, spec.StepsPerTrial)
                              select new CrashPoint(population.Name, trial, step))
        {
            var every = 1 + (seed % 4);
            using var host = new WorkerHost(SeededDispatcher.FromSeed(++seed, (TurnOrder)(seed % 4), spurious: seed % 3 == 0));
            var run = new FaultyRun(spec, host, [crash], every).Run(seed % 5 == 0 ? [2, Trials - 2] : [Trials]);
            Assert.True(run.DifferenceFrom(expected) is null, $"{crash}, snapshots every {every}, seed {seed}: {run.DifferenceFrom(expected)}");
            Assert.Equal(1, run.Simulation.Crashes);
            Assert.Equal((crash.Trial % every) + 1, run.Simulation.TrialsRepeated);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_number_of_workers_recovers(int workers)
    {
        foreach (var model in Enum.GetValues<GhostModel>())
        {
            var spec = Network(model, asynchronous: true);
            var expected = Undisturbed(spec);
            using var dispatcher = new ScatteringDispatcher(workers);
            using var host = new WorkerHost(dispatcher);
            for (var step = 1; step <= spec.StepsPerTrial; step++)
            {
                var run = new FaultyRun(spec, host, [new("hidden1", step % Trials, step), new("output", Trials - 1, step)], 2).Run(Trials);
                Assert.Null(run.DifferenceFrom(expected));
                Assert.Equal(2, run.Simulation.Crashes);
            }
        }
    }

    /// <summary>Several faults: at one place twice, in one trial of several populations at once, in the redone stretch, and in the first trial. How often is no matter of who came first.</summary>
    [Fact]
    public void Several_crashes_happen_once_each()
    {
        CrashPoint[] crashes =
        [
            new("hidden2", 0, 1), new("output", 3, 4), new("output", 3, 4), new("ghost2", 3, 4), new("ghost3", 3, 5), new("hidden1", 2, 8), new("hidden1", 4, 8),
        ];
        var spec = Network(GhostModel.MA, asynchronous: true);
        var expected = Undisturbed(spec);
        for (var seed = 0; seed < 100; seed++)
        {
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed, seed % 2 == 0 ? TurnOrder.Uniform : TurnOrder.Prioritised));
            var run = new FaultyRun(spec, host, crashes, snapshotEvery: 3).Run(Trials);
            Assert.Null(run.DifferenceFrom(expected));
            Assert.Equal(crashes.Length, run.Simulation.Crashes);
            Assert.Equal(1 + (4 * 1) + 3 + 2, run.Simulation.TrialsRepeated);
        }
    }

    /// <summary>With a network whose inputs defer plasticity and whose populations hold several groups of panels.</summary>
    [Fact]
    public void Larger_layers_recover_in_lockstep()
    {
        var spec = Networks.Ghost([70, 40], GhostModel.MB);
        using var one = new WorkerHost(1);
        var expected = new FaultyRun(spec, one, [], 0, new LockstepSchedule()).Run(Trials);
        foreach (var step in new[] { 1, 9, spec.StepsPerTrial })
        {
            var run = new FaultyRun(spec, one, [new("hidden1", 3, step)], 2, new LockstepSchedule()).Run(Trials);
            Assert.Null(run.DifferenceFrom(expected));
        }
    }

    /// <summary>What raced in the lost stretch is forgotten; the rest can be had again.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_racing_run_goes_on_and_is_replayed(int workers)
    {
        var spec = Network(GhostModel.MA, asynchronous: false);
        for (var seed = 0; seed < 8; seed++)
        {
            using var dispatcher = new ScatteringDispatcher(workers);
            using var host = workers == 1 ? new WorkerHost(SeededDispatcher.FromSeed(seed)) : new WorkerHost(dispatcher);
            var log = new DecisionLog(spec, FaultyRun.Batch, new LiveSchedule(3, spec.StepsPerTrial));
            CrashPoint[] crashes = [new("hidden2", 1, 1 + seed), new("ghost2", 3, 2)];
            var live = new FaultyRun(spec, host, crashes, snapshotEvery: 2, new LiveSchedule(3, spec.StepsPerTrial), log).Run(2, Trials - 2);
            Assert.Equal((2, 4), (live.Simulation.Crashes, live.Simulation.TrialsRepeated));
            var record = DecisionRecord.Of([log.Take(Trials)], spec, FaultyRun.Batch);
            using var another = new WorkerHost(SeededDispatcher.FromSeed(seed + 1));
            Assert.Null(new FaultyRun(spec, another, [], 0, new ReplaySchedule(record)).Run(Trials).DifferenceFrom(live));
        }
    }

    /// <summary>Divided populations under noise, thresholds, delays, jitter, loss and clocks: shards of the one that crashes stand at other steps than the others.</summary>
    [Theory]
    [InlineData(GhostModel.MA)]
    [InlineData(GhostModel.MB)]
    public void Divided_populations_are_set_back(GhostModel model)
    {
        var spec = Wide(model, asynchronous: true);
        var shards = new ShardPlan(spec, 3, "output");
        using var one = new WorkerHost(1);
        var expected = new FaultyRun(spec, one, [], 0, shards: shards).Run(Trials);
        for (var seed = 0; seed < 6; seed++)
        {
            CrashPoint[] crashes = [new("hidden1", 1, 1 + seed), new("ghost2", 3, 2)];
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed));
            using var threads = new WorkerHost(1 + (seed % 3));
            Assert.Null(new FaultyRun(spec, host, crashes, 2, shards: shards).Run(2, Trials - 2).DifferenceFrom(expected));
            Assert.Null(new FaultyRun(spec, threads, crashes, 1, shards: shards).Run(Trials).DifferenceFrom(expected));
        }
    }

    /// <summary>Nobody waits, trials have no barrier, populations are divided: what is left of such a run after its crashes is had again.</summary>
    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData(2, false)]
    public void A_race_without_limits_goes_on_and_is_replayed(int? slack, bool barrier)
    {
        var spec = Wide(GhostModel.MA, asynchronous: false);
        var shards = new ShardPlan(spec, 2, "output");
        for (var seed = 0; seed < 8; seed++)
        {
            using var dispatcher = new ScatteringDispatcher(3);
            using var host = seed % 2 == 0 ? new WorkerHost(SeededDispatcher.FromSeed(seed)) : new WorkerHost(dispatcher);
            var schedule = new LiveSchedule(slack, spec.StepsPerTrial, barrier);
            var log = new DecisionLog(spec, FaultyRun.Batch, schedule, shards);
            CrashPoint[] crashes = [new("hidden2", 1, 1 + seed), new("ghost2", 3, 2)];
            var live = new FaultyRun(spec, host, crashes, snapshotEvery: 2, schedule, log, shards).Run(2, Trials - 2);
            Assert.Equal(2, live.Simulation.Crashes);
            var record = DecisionRecord.Of([log.Take(Trials)], spec, FaultyRun.Batch, shards);
            using var another = new WorkerHost(SeededDispatcher.FromSeed(seed + 1));
            var stretches = record.Stops.Select((stop, i) => stop - (i == 0 ? 0 : record.Stops[i - 1]));
            Assert.Null(new FaultyRun(spec, another, [], 0, new ReplaySchedule(record), shards: shards).Run(stretches).DifferenceFrom(live));
        }
    }

    /// <summary>A snapshot that was asked for stands before those that were due.</summary>
    [Fact]
    public void A_network_is_set_back_to_the_snapshot_taken_last()
    {
        var spec = Network(GhostModel.MA, asynchronous: false);
        using var host = new WorkerHost(1);
        var run = new FaultyRun(spec, host, [new("output", 4, 1)], 100).Run(3);
        run.Simulation.TakeSnapshot();
        Assert.Null(run.Run(Trials - 3).DifferenceFrom(Undisturbed(spec)));
        Assert.Equal(2, run.Simulation.TrialsRepeated);
    }

    /// <summary>Trials that were done before the fault are done again although the run has been cancelled meanwhile.</summary>
    [Fact]
    public void A_cancelled_run_loses_no_trial()
    {
        var spec = Network(GhostModel.MA, asynchronous: true);
        for (var seed = 0; seed < 20; seed++)
        {
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed));
            using var cancellation = new CancellationTokenSource();
            var run = new FaultyRun(spec, host, [new("hidden1", 3, 5)], 100);
            run.Simulation.Observe("output", new Cancelling(cancellation, trial: 2));
            var done = run.Simulation.Run(1000, cancellation.Token);
            Assert.InRange(done, 3, 10);
            Assert.Equal(done, run.Simulation.TrialsBegun);
            using var other = new WorkerHost(1);
            Bits.AssertSame(Bits.Of(new FaultyRun(spec, other, [], 0).Run(done).Simulation), Bits.Of(run.Simulation));
        }
    }

    /// <summary>What would come again is not tried again.</summary>
    [Fact]
    public void A_real_failure_is_final()
    {
        var spec = Network(GhostModel.MA, asynchronous: false);
        using var host = new WorkerHost(2);
        var options = new SimulationOptions { Batch = FaultyRun.Batch, SnapshotEvery = 1, Crashes = [new("hidden1", 1, 2)] };
        var source = new FaultyTrials(TrialContent.Input, trial: 2, rates => rates[1, 3] = float.NaN);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), source, host, options);
        var failed = Assert.Throws<SimulationFailedException>(() => simulation.Run(Trials));
        Assert.StartsWith("population 'hidden1' failed at step 1 of trial 2: population 'hidden1': state of unit 0, sample 1 is NaN", failed.Message, StringComparison.Ordinal);
        Assert.Equal(1, simulation.Crashes);
        Assert.Same(failed.Failure, Assert.Throws<SimulationFailedException>(() => simulation.Run(1)).Failure);
    }

    private static FaultyRun Undisturbed(NetworkSpec spec)
    {
        using var host = new WorkerHost(1);
        return new FaultyRun(spec, host, [], 0).Run(Trials);
    }

    /// <summary>6-5-4-3; if asked for with jitter, losses, late and double messages, delays and clocks of its own.</summary>
    private static NetworkSpec Network(GhostModel model, bool asynchronous) => With(Networks.Tiny(model), asynchronous);

    /// <summary>Layers of three and two panels, with noise and, but for some, thresholds.</summary>
    private static NetworkSpec Wide(GhostModel model, bool asynchronous) => With(
        Networks.WithPopulations(
            Networks.Ghost([70, 40], model, inputs: 6, outputs: 3, prediction: 3, nudging: 2), (population, i) => population with { Noise = 0.01, Threshold = 0.002 * (i % 3) }),
        asynchronous);

    private static NetworkSpec With(NetworkSpec spec, bool asynchronous)
    {
        return !asynchronous
            ? spec
            : new NetworkSpec(
                spec.Name,
                spec.TimeStep,
                spec.Populations.Select((p, i) => p is DynamicSpec dynamic ? dynamic with { Period = 1 + (i % 2) } : p),
                spec.Projections.Select((p, i) => p with { Delay = 1 + (i % 3), Jitter = 2, Loss = 0.3, Duplicate = 0.3, Late = 0.2, LateSteps = 3 }),
                spec.Phases);
    }

    private sealed class Cancelling(CancellationTokenSource cancellation, long trial) : Neuro.Runtime.Observing.IPhaseObserver
    {
        public void PhaseEnded(long trial1, in StepContext context, Neuro.Units.Messages.Message before, Neuro.Units.Messages.Message said)
        {
            if (trial1 == trial)
            {
                cancellation.Cancel();
            }
        }
    }
}
