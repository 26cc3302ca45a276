using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Observing;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Observing;

/// <summary>What is recorded is what the interpreter says was said, at every step of every recorded trial.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class ActivityRecorderTests
{
    private const int Batch = 3;
    private static readonly int[] Stretches = [1, 4, 2, 3];

    [Theory]
    [InlineData(GhostModel.MA, 1, 16, 1)]
    [InlineData(GhostModel.MA, 3, 2, 2)]
    [InlineData(GhostModel.MB, 2, 4, 3)]
    [InlineData(GhostModel.MB, 1, 1, 100)]
    public void Every_recorded_value_is_what_was_said(GhostModel model, int every, int units, int samples)
    {
        var spec = Networks.Tiny(model);
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch);
        interpreter.Run(Stretches.Sum());
        foreach (var workers in new[] { 0, 1, 2, 8 })
        {
            AssertRecords(interpreter, workers, new ActivitySelection(every, units, samples));
        }
    }

    [Fact]
    public void What_is_recorded_is_selected()
    {
        var layout = new ActivityLayout(Networks.Tiny(), Batch, new ActivitySelection(every: 1, units: 4, samples: 2));
        Assert.Equal([("hidden1", 4), ("hidden2", 4), ("output", 3), ("ghost2", 4), ("ghost3", 3)], layout.Populations);
        Assert.Equal(2, layout.Samples);
        Assert.Equal(layout.Versions * 2 * 2 * (4 + 4 + 3 + 4 + 3), layout.ValuesPerTrial);
        Assert.Equal(Batch, new ActivityLayout(Networks.Tiny(), Batch, new ActivitySelection(1, 4, samples: 50)).Samples);
    }

    /// <summary>The order of the values is that of simulated time: by step, then by population.</summary>
    [Fact]
    public void Values_are_in_the_order_of_simulated_time()
    {
        var spec = Networks.Tiny();
        var layout = new ActivityLayout(spec, Batch, new ActivitySelection(every: 1, units: 4, samples: 2));
        var expected = from step in Enumerable.Range(0, spec.StepsPerTrial + 1)
                       from population in spec.Populations.OfType<DynamicSpec>()
                       from variable in new[] { "state", "rate" }
                       from sample in Enumerable.Range(0, 2)
                       from unit in Enumerable.Range(0, Math.Min(4, population.Units))
                       select new ActivityPlace(7, step, population.Name, variable, sample, unit);
        Assert.Equal(expected, Enumerable.Range(0, layout.ValuesPerTrial).Select(i => layout.PlaceOf(7, i)));
    }

    [Fact]
    public void A_run_longer_than_its_room_is_refused()
    {
        var recorder = new ActivityRecorder(Networks.Tiny(), Batch, new ActivitySelection(every: 5, units: 16, samples: 1));
        var spec = Networks.Tiny();
        using var host = new WorkerHost(1);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch, Activity = recorder });
        var room = recorder.Room(0);
        Assert.Equal(5L * recorder.Capacity, room);
        Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Run(room + 1));
        Assert.Equal(room, simulation.Run(room));
        Assert.Equal((recorder.Capacity, 0), (recorder.Count, recorder.First));
        simulation.Run(1);
        Assert.Equal((1, recorder.Capacity), (recorder.Count, recorder.First));
        simulation.Run(4);
        Assert.Equal(0, recorder.Count);
        Assert.Equal(room, recorder.Room(room + 5));
        Assert.Equal(room + 3, recorder.Room(room + 2));
    }

    /// <summary>A part of a population copies its own units and no others, so that several parts fill one record.</summary>
    [Fact]
    public void Parts_of_a_population_fill_one_record()
    {
        var spec = Networks.Ghost([40]);
        var recorder = new ActivityRecorder(spec, Batch, new ActivitySelection(every: 1, units: 36, samples: 2));
        Assert.Null(recorder.ProbeOf("input", 0, 11));
        Assert.Null(recorder.ProbeOf("hidden1", 36, 4));
        var population = PopulationFactory.Build(spec, Batch, WeightStore.Create(spec, 1), new ExecutionOptions()).First(p => p.Spec.Name == "hidden1");
        var said = population.CreateMessage();
        for (var i = 0; i < Batch * 40; i++)
        {
            said.State![i / 40, i % 40] = i;
            said.Rate[i / 40, i % 40] = -i;
        }

        recorder.Begin(0, 1);
        recorder.ProbeOf("hidden1", 32, 8)!.Copy(0, 0, said);
        recorder.ProbeOf("hidden1", 0, 32)!.Copy(0, 0, said);
        recorder.End(1);
        var values = new float[recorder.Layout.ValuesPerTrial];
        recorder.CopyTo(0, values);
        for (var i = 0; i < 2 * 2 * 36; i++)
        {
            var place = recorder.Layout.PlaceOf(0, i);
            Assert.Equal((place.Variable == "state" ? 1 : -1) * ((place.Sample * 40) + place.Unit), values[i]);
        }
    }

    [Fact]
    public void Recording_changes_no_bit()
    {
        var spec = Networks.Tiny();
        using var host = new WorkerHost(1);
        var plain = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
        plain.Run(5);
        Bits.AssertSame(Bits.Of(plain), Bits.Of(Record(spec, new ActivityRecorder(spec, Batch, new ActivitySelection(1, 16, 1)), host, [5], _ => { })));
    }

    private static void AssertRecords(Interpreter interpreter, int workers, ActivitySelection selection)
    {
        var spec = interpreter.Spec;
        var recorder = new ActivityRecorder(spec, Batch, selection);
        var values = new float[recorder.Layout.ValuesPerTrial];
        long recorded = 0;
        using var scattered = workers == 0 ? null : new ScatteringDispatcher(workers);
        using var host = new WorkerHost(scattered ?? (IDispatcher)SeededDispatcher.FromSeed(3));
        Record(spec, recorder, host, Stretches, _ =>
        {
            for (var i = 0; i < recorder.Count; i++)
            {
                Assert.Equal(recorded++, recorder.First + i);
                recorder.CopyTo(i, values);
                var trial = (recorder.First + i) * selection.Every;
                for (var index = 0; index < values.Length; index++)
                {
                    var place = recorder.Layout.PlaceOf(trial, index);
                    var said = interpreter.Said(place.Population)[(int)((trial * (spec.StepsPerTrial + 1)) + place.Step)];
                    var expected = (place.Variable == "state" ? said.State! : said.Rate)[place.Sample, place.Unit];
                    Assert.Equal((place, BitConverter.SingleToInt32Bits(expected)), (place, BitConverter.SingleToInt32Bits(values[index])));
                }
            }
        });
        Assert.Equal((Stretches.Sum() + selection.Every - 1) / selection.Every, recorded);
    }

    private static Simulation Record(NetworkSpec spec, ActivityRecorder recorder, WorkerHost host, int[] stretches, Action<int> afterEach)
    {
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch, Activity = recorder });
        foreach (var trials in stretches)
        {
            simulation.Run(trials);
            afterEach(trials);
        }

        return simulation;
    }
}
