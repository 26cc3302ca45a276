using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Tests.Runtime.Snapshots;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Models.Microcircuits;

/// <summary>Microcircuits as actors: the runtime does what the interpreter says, whoever runs where, over links, in races, and when cut into pieces.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class MicrocircuitRuntimeTests
{
    private const int Trials = 4;
    private const int Batch = 3;

    [Theory]
    [InlineData("continuous")]
    [InlineData("no filter")]
    [InlineData("reset")]
    [InlineData("tanh")]
    [InlineData("self-predicting")]
    [InlineData("transposed")]
    [InlineData("without interneurons")]
    [InlineData("simplified")]
    [InlineData("simplified, small steps")]
    public void Lockstep_agrees_with_the_interpreter(string name)
    {
        var spec = WithNoise(MicrocircuitNetwork.Build(MicrocircuitCases.Named(name)));
        var expected = Interpret(spec, new LockstepSchedule());
        foreach (var workers in new[] { 1, 2, 3 })
        {
            using var host = new WorkerHost(workers);
            Bits.AssertSame(expected, Bits.Of(Run(spec, new LockstepSchedule(), host)));
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void The_same_bits_for_any_number_of_shards_and_workers(bool simplified, bool link)
    {
        var spec = WithNoise(MicrocircuitNetwork.Build(MicrocircuitCases.Wide(simplified)));
        spec = link ? WithLinks(spec) : spec;
        IReadSchedule Schedule() => link ? new LinkSchedule(spec, 7) : new LockstepSchedule();
        var expected = Interpret(spec, Schedule());
        foreach (var (shards, workers) in new[] { (1, 2), (2, 1), (2, 2), (5, 3) })
        {
            using var host = new WorkerHost(workers);
            Bits.AssertSame(expected, Bits.Of(Run(spec, Schedule(), host, new ShardPlan(spec, shards, "output"))));
        }
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    public void A_recorded_race_is_had_again(bool simplified, int shards)
    {
        var spec = MicrocircuitNetwork.Build(MicrocircuitCases.Wide(simplified));
        var plan = new ShardPlan(spec, shards, "output");
        var lockstep = Interpret(spec, new LockstepSchedule());
        var differed = 0;
        for (var seed = 0; seed < 8; seed++)
        {
            var live = new LiveSchedule(3, spec.StepsPerTrial);
            var log = new DecisionLog(spec, Batch, live, plan);
            using var racing = new WorkerHost(SeededDispatcher.FromSeed(seed, TurnOrder.Prioritised));
            var simulation = Run(spec, live, racing, plan, log);
            var batch = log.Take(Trials);
            var expected = Bits.Of(simulation);
            differed += Bits.FirstDifference(lockstep, expected) is null ? 0 : 1;
            using var host = new WorkerHost(2);
            Bits.AssertSame(expected, Bits.Of(Run(spec, new ReplaySchedule(DecisionRecord.Of([batch], spec, Batch, plan)), host, plan)));
        }

        Assert.True(differed > 4, $"{differed} of 8 runs differed from lockstep: nothing raced");
    }

    /// <summary>Kept states and the traces of induction are State: a run that goes on elsewhere ends as one that was never cut.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Two_halves_are_the_whole(bool simplified, bool link)
    {
        var spec = WithNoise(MicrocircuitNetwork.Build(MicrocircuitCases.Wide(simplified)));
        spec = link ? WithLinks(spec) : spec;
        var course = new Course(spec, replica => link ? new LinkSchedule(spec, 7, replica) : new LockstepSchedule());
        var whole = course.Run((6, 1, 1));
        Assert.Equal(!simplified, whole.Arrays.Keys.Any(name => name.Contains("induction-trace", StringComparison.Ordinal)));
        for (var cut = 1; cut < 6; cut += 2)
        {
            Assert.Null(Course.Difference(whole, course.Run((cut, 1, 1), (6 - cut, 2, 1))));
        }

        Assert.Null(Course.Difference(whole, course.Run((3, 2, 3), (3, 1, 2)), counts: false));
    }

    /// <summary>What a part of a trace forgets shows in the weights.</summary>
    [Fact]
    public void Everything_plastic_changes()
    {
        foreach (var options in new[] { MicrocircuitCases.Continuous, MicrocircuitCases.Simplified })
        {
            var spec = MicrocircuitNetwork.Build(options);
            var weights = WeightStore.Create(spec, 1);
            using var host = new WorkerHost(1);
            new Simulation(spec, weights, new HashedTrials(1), host, new SimulationOptions { Batch = Batch }).Run(2);
            var (before, after) = (MicrocircuitCases.Read(spec, WeightStore.Create(spec, 1)), MicrocircuitCases.Read(spec, weights));
            Assert.All(spec.Projections.Where(p => p.Rules.Count > 0), p => Assert.NotEqual(before[p.Name], after[p.Name]));
            Assert.All(spec.Projections.Where(p => p.Port == Port.Apical), p => Assert.Equal(before[p.Name], after[p.Name]));
        }
    }

    private static NetworkSpec WithNoise(NetworkSpec spec) => Networks.WithPopulations(spec, (population, index) => population with { Noise = 0.02 * (index % 3) });

    private static NetworkSpec WithLinks(NetworkSpec spec) => new(
        spec.Name, spec.TimeStep, spec.Populations, spec.Projections.Select((p, i) => p with { Delay = 1 + (i % 2), Jitter = 2, Loss = 0.3 }), spec.Phases);

    private static Bits Interpret(NetworkSpec spec, IReadSchedule schedule)
    {
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch, schedule);
        interpreter.Run(Trials);
        return Bits.Of(interpreter);
    }

    private static Simulation Run(NetworkSpec spec, IReadSchedule schedule, WorkerHost host, ShardPlan? plan = null, DecisionLog? log = null)
    {
        var options = new SimulationOptions { Batch = Batch, Schedule = schedule, Decisions = log };
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, plan is null ? options : options with { Shards = plan });
        Assert.Equal(Trials, simulation.Run(Trials));
        return simulation;
    }
}
