using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Semantics;

/// <summary>Thresholds and noise, alone and with clocks, jitter and loss: the bits of the interpreter, whoever runs when.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class EventTests
{
    private const int Trials = 4;

    public static TheoryData<GhostModel, int, double, bool> Cases()
    {
        var cases = new TheoryData<GhostModel, int, double, bool>();
        foreach (var model in Enum.GetValues<GhostModel>())
        {
            foreach (var batch in new[] { 1, 3 })
            {
                foreach (var threshold in new[] { 0.002, 0.05 })
                {
                    cases.Add(model, batch, threshold, false);
                    cases.Add(model, batch, threshold, true);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_runtime_agrees_with_the_interpreter(GhostModel model, int batch, double threshold, bool links)
    {
        var spec = Network(model, threshold, links);
        var execution = new ExecutionOptions { Seed = 3, Refresh = 5 };
        IReadSchedule Schedule() => links ? new LinkSchedule(spec, 7) : new LockstepSchedule();
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), batch, Schedule(), execution: execution);
        interpreter.Run(Trials);
        var expected = Bits.Of(interpreter);
        void Check(WorkerHost host)
        {
            var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = batch, Schedule = Schedule(), Execution = execution });
            simulation.Run(Trials);
            Bits.AssertSame(expected, Bits.Of(simulation));
        }

        for (var workers = 1; workers <= 3; workers++)
        {
            using var dispatcher = new ScatteringDispatcher(workers);
            using var host = new WorkerHost(dispatcher);
            Check(host);
        }

        for (var seed = 0; seed < 6; seed++)
        {
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed, seed % 2 == 0 ? TurnOrder.Uniform : TurnOrder.Prioritised, spurious: seed % 3 == 0));
            Check(host);
        }
    }

    /// <summary>Keeping a current, or computing it again from the same rates, changes no bit, with thresholds and without.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public void Keeping_currents_changes_no_bit(double threshold)
    {
        foreach (var links in new[] { false, true })
        {
            var spec = Network(GhostModel.MB, threshold, links);
            var bits = new[] { true, false }.Select(keep =>
            {
                var schedule = links ? new LinkSchedule(spec, 7) : (IReadSchedule)new LockstepSchedule();
                var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), batch: 2, schedule, execution: new ExecutionOptions { KeepCurrents = keep });
                interpreter.Run(Trials);
                return Bits.Of(interpreter);
            }).ToList();
            Bits.AssertSame(bits[0], bits[1]);
        }
    }

    /// <summary>The comparisons are worth something only where currents do follow events: the number of updates allowed then shows in the bits.</summary>
    [Theory]
    [InlineData(GhostModel.MA)]
    [InlineData(GhostModel.MB)]
    public void Updates_happen(GhostModel model)
    {
        var spec = Network(model, 0.05, links: false);
        var bits = new[] { 0, 64 }.Select(refresh =>
        {
            var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), batch: 2, execution: new ExecutionOptions { Refresh = refresh });
            interpreter.Run(1);
            return Bits.Of(interpreter);
        }).ToList();
        Assert.NotNull(Bits.FirstDifference(bits[0], bits[1]));
    }

    /// <summary>Hidden layers of 9 and 37 units: narrow and wide currents, some populations without a threshold, some with noise, clocks of their own.</summary>
    private static NetworkSpec Network(GhostModel model, double threshold, bool links)
    {
        var spec = Networks.WithPopulations(
            Networks.WithDelays(Networks.Ghost([9, 37], model, prediction: 12, nudging: 8), i => links ? 1 + (i % 2) : 1),
            (population, i) => population with
            {
                Threshold = threshold * (i % 4),
                Noise = 0.01 * (i % 2),
                Period = links ? 1 + (i % 3) : 1,
                Duty = links ? 1 + (i % 3 / 2) : 1,
            });
        return links
            ? new NetworkSpec(spec.Name, spec.TimeStep, spec.Populations, spec.Projections.Select(p => p with { Jitter = 3, Loss = 0.3 }), spec.Phases)
            : spec;
    }
}
