using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Schedules;
using Neuro.Runtime.Snapshots;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Tests.Runtime.Faults;
using Neuro.Units.Populations;

namespace Neuro.Tests.Runtime.Snapshots;

/// <summary>A run that goes on elsewhere from the State of another ends as one that was never cut: every bit, every counter.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class SimulationStateTests
{
    private const int Trials = 8;

    public static TheoryData<GhostModel, FeedbackKind, bool, int, int> Cases()
    {
        var cases = new TheoryData<GhostModel, FeedbackKind, bool, int, int>();
        foreach (var asynchronous in new[] { false, true })
        {
            cases.Add(GhostModel.MA, FeedbackKind.Transpose, asynchronous, 1, 1);
            cases.Add(GhostModel.MA, FeedbackKind.Transpose, asynchronous, 3, 3);
            cases.Add(GhostModel.MA, FeedbackKind.Random, asynchronous, 2, 2);
            cases.Add(GhostModel.MB, FeedbackKind.Transpose, asynchronous, 2, 1);
            cases.Add(GhostModel.MB, FeedbackKind.Random, asynchronous, 1, 2);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Two_halves_are_the_whole(GhostModel model, FeedbackKind feedback, bool asynchronous, int batch, int replicas)
    {
        var course = Course.Of(model, feedback, asynchronous, batch, replicas);
        var whole = course.Run((Trials, 1, 1));
        for (var cut = 1; cut < Trials; cut++)
        {
            Assert.Null(Course.Difference(whole, course.Run((cut, 1, 1), (Trials - cut, 1, 1))));
        }

        Assert.Null(Course.Difference(whole, course.Run(Enumerable.Repeat((1, 1, 1), Trials))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Another_number_of_workers_and_another_division_go_on(GhostModel model, FeedbackKind feedback, bool asynchronous, int batch, int replicas)
    {
        var course = Course.Of(model, feedback, asynchronous, batch, replicas);
        var whole = course.Run((Trials, 1, 1));
        Assert.Null(Course.Difference(whole, course.Run((3, 2, 1), (Trials - 3, 3, 1))));
        Assert.Null(Course.Difference(course.Run((Trials, 1, 3)), course.Run((5, 3, 3), (Trials - 5, 2, 3))));
        Assert.Null(Course.Difference(whole, course.Run((3, 2, 3), (2, 1, 1), (Trials - 5, 2, 2)), counts: false));
    }

    /// <summary>Nothing in the State of a deterministic run tells how it was divided, but for what shards count each by themselves.</summary>
    [Fact]
    public void State_does_not_tell_the_division()
    {
        var course = Course.Of(GhostModel.MA, FeedbackKind.Transpose, asynchronous: true);
        Assert.Null(Course.Difference(course.Run((Trials, 1, 1)), course.Run((Trials, 2, 3)), counts: false));
    }

    /// <summary>Arrays are in logical unit order, without padding: what the simulation itself says of a unit.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Arrays_hold_what_units_have(int shards)
    {
        var course = Course.Of(GhostModel.MA, FeedbackKind.Transpose, asynchronous: false);
        using var host = new WorkerHost(1);
        var group = course.Group(host, shards);
        group.Run(4);
        var simulation = group.Simulations[0];
        var arrays = group.SaveState().Arrays;
        foreach (var population in course.Spec.Populations)
        {
            var message = simulation.Newest(population.Name);
            AssertUnits(arrays[$"population.{population.Name}.rate"], course.Batch, population.Units, (sample, unit) => message.Rate[sample, unit]);
            Assert.Equal(4L, Assert.Single((long[])arrays[$"population.{population.Name}.trials"].Values));
            if (message.State is { } state)
            {
                AssertUnits(arrays[$"population.{population.Name}.state"], course.Batch, population.Units, (sample, unit) => state[sample, unit]);
            }
        }

        foreach (var projection in simulation.Weights.Projections)
        {
            var weights = simulation.Weights[projection];
            AssertUnits(arrays[$"{projection}.weight"], weights.Post, weights.Pre, (post, pre) => weights[post, pre]);
        }

        foreach (var read in simulation.Reads())
        {
            Assert.Equal(read.Staleness, (long[])arrays[$"port.{read.Projection}.staleness"].Values);
        }

        Assert.Equal(4L, Assert.Single((long[])arrays["run.trials"].Values));
    }

    /// <summary>What was not evened out in a round that was cut is evened out when it is complete.</summary>
    [Fact]
    public void Replicas_go_on_within_a_round()
    {
        var course = Course.Of(GhostModel.MA, FeedbackKind.Transpose, asynchronous: true, replicas: 2);
        var cut = course.Run((4, 1, 1));
        Assert.NotEqual((float[])cut.Arrays["input-hidden1.weight"].Values, (float[])cut.Arrays["replica1.input-hidden1.weight"].Values);
        Assert.Equal(3L, Assert.Single((long[])cut.Arrays["run.averaged"].Values));
        var whole = course.Run((3, 1, 1), (1, 1, 1), (2, 1, 1));
        Assert.Equal((float[])whole.Arrays["input-hidden1.weight"].Values, (float[])whole.Arrays["replica1.input-hidden1.weight"].Values);
    }

    /// <summary>A crash before the cut does not come again, one after it does, and what was counted goes on.</summary>
    [Fact]
    public void Crashes_come_once()
    {
        var course = Course.Of(GhostModel.MA, FeedbackKind.Transpose, asynchronous: true);
        Neuro.Runtime.Faults.CrashPoint[] crashes = [new("hidden1", 2, 3), new("hidden1", 6, 1)];
        using var host = new WorkerHost(1);
        var expected = new FaultyRun(course.Spec, host, [], 0).Run(Trials);
        var first = new FaultyRun(course.Spec, host, crashes, 2).Run(5);
        var second = new FaultyRun(course.Spec, host, crashes, 2);
        second.Simulation.RestoreState(first.Simulation.SaveState());
        Assert.Equal((1, 1), (second.Simulation.Crashes, second.Simulation.TrialsRepeated));
        Assert.Null(second.Run(Trials - 5).DifferenceFrom(expected));
        Assert.Equal((2, 2), (second.Simulation.Crashes, second.Simulation.TrialsRepeated));
    }

    /// <summary>A race that goes on elsewhere has read what it had read: with one worker and a seeded order it is the race that was never cut.</summary>
    [Theory]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(null, true)]
    [InlineData(null, false)]
    public void A_race_goes_on(int? slack, bool barrier)
    {
        var spec = Networks.WithPopulations(Networks.Ghost([70, 40], inputs: 6, outputs: 3, prediction: 3, nudging: 2), (population, i) => population with { Noise = 0.01, Threshold = 0.002 * (i % 3) });
        var schedule = new LiveSchedule(slack, spec.StepsPerTrial, barrier);
        for (var seed = 0; seed < 6; seed++)
        {
            var whole = Simulation(seed);
            whole.Run(3);
            var state = whole.SaveState();
            var cut = Simulation(seed);
            cut.RestoreState(state);
            Assert.Null(Course.Difference(state, cut.SaveState()));

            // Both go on with dispatchers that begin anew.
            var expected = Simulation(seed);
            expected.RestoreState(state);
            cut.Run(3);
            expected.Run(3);
            Assert.Null(Course.Difference(expected.SaveState(), cut.SaveState()));
        }

        Simulation Simulation(int seed) => new(
            spec,
            WeightStore.Create(spec, 1),
            new HashedTrials(1),
            new WorkerHost(SeededDispatcher.FromSeed(seed)),
            new SimulationOptions { Batch = 2, Schedule = schedule, Shards = new ShardPlan(spec, 2, "output") });
    }

    [Fact]
    public void State_of_another_network_is_refused()
    {
        var course = Course.Of(GhostModel.MA, FeedbackKind.Transpose, asynchronous: false);
        var state = course.Run((1, 1, 1));
        using var host = new WorkerHost(1);
        AssertRefused(Course.Of(GhostModel.MB, FeedbackKind.Transpose, asynchronous: false), state, "array '");
        AssertRefused(Course.Of(GhostModel.MA, FeedbackKind.Transpose, asynchronous: false, batch: 3), state, "expected at least");
        AssertRefused(Course.Of(GhostModel.MA, FeedbackKind.Transpose, asynchronous: false, batch: 1), state, "values, expected");
        AssertRefused(Course.Of(GhostModel.MA, FeedbackKind.Transpose, asynchronous: false, replicas: 2), state, "array 'run.averaged': found none of that name, expected one");
        var (without, more) = (new Dictionary<string, StateArray>(state.Arrays), new Dictionary<string, StateArray>(state.Arrays) { ["x"] = new StateArray(new long[1], 1) });
        without.Remove("population.hidden1.state");
        AssertRefused(course, new SimulationState(without), "array 'population.hidden1.state': found none of that name, expected one");
        AssertRefused(course, new SimulationState(more), "array 'x': found 1 values, expected 0");

        void AssertRefused(Course other, SimulationState wrong, string message) =>
            Assert.Contains(message, Assert.Throws<StateMismatchException>(() => other.Group(host, 1).RestoreState(wrong)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void State_is_put_back_before_the_first_run_only()
    {
        var course = Course.Of(GhostModel.MA, FeedbackKind.Transpose, asynchronous: false);
        using var host = new WorkerHost(1);
        var group = course.Group(host, 1);
        group.Run(1);
        Assert.Throws<InvalidOperationException>(() => group.RestoreState(group.SaveState()));
    }

    /// <summary>Trials of another number are other draws: whoever counts from there sees what a long run sees.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Trials_are_counted_from_another_number_on(int shards)
    {
        var course = Course.Of(GhostModel.MA, FeedbackKind.Transpose, asynchronous: true);
        using var host = new WorkerHost(2);
        var (whole, skipped) = (Frozen(), Frozen());
        whole.Run(5);
        skipped.SkipTo(4);
        Assert.Equal(4, skipped.TrialsBegun);
        skipped.Run(1);
        Bits.AssertSame(Bits.Of(whole), Bits.Of(skipped));

        Simulation Frozen() => new(course.Spec, WeightStore.Create(course.Spec, 1), new HashedTrials(1), host, new SimulationOptions
        {
            Batch = 2, Plasticity = false, Schedule = course.Schedule(0), Shards = new ShardPlan(course.Spec, shards, "output"),
        });
    }

    private static void AssertUnits(StateArray array, int rows, int columns, Func<int, int, float> expected)
    {
        Assert.Equal([rows, columns], array.Shape);
        var values = (float[])array.Values;
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(expected(i / columns, i % columns), values[i]);
        }
    }
}
