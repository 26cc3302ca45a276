using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Observing;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Runtime.Observing;

/// <summary>What is recorded is what the interpreter says was said and computed, at every recorded step of every recorded trial.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class ActivityRecorderTests
{
    private const int Batch = 3;
    private static readonly int[] Stretches = [1, 4, 2, 3];
    private static readonly ActivityVariable[] Variables = Enum.GetValues<ActivityVariable>();

    [Theory]
    [InlineData(GhostModel.MA, 1, 16, 1, 1)]
    [InlineData(GhostModel.MA, 3, 2, 2, 1)]
    [InlineData(GhostModel.MB, 2, 4, 3, 1)]
    [InlineData(GhostModel.MB, 1, 1, 3, 2)]
    public void Every_recorded_value_is_what_was_said_or_computed(GhostModel model, int every, int units, int samples, int period)
    {
        var spec = Networks.WithPopulations(Networks.Tiny(model), (population, i) => i % 2 == 0 ? population with { Period = period } : population);
        var expected = Interpret(spec);
        foreach (var workers in new[] { 0, 1, 2, 8 })
        {
            AssertRecords(spec, expected, workers, Selections.First(every, units, samples), shards: 1);
        }
    }

    /// <summary>Odd units, samples and steps of single populations; divided ones, too.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_selected_is_recorded(int shards)
    {
        var spec = Networks.Ghost([70, 40], outputs: 35);
        var selection = new ActivitySelection
        {
            Trials = new TrialSelection(2, from: 1, period: 3, everyPeriod: 2),
            Samples = [0, 2, 9],
            Steps = [0, 1, 5, 11, 400],
            Probes =
            [
                new ProbeSelection("output", [ActivityVariable.Error, ActivityVariable.Apical], [34]),
                new ProbeSelection("hidden1", [ActivityVariable.Cancel, ActivityVariable.State], [0, 31, 32, 63, 64, 69]),
                new ProbeSelection("ghost2", Variables, [39]),
            ],
        };
        AssertRecords(spec, Interpret(spec), workers: 2, selection, shards);
    }

    /// <summary>What is recorded obeys the equations of the paper: e = t - c, and the new state follows from the old one, b and e.</summary>
    [Theory]
    [InlineData(GhostModel.MA)]
    [InlineData(GhostModel.MB)]
    public void What_is_recorded_obeys_the_equations(GhostModel model)
    {
        var spec = Networks.Tiny(model);
        var recorder = new ActivityRecorder(spec, Batch, Selections.First(1, 100, Batch));
        using var host = new WorkerHost(1);
        Run(spec, recorder, host, shards: 1).Run(4);
        var (layout, batch) = (recorder.Layout, recorder.Exchange(null)!);
        var checks = 0;
        foreach (var (index, track) in layout.Tracks.Index())
        {
            float[]? Of(int trial, int step, ActivityVariable variable) => track.Variables.ToList().IndexOf(variable) is >= 0 and var i && batch.Values(trial, step, index, i) is { IsEmpty: false } found ? found.ToArray() : null;
            for (var step = 1; step < layout.Steps.Count; step++)
            {
                var (before, after, basal, error) = (Of(3, step - 1, ActivityVariable.State)!, Of(3, step, ActivityVariable.State)!, Of(3, step, ActivityVariable.Basal)!, Of(3, step, ActivityVariable.Error));
                var (apical, cancel) = (Of(3, step, ActivityVariable.Apical), Of(3, step, ActivityVariable.Cancel));
                var phase = spec.Phases.First(p => p.Name == layout.Phases[step]);
                var ratio = phase.StepRatio ?? spec.TimeStep / ((DynamicSpec)spec.Population(track.Population)).TimeConstant;
                Assert.Equal(phase.Feedback && track.Variables.Contains(ActivityVariable.Apical), apical is not null);
                for (var i = 0; i < after.Length; i++)
                {
                    Assert.Equal(before[i] + (ratio * (basal[i] + (error?[i] ?? 0) - before[i])), after[i], 1e-5);
                    if (apical is not null && cancel is not null && phase.Nudging == 0)
                    {
                        Assert.Equal(apical[i] - cancel[i], error![i]);
                        checks++;
                    }
                }
            }
        }

        Assert.True(checks > 0, "no error was checked");
    }

    [Fact]
    public void Unknown_populations_and_units_are_refused()
    {
        ActivityLayout Layout(string population, params int[] units) => new(Networks.Tiny(), Batch, new ActivitySelection { Probes = [new ProbeSelection(population, Variables, units)] });
        Assert.Single(Layout("hidden1", 4).Tracks);
        Assert.Throws<ArgumentException>(() => Layout("hidden1", 5));
        Assert.Throws<ArgumentException>(() => Layout("hidden1"));
        Assert.Throws<ArgumentException>(() => Layout("input", 0));
        Assert.Throws<SpecificationException>(() => Layout("hidden9", 0));
        Assert.Throws<ArgumentException>(() => new ActivityLayout(Networks.Tiny(), Batch, new ActivitySelection { Samples = [Batch] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ActivityLayout(Networks.Ghost([60_000]), 300, new ActivitySelection { Units = 60_000, Samples = [.. Enumerable.Range(0, 300)] }));
    }

    [Fact]
    public void A_population_has_the_variables_that_it_computes()
    {
        var tracks = new ActivityLayout(Networks.Tiny(), Batch, new ActivitySelection()).Tracks.ToDictionary(track => track.Population, track => track.Variables);
        Assert.Equal(Variables, tracks["hidden1"]);
        Assert.Equal([ActivityVariable.State, ActivityVariable.Rate, ActivityVariable.Basal, ActivityVariable.Error], tracks["output"]);
        Assert.Equal([ActivityVariable.State, ActivityVariable.Rate, ActivityVariable.Basal], tracks["ghost2"]);
    }

    [Fact]
    public void A_run_longer_than_its_room_is_refused()
    {
        var spec = Networks.Tiny();
        var recorder = new ActivityRecorder(spec, Batch, Selections.First(every: 5, units: 16, samples: 1));
        using var host = new WorkerHost(1);
        var simulation = Run(spec, recorder, host, shards: 1);
        var room = recorder.Room(0);
        Assert.Equal(5L * recorder.Capacity, room);
        Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Run(room + 1));
        Assert.Equal(room, simulation.Run(room));
        var full = recorder.Exchange(recorder.NewBatch())!;
        Assert.Equal((recorder.Capacity, 0L), (full.Count, full.TrialOf(0)));
        simulation.Run(1);
        var next = recorder.Exchange(full)!;
        Assert.Equal((1, room), (next.Count, next.TrialOf(0)));
        simulation.Run(4);
        Assert.Equal(0, recorder.Exchange(next)!.Count);
        Assert.Equal(room, recorder.Room(room + 5));
        Assert.Equal(room + 3, recorder.Room(room + 2));
    }

    /// <summary>Where there is no batch nothing is recorded, and what comes after it is.</summary>
    [Fact]
    public void A_stretch_without_a_batch_is_dropped()
    {
        var spec = Networks.Tiny();
        var recorder = new ActivityRecorder(spec, Batch, Selections.First(every: 1, units: 16, samples: 1));
        using var host = new WorkerHost(2);
        var simulation = Run(spec, recorder, host, shards: 1);
        var batch = recorder.Exchange(null)!;
        Assert.False(recorder.HasBatch);
        simulation.Run(2);
        Assert.Null(recorder.Exchange(batch));
        simulation.Run(3);
        Assert.Equal((3, 2L), (recorder.Exchange(null)!.Count, batch.TrialOf(0)));
    }

    [Fact]
    public void Recording_changes_no_bit()
    {
        var spec = Networks.Tiny();
        using var host = new WorkerHost(1);
        var plain = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
        plain.Run(5);
        var recorded = Run(spec, new ActivityRecorder(spec, Batch, Selections.First(1, 16, 1)), host, shards: 1);
        recorded.Run(5);
        Bits.AssertSame(Bits.Of(plain), Bits.Of(recorded));
    }

    private static Simulation Run(NetworkSpec spec, ActivityRecorder recorder, WorkerHost host, int shards) =>
        new(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch, Activity = recorder, Shards = new ShardPlan(spec, shards) });

    /// <summary>All values of all populations at all versions, as the interpreter comes to them.</summary>
    private static Dictionary<(string Population, long Version, ActivityVariable Variable), PanelMatrix> Interpret(NetworkSpec spec)
    {
        var values = new Dictionary<(string, long, ActivityVariable), PanelMatrix>();
        var observations = new Dictionary<string, Observation>(StringComparer.Ordinal);
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch);
        interpreter.Stepped = (population, said) =>
        {
            var dynamic = (DynamicPopulation)population;
            var name = population.Spec.Name;
            var step = (int)(said.Version % (spec.StepsPerTrial + 1));
            if (dynamic.Observation is { } seen && ((DynamicSpec)population.Spec).TicksAt(step))
            {
                Keep(ActivityVariable.Basal, seen.Basal);
                Keep(ActivityVariable.Apical, seen.Apical);
                Keep(ActivityVariable.Cancel, seen.Cancel);
                Keep(ActivityVariable.Error, seen.Error);
            }

            dynamic.Observation ??= new Observation(Batch, population.Spec.Units);

            void Keep(ActivityVariable variable, ObservedVariable observed)
            {
                if (observed.Current is { } current)
                {
                    values[(name, said.Version, variable)] = Copy(current);
                }
            }
        };

        // The first trial is had twice: its first steps are those before anybody observes.
        interpreter.Run(Stretches.Sum());
        foreach (var population in spec.Populations.OfType<DynamicSpec>())
        {
            foreach (var said in interpreter.Said(population.Name))
            {
                values[(population.Name, said.Version, ActivityVariable.State)] = said.State!;
                values[(population.Name, said.Version, ActivityVariable.Rate)] = said.Rate;
            }
        }

        return values;
    }

    private static PanelMatrix Copy(PanelMatrix matrix)
    {
        var copy = new PanelMatrix(matrix.Batch, matrix.Units);
        var values = new float[matrix.Batch * matrix.Units];
        matrix.CopyTo(values);
        copy.CopyFrom(values);
        return copy;
    }

    private static void AssertRecords(
        NetworkSpec spec, Dictionary<(string Population, long Version, ActivityVariable Variable), PanelMatrix> expected, int workers, ActivitySelection selection, int shards)
    {
        var recorder = new ActivityRecorder(spec, Batch, selection);
        using var scattered = workers == 0 ? null : new ScatteringDispatcher(workers);
        using var host = new WorkerHost(scattered ?? (IDispatcher)SeededDispatcher.FromSeed(3));
        var simulation = Run(spec, recorder, host, shards);
        var recorded = new List<long>();
        var spare = recorder.NewBatch();
        foreach (var trials in Stretches)
        {
            simulation.Run(trials);
            var batch = recorder.Exchange(spare)!;
            for (var index = 0; index < batch.Count; index++)
            {
                recorded.Add(batch.TrialOf(index));
                AssertTrial(spec, expected, recorder.Layout, batch, index);
            }

            spare = batch;
        }

        Assert.Equal(Enumerable.Range(0, Stretches.Sum()).Select(trial => (long)trial).Where(selection.Trials.Contains), recorded);
    }

    private static void AssertTrial(
        NetworkSpec spec, Dictionary<(string Population, long Version, ActivityVariable Variable), PanelMatrix> expected, ActivityLayout layout, ActivityBatch batch, int index)
    {
        foreach (var (number, track) in layout.Tracks.Index())
        {
            foreach (var (step, version) in layout.Steps.Select((step, version) => (step, version)))
            {
                var at = (batch.TrialOf(index) * (spec.StepsPerTrial + 1)) + step;
                foreach (var (variable, place) in track.Variables.Select((variable, place) => (variable, place)))
                {
                    var found = batch.Values(index, version, number, place);
                    var wanted = expected.GetValueOrDefault((track.Population, at, variable));
                    if (wanted is null && at == 1 && variable > ActivityVariable.Rate)
                    {
                        // The very first step of the interpreter was not observed.
                        continue;
                    }

                    Assert.Equal(wanted is null, found.IsEmpty);
                    for (var i = 0; i < found.Length; i++)
                    {
                        var (sample, unit) = (layout.Samples[i / track.Units.Count], track.Units[i % track.Units.Count]);
                        Assert.Equal(
                            (track.Population, at, variable, sample, unit, BitConverter.SingleToInt32Bits(wanted![sample, unit])),
                            (track.Population, at, variable, sample, unit, BitConverter.SingleToInt32Bits(found[i])));
                    }
                }
            }
        }
    }
}
