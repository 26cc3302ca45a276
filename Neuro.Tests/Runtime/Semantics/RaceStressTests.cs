using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime.ControlPlane;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Tests.Runtime.Schedules;
using Neuro.Tests.Runtime.Observing;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Semantics;

/// <summary>Small networks under every order of turns that a seed can ask for, and on racing threads that are stopped, stalled and made to fail.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class RaceStressTests
{
    private const int Batch = 2;
    private const int Trials = 2;
    private static readonly string[] Dynamic = ["hidden1", "hidden2", "output", "ghost2", "ghost3"];

    public static TheoryData<int, TurnOrder> Races
    {
        get
        {
            var data = new TheoryData<int, TurnOrder>();
            for (var slack = 0; slack <= 3; slack++)
            {
                data.Add(slack, TurnOrder.Uniform);
                data.Add(slack, TurnOrder.Prioritised);
            }

            return data;
        }
    }

    /// <summary>A race in any order of turns, had again from its log: in another order, and by the interpreter.</summary>
    [Theory]
    [MemberData(nameof(Races))]
    public void Races_in_any_order_of_turns_are_had_again(int slack, TurnOrder order) => HaveAgain(slack, order, seeds: 400);

    [Theory]
    [MemberData(nameof(Races))]
    [Trait("Category", "Long")]
    public void Thousands_of_races_in_any_order_of_turns_are_had_again(int slack, TurnOrder order) => HaveAgain(slack, order, seeds: 20_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Stopped_in_flight_and_resumed_many_times(int workers) => StopAndResume(workers, rounds: 2, stops: 40);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [Trait("Category", "Long")]
    public void Stopped_in_flight_and_resumed_thousands_of_times(int workers) => StopAndResume(workers, rounds: 50, stops: 100);

    /// <summary>Populations that fail at once, in the middle of things: one of them is named, all leave, and the workers are fit for the next.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Failures_in_flight_leave_the_workers_fit(int workers) => FailInFlight(workers, rounds: 100);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [Trait("Category", "Long")]
    public void Thousands_of_failures_in_flight_leave_the_workers_fit(int workers) => FailInFlight(workers, rounds: 5000);

    /// <summary>Wherever a network is wedged, it is found stuck, and the wait that began it is among those named.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Stalls_are_found_wherever_they_are(int workers)
    {
        const int Marked = 3;
        var spec = Networks.Tiny();
        using var pool = new ScatteringDispatcher(workers, nap: TimeSpan.FromMilliseconds(1));
        for (var round = 0; round < 40; round++)
        {
            var random = new Random(round);
            var candidates = spec.Projections.Where(p => spec.Population(p.Source) is not ClampedSpec).ToList();
            var wedged = candidates[random.Next(candidates.Count)];
            var marked = Networks.WithDelays(spec, i => spec.Projections[i].Name == wedged.Name ? Marked : 1);
            var version = 1 + random.Next(2 * (spec.StepsPerTrial + 1));
            version += version % (spec.StepsPerTrial + 1) == 0 ? 1 : 0;
            using var host = new WorkerHost(pool);
            var simulation = new Simulation(
                marked, WeightStore.Create(marked, 1), new HashedTrials(1), host, new SimulationOptions { Batch = 1, Schedule = new WedgedSchedule(Marked, version) });
            var stuck = Assert.Throws<SimulationStalledException>(() => simulation.Run(4));
            Assert.Contains(stuck.Waits, wait => wait.Contains($"projection '{wedged.Name}', delay {Marked}", StringComparison.Ordinal));
        }
    }

    private static void HaveAgain(int slack, TurnOrder order, int seeds)
    {
        var specs = new[] { Networks.Tiny(), Networks.WithDelays(Networks.Tiny(GhostModel.MB), i => 1 + (i % 2)) };
        for (var seed = 0; seed < seeds; seed++)
        {
            var spec = specs[seed % specs.Length];
            var log = new DecisionLog(spec, Batch, new LiveSchedule(slack, spec.StepsPerTrial));
            var expected = Bits.Of(Run(spec, new LiveSchedule(slack, spec.StepsPerTrial), SeededDispatcher.FromSeed(seed, order, spurious: seed % 3 == 0), log));
            var record = DecisionRecord.Of([log.Take(Trials)], spec, Batch);
            var other = order == TurnOrder.Uniform ? TurnOrder.Prioritised : TurnOrder.Uniform;
            Same(expected, Bits.Of(Run(spec, new ReplaySchedule(record), SeededDispatcher.FromSeed(seed + 1, other), null)));
            if (seed % 4 == 0)
            {
                Same(expected, Bits.Of(Interpret(spec, record, Trials)));
            }

            void Same(Bits left, Bits right)
            {
                var difference = Bits.FirstDifference(left, right);
                Assert.True(difference is null, $"slack {slack}, order {order}, seed {seed}: {difference}");
            }
        }
    }

    private static void StopAndResume(int workers, int rounds, int stops)
    {
        var spec = Networks.Tiny();
        using var dispatcher = new ScatteringDispatcher(workers);
        for (var round = 0; round < rounds; round++)
        {
            var log = new DecisionLog(spec, Batch, new LiveSchedule(2, spec.StepsPerTrial));
            var recorder = new ActivityRecorder(spec, Batch, Selections.First(3, 2, 1));
            using var host = new WorkerHost(dispatcher);
            var options = new SimulationOptions
            {
                Batch = Batch,
                Schedule = new LiveSchedule(2, spec.StepsPerTrial),
                Decisions = log,
                Activity = recorder,
                Timing = new TimingOptions(TimeProvider.System) { Every = 2, Split = true },
            };
            var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, options);
            var recorded = 0L;
            for (var stop = 0; stop < stops; stop++)
            {
                // Another thread stops it, a little later each time; sometimes the run is over by then.
                using var source = new CancellationTokenSource();
                using var start = new Barrier(2);
                var stopper = new Thread(() =>
                {
                    start.SignalAndWait();
                    Thread.SpinWait(stop * 60);
                    source.Cancel();
                });
                stopper.Start();
                start.SignalAndWait();
                simulation.Run(Math.Min(20, recorder.Room(simulation.TrialsBegun)), source.Token);
                stopper.Join();
                recorded += Recorded(recorder, recorded);
            }

            // Something is to be compared even where every stop came before the first trial.
            simulation.Run(1);
            var record = DecisionRecord.Of([log.Take(simulation.TrialsBegun)], spec, Batch);
            Bits.AssertSame(Bits.Of(Interpret(spec, record, (int)simulation.TrialsBegun)), Bits.Of(simulation));
            Assert.Equal((simulation.TrialsBegun + 2) / 3, recorded + Recorded(recorder, recorded));
        }
    }

    /// <summary>How many trials the last run has recorded; they follow those before.</summary>
    private static int Recorded(ActivityRecorder recorder, long before)
    {
        var batch = recorder.Exchange(null)!;
        for (var index = 0; index < batch.Count; index++)
        {
            Assert.Equal(3 * (before + index), batch.TrialOf(index));
        }

        var count = batch.Count;
        recorder.Exchange(batch);
        return count;
    }

    private static void FailInFlight(int workers, int rounds)
    {
        var spec = Networks.Tiny();
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch);
        interpreter.Run(Trials);
        using var dispatcher = new ScatteringDispatcher(workers);
        for (var round = 0; round < rounds; round++)
        {
            var random = new Random(round);
            using var host = new WorkerHost(dispatcher);
            var failing = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
            var names = Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Dynamic[random.Next(Dynamic.Length)]).Distinct().ToList();
            var trial = random.Next(3);
            foreach (var name in names)
            {
                failing.Observe(name, new ThrowingObserver(trial));
            }

            var failed = Assert.Throws<SimulationFailedException>(() => failing.Run(5));
            Assert.Contains(failed.Failure.Population, names);
            Assert.Equal(trial, failed.Failure.Trial);
            var next = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
            next.Run(Trials);
            Bits.AssertSame(Bits.Of(interpreter), Bits.Of(next));
        }
    }

    private static Interpreter Interpret(NetworkSpec spec, DecisionRecord record, int trials)
    {
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch, new ReplaySchedule(record));
        interpreter.Run(trials);
        return interpreter;
    }

    private static Simulation Run(NetworkSpec spec, IReadSchedule schedule, IDispatcher dispatcher, DecisionLog? log)
    {
        using var host = new WorkerHost(dispatcher);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch, Schedule = schedule, Decisions = log });
        simulation.Run(Trials);
        return simulation;
    }
}
