using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Semantics;

/// <summary>Divided populations give the bits of whole ones, whoever runs where.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class ShardTests
{
    private const int Trials = 3;

    public static TheoryData<GhostModel, bool, int> Cases()
    {
        var cases = new TheoryData<GhostModel, bool, int>();
        foreach (var model in Enum.GetValues<GhostModel>())
        {
            foreach (var batch in new[] { 1, 3, 10 })
            {
                cases.Add(model, false, batch);
                cases.Add(model, true, batch);
            }
        }

        return cases;
    }

    /// <summary>Layers of five, four and two panels, so that shards are of unequal size, plastic both ways; under links with delays, jitter, loss, clocks, noise and thresholds on.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_bits_for_any_number_of_shards_and_workers(GhostModel model, bool link, int batch)
    {
        var spec = Network(model, link);
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1, silent: 0.6), batch, Schedule(spec, link));
        interpreter.Run(Trials);
        var expected = Bits.Of(interpreter);
        foreach (var shards in new[] { 1, 2, 3, 5 })
        {
            foreach (var workers in shards == 1 ? new[] { 2 } : [1, 2, 3, 8, 16])
            {
                using var host = new WorkerHost(workers);
                Bits.AssertSame(expected, Run(spec, link, batch, shards, host));
            }
        }
    }

    [Theory]
    [InlineData(GhostModel.MA, false)]
    [InlineData(GhostModel.MA, true)]
    [InlineData(GhostModel.MB, true)]
    public void Shards_in_any_order_of_turns(GhostModel model, bool link)
    {
        var spec = Network(model, link);
        using var one = new WorkerHost(1);
        var expected = Run(spec, link, batch: 2, shards: 1, one);
        for (var seed = 0; seed < 8; seed++)
        {
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed, seed % 2 == 0 ? TurnOrder.Uniform : TurnOrder.Prioritised, spurious: seed % 3 == 0));
            Bits.AssertSame(expected, Run(spec, link, batch: 2, shards: 2 + (seed % 4), host));
        }
    }

    /// <summary>Errors that are shuffled within panels, and a layer so small that it cannot be divided.</summary>
    [Fact]
    public void Controls_and_small_layers()
    {
        var spec = GhostNetwork.Build(new GhostNetworkOptions { Model = GhostModel.MA, Inputs = 20, Hidden = [100, 20], Outputs = 3, PredictionSteps = 5, NudgingSteps = 4, ShuffledFeedback = true });
        using var host = new WorkerHost(2);
        Bits.AssertSame(Run(spec, link: false, batch: 4, shards: 1, host), Run(spec, link: false, batch: 4, shards: 3, host));
    }

    [Fact]
    public void A_divided_population_is_not_observed()
    {
        var spec = Network(GhostModel.MA, link: false);
        using var host = new WorkerHost(1);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = 1, Shards = new ShardPlan(spec, 2, "hidden2") });
        var recorder = Neuro.Runtime.Observing.PhaseRecorder.Attach(simulation, "hidden2");
        simulation.Run(1);
        Assert.True(recorder.Has("prediction"));
        Assert.Contains("2 shards", Assert.Throws<InvalidOperationException>(() => simulation.Observe("hidden1", recorder)).Message, StringComparison.Ordinal);
    }

    private static Bits Run(NetworkSpec spec, bool link, int batch, int shards, WorkerHost host)
    {
        var options = new SimulationOptions { Batch = batch, Schedule = Schedule(spec, link), Shards = new ShardPlan(spec, shards) };
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1, silent: 0.6), host, options);
        simulation.Run(Trials);
        return Bits.Of(simulation);
    }

    private static IReadSchedule Schedule(NetworkSpec spec, bool link) => link ? new LinkSchedule(spec, 3) : new LockstepSchedule();

    private static NetworkSpec Network(GhostModel model, bool link)
    {
        var spec = GhostNetwork.Build(new GhostNetworkOptions
        {
            Model = model,
            Inputs = 50,
            Hidden = [150, 117],
            Outputs = 40,
            GhostUnits = 70,
            PredictionSteps = 5,
            NudgingSteps = 5,
        });
        return !link ? spec : new NetworkSpec(
            spec.Name,
            spec.TimeStep,
            spec.Populations.Select((p, i) => p is DynamicSpec dynamic ? dynamic with { Period = 1 + (i % 3), Duty = 1 + (i % 3 / 2), Noise = 0.02, Threshold = 0.002 * (i % 2) } : p),
            spec.Projections.Select((p, i) => p with { Delay = 1 + (i % 2), Jitter = i % 4, Loss = 0.1 * (i % 3) }),
            spec.Phases);
    }
}
