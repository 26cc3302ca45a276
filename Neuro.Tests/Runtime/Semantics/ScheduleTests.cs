using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Tests.Runtime.Schedules;
using Neuro.Units.Populations;

namespace Neuro.Tests.Runtime.Semantics;

/// <summary>The runtime asks the schedule and nobody else: under another schedule it still agrees with the interpreter.</summary>
public sealed class ScheduleTests
{
    private const int Trials = 3;
    private const int Batch = 2;

    [Theory]
    [InlineData(GhostModel.MA)]
    [InlineData(GhostModel.MB)]
    public void A_schedule_that_reads_late_and_out_of_order(GhostModel model)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var delays = Enumerable.Range(0, 64).Select(_ => random.Next(1, 4)).ToArray();
            var spec = Networks.WithDelays(Networks.Ghost([5, 4], model), i => delays[i]);
            var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch, new JitterSchedule());
            interpreter.Run(Trials);
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed, seed % 2 == 0 ? TurnOrder.Uniform : TurnOrder.Prioritised));
            var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch, Schedule = new JitterSchedule() });
            simulation.Run(Trials);
            Bits.AssertSame(Bits.Of(interpreter), Bits.Of(simulation));
        }
    }

    [Fact]
    public void The_schedule_matters()
    {
        var spec = Networks.Tiny();
        var results = new IReadSchedule[] { new LockstepSchedule(), new JitterSchedule() }.Select(schedule =>
        {
            var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch, schedule);
            interpreter.Run(Trials);
            return Bits.Of(interpreter);
        }).ToArray();
        Assert.NotNull(Bits.FirstDifference(results[0], results[1]));
    }
}
