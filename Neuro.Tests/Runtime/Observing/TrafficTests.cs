using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Observing;

/// <summary>What is counted is what was said and done: closed forms where everything is said, and the messages themselves where thresholds decide.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class TrafficTests
{
    private const int Trials = 3;
    private const int Batch = 3;

    [Theory]
    [InlineData(GhostModel.MA, FeedbackKind.Transpose)]
    [InlineData(GhostModel.MA, FeedbackKind.Random)]
    [InlineData(GhostModel.MB, FeedbackKind.Transpose)]
    [InlineData(GhostModel.MB, FeedbackKind.Random)]
    public void Without_thresholds_the_counts_are_those_of_the_closed_form(GhostModel model, FeedbackKind feedback)
    {
        var spec = Networks.Ghost([9, 37], model, feedback);
        var counted = Run(spec, new ExecutionOptions { DeferPlasticity = false, SkipZeros = false });
        Assert.Equal(spec.Projections.Count * spec.Phases.Count, counted.Count);
        foreach (var row in counted)
        {
            var projection = spec.Projection(row.Projection);
            var phase = spec.Phases.First(p => p.Name == row.Phase);
            var (source, target) = (spec.Population(projection.Source), spec.Population(projection.Target));
            var first = phase == spec.Phases[0];
            long messages = Trials * (source is ClampedSpec ? first ? 1 : 0 : phase.Steps + (first ? 1 : 0));
            var events = messages * Batch * source.Units;
            var signals = projection.Rules.Any(r => r is MirrorRule && r.Phase == phase.Name) ? (long)Trials * phase.Steps * Batch * source.Units : 0;
            var operations = projection.Initialiser is null ? 0 : events * target.Units;
            Assert.Equal(new ProjectionTraffic(row.Projection, row.Phase, messages, events, signals, 4 * (events + signals), operations, operations, Work(spec, projection, phase)), row);
        }
    }

    /// <summary>Put-off plasticity: one product for a trial, the inner products of the batch after each signal but the last, one consolidation.</summary>
    [Fact]
    public void Plasticity_that_is_put_off_is_done_once()
    {
        var spec = Networks.Ghost([9, 37]);
        var row = Run(spec, new ExecutionOptions { SkipZeros = false }).ToDictionary(r => (r.Projection, r.Phase), r => r.MultiplyAdds);
        Assert.Equal(Trials * Batch * 11 * 9, row[("input-hidden1", "sweep")]);
        Assert.Equal(0, row[("input-hidden1", "prediction")]);
        Assert.Equal(Trials * ((4 * Batch * Batch * 9) + (Batch * 11 * 9)), row[("input-hidden1", "nudging")]);
    }

    /// <summary>Onto a wide population zeros are skipped, in the product and in the consolidation.</summary>
    [Fact]
    public void Zeros_that_are_skipped_cost_nothing()
    {
        var spec = Networks.Ghost([37]);
        var trials = new HashedTrials(1, silent: 0.8);
        var rates = new Neuro.Units.Tensors.PanelMatrix(Batch, 11);
        var active = 0L;
        for (var trial = 0; trial < Trials; trial++)
        {
            trials.Fill(trial, TrialContent.Input, rates);
            active += Enumerable.Range(0, Batch * 11).Count(i => rates[i / 11, i % 11] != 0);
        }

        var row = Run(spec, new ExecutionOptions(), trials).ToDictionary(r => (r.Projection, r.Phase), r => r.MultiplyAdds);
        Assert.Equal(active * 37, row[("input-hidden1", "sweep")]);
        Assert.Equal((active * 37) + (Trials * 4 * Batch * Batch * 37), row[("input-hidden1", "nudging")]);
    }

    /// <summary>Between its ticks a population says nothing, and nobody computes anything for it.</summary>
    [Fact]
    public void A_population_that_holds_says_nothing()
    {
        var plain = Networks.Ghost([9, 37], prediction: 12, nudging: 12);
        var spec = Networks.WithPopulations(plain, (population, _) => population.Name == "hidden1" ? population with { Period = 4, Duty = 1 } : population);
        var rows = Run(spec, new ExecutionOptions(), plasticity: false).Where(r => r.Projection == "hidden1-hidden2").ToList();

        // The initial version and the tick at step 1 of the sweep, which ends with step 3; ticks at 5, 9 and 13 of the prediction, which ends with 15; and at 17, 21 and 25.
        Assert.Equal([Trials * 2, Trials * 3, Trials * 3], rows.Select(r => r.Messages));
        Assert.Equal(rows.Select(r => r.Messages * Batch * 9), rows.Select(r => r.Events));
        Assert.Equal(rows.Select(r => r.SynapticOperations), rows.Select(r => r.DenseSynapticOperations));

        // A version is read from the step after it on. The first repetition finds nothing kept: each trial begins so only until it is known that rates repeat.
        var products = rows.Sum(r => r.MultiplyAdds) / (Batch * 9 * 37);
        Assert.Equal((Trials * 8) + 1, products);
    }

    /// <summary>Counted again from the messages of the interpreter, whatever the workers.</summary>
    [Theory]
    [InlineData(GhostModel.MA, 0.002, false)]
    [InlineData(GhostModel.MA, 0.02, false)]
    [InlineData(GhostModel.MA, 0.02, true)]
    [InlineData(GhostModel.MB, 0.002, true)]
    [InlineData(GhostModel.MB, 0.02, false)]
    public void Under_thresholds_the_counts_are_those_of_the_messages(GhostModel model, double threshold, bool links)
    {
        var spec = Networks.WithPopulations(
            Networks.Ghost([9, 37], model, prediction: 12, nudging: 8),
            (population, i) => population with { Threshold = threshold * (i % 4), Period = links ? 1 + (i % 3) : 1, Duty = links ? 1 + (i % 3 / 2) : 1 });
        if (links)
        {
            spec = new NetworkSpec(spec.Name, spec.TimeStep, spec.Populations, spec.Projections.Select(p => p with { Jitter = 3, Loss = 0.3 }), spec.Phases);
        }

        IReadSchedule Schedule() => links ? new LinkSchedule(spec, 7) : new LockstepSchedule();
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch, Schedule());
        interpreter.Run(Trials);
        IReadOnlyList<ProjectionTraffic>? first = null;
        for (var workers = 1; workers <= 3; workers++)
        {
            using var dispatcher = new ScatteringDispatcher(workers);
            using var host = new WorkerHost(dispatcher);
            var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch, Schedule = Schedule() });
            simulation.Run(Trials);
            first ??= simulation.Traffic();
            Assert.Equal(first, simulation.Traffic());
        }

        foreach (var row in first!)
        {
            var projection = spec.Projection(row.Projection);
            var expected = Count(spec, interpreter, projection, row.Phase);
            Assert.Equal(expected with { MultiplyAdds = row.MultiplyAdds }, row);
        }

        Assert.True(first.Sum(r => r.SynapticOperations) < first.Sum(r => r.DenseSynapticOperations));
    }

    /// <summary>What currents cost under a threshold, replayed from the messages: nothing while nothing is said, the events where they are few, a product where they are many.</summary>
    [Theory]
    [InlineData(0.002)]
    [InlineData(0.02)]
    [InlineData(0.2)]
    public void Currents_cost_what_the_events_cost(double threshold)
    {
        const int Refresh = 4;
        var spec = Networks.WithPopulations(Networks.Ghost([9, 37], prediction: 12, nudging: 8), (population, _) => population with { Threshold = threshold });
        var execution = new ExecutionOptions { Refresh = Refresh };
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch, lasting: false, execution: execution);
        interpreter.Run(Trials);
        var rows = Run(spec, execution, plasticity: false);
        foreach (var (name, pre, post) in new[] { ("hidden1-hidden2", 9, 37), ("hidden2-output", 37, 4), ("hidden1-ghost2", 9, 37) })
        {
            long expected = 0;
            foreach (var trial in interpreter.Said(spec.Projection(name).Source).Chunk(spec.StepsPerTrial + 1))
            {
                expected += (long)Batch * pre * post;
                var updates = 0;

                // The last version of a trial is read by nobody.
                foreach (var message in trial.Skip(1).SkipLast(1).Where(m => m.RateVersion == m.Version))
                {
                    var few = message.Events!.Count < 0.25 * Batch * pre && updates < Refresh;
                    updates = few ? updates + 1 : 0;
                    expected += few ? (long)message.Events.Count * post : (long)Batch * pre * post;
                }
            }

            Assert.Equal(expected, rows.Where(r => r.Projection == name).Sum(r => r.MultiplyAdds));
        }
    }

    private static ProjectionTraffic Count(NetworkSpec spec, Interpreter interpreter, ProjectionSpec projection, string phase)
    {
        var (source, target) = (spec.Population(projection.Source), spec.Population(projection.Target));
        var mirrored = projection.Rules.OfType<MirrorRule>().Any();
        long whole = Batch * source.Units;
        var (messages, events, signals, bytes, dense) = (0L, 0L, 0L, 0L, 0L);
        foreach (var said in interpreter.Said(source.Name))
        {
            var step = (int)(said.Version - (said.Trial * (spec.StepsPerTrial + 1)));
            var ticks = source is ClampedSpec || step == 0 || ((DynamicSpec)source).TicksAt(step);
            if (PhaseOf(spec, step) != phase || !ticks)
            {
                continue;
            }

            var levels = step == 0 ? whole : said.Events?.Count ?? whole;
            var signalled = mirrored && said.HasSignal ? whole : 0;
            messages += levels + signalled > 0 ? 1 : 0;
            events += levels;
            signals += signalled;
            bytes += Math.Min(4 * whole, 6 * levels) + (4 * signalled);
            dense += whole;
        }

        var fanOut = projection.Initialiser is null ? 0 : target.Units;
        return new ProjectionTraffic(projection.Name, phase, messages, events, signals, bytes, events * fanOut, dense * fanOut, 0);
    }

    private static string PhaseOf(NetworkSpec spec, int step) => spec.Phases.SelectMany(phase => Enumerable.Repeat(phase.Name, phase.Steps)).ElementAt(Math.Max(0, step - 1));

    /// <summary>Multiply-adds of a phase, plasticity applied at once and nothing skipped.</summary>
    private static long Work(NetworkSpec spec, ProjectionSpec projection, PhaseSpec phase)
    {
        if (projection.Initialiser is null)
        {
            return 0;
        }

        var (pre, post) = (spec.Population(projection.Source).Units, spec.Population(projection.Target).Units);
        var learning = projection.Rules.Where(r => r.Scope == RuleScope.Lasting && r.Phase == phase.Name).Sum(_ => phase.Steps);
        var products = spec.Population(projection.Source) is ClampedSpec
            ? (phase == spec.Phases[0] ? 1 : 0) + Math.Max(0, learning - 1)
            : projection.Port == Port.Basal || phase.Feedback ? phase.Steps : 0;
        long past = 0;
        if (projection.Rules.FirstOrDefault(r => r.Scope == RuleScope.Trial) is { } trial)
        {
            var steps = spec.Phases.First(p => p.Name == trial.Phase).Steps;
            past = phase.Name == trial.Phase ? steps * (steps - 1) / 2 : phase.Feedback ? steps * phase.Steps : 0;
        }

        return (long)Trials * Batch * (((products + learning) * pre * post) + (past * (pre + post)));
    }

    private static IReadOnlyList<ProjectionTraffic> Run(NetworkSpec spec, ExecutionOptions execution, HashedTrials? trials = null, bool plasticity = true)
    {
        using var host = new WorkerHost(1);
        var options = new SimulationOptions { Batch = Batch, Execution = execution, Plasticity = plasticity };
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), trials ?? new HashedTrials(1), host, options);
        simulation.Run(1);
        simulation.Run(Trials - 1);
        return simulation.Traffic();
    }
}
