using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Schedules;
using Neuro.Tests.Models;
using Neuro.Tests.Oracles;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Plasticity;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Semantics;

/// <summary>Feedback weights that are read where they stand, while no two turns happen at once: then it can be said exactly what must come out.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class SharingTests
{
    private const int Trials = 4;
    private const int Batch = 3;

    /// <summary>The interpreter lets the lower population take its step before the upper one learns: W_b is W_f^T of the step before, as the papers' algorithm has it.</summary>
    [Theory]
    [InlineData(GhostModel.MA, 1, 20, 12, 5)]
    [InlineData(GhostModel.MA, 7, 37, 21, 5)]
    [InlineData(GhostModel.MB, 7, 40, 9, 20)]
    [InlineData(GhostModel.MB, 2, 12, 40, 33)]
    public void Agrees_with_the_literal_algorithm(GhostModel model, int batch, int first, int second, int outputs)
    {
        var options = new GhostNetworkOptions
        {
            Model = model,
            Inputs = 13,
            Hidden = [first, second],
            Outputs = outputs,
            GhostUnits = 23,
            PredictionSteps = 6,
            NudgingSteps = 5,
            CancellationRate = 0.4,
            ForwardRates = (3, 2, 1),
        };
        var pair = new GhostPair(options);
        var trials = new TestTrials(Trials, batch, options.Inputs, outputs);
        var oracle = pair.CreateOracle(pair.CreateWeights());
        var before = pair.Read(oracle, states: false);
        for (var trial = 0; trial < Trials; trial++)
        {
            oracle.RunTrial(trials.Inputs(trial), trials.Targets(trial));
        }

        var shared = GhostNetwork.Build(options with { Sharing = FeedbackSharing.LockFree });
        var weights = WeightStore.Create(shared, 3);
        CopyBiases(pair.CreateWeights(), weights);
        var interpreter = new Interpreter(shared, weights, trials, batch);
        interpreter.Run(Trials);
        var actual = Read(interpreter);
        Assert.DoesNotContain("output-hidden2", actual.Keys);
        Agreement.Close(Only(pair.Read(oracle, states: true), actual), actual, "shared");
        Agreement.ChangesClose(Only(before, actual), pair.Read(oracle, states: true), actual, "shared");
    }

    /// <summary>In any fixed order of turns W_b is W_f^T of the newest version that the upper population has said, which the log names: the same as a mirror that has taken all signals up to it.</summary>
    [Theory]
    [InlineData(GhostModel.MA)]
    [InlineData(GhostModel.MB)]
    public void A_fixed_order_of_turns_is_a_mirror_that_is_up_to_date(GhostModel model)
    {
        var mirrored = Networks.Ghost([9, 20], model);
        var spec = Networks.WithSharing(mirrored);
        var lockstep = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch);
        lockstep.Run(Trials);
        var differed = 0;
        for (var seed = 0; seed < 30; seed++)
        {
            using var host = new WorkerHost(SeededDispatcher.FromSeed(seed, (TurnOrder)(seed % Enum.GetValues<TurnOrder>().Length)));
            var log = new DecisionLog(spec, Batch, new LiveSchedule(LiveSchedule.LargestSlack, spec.StepsPerTrial));
            var options = new SimulationOptions { Batch = Batch, Schedule = new LiveSchedule(LiveSchedule.LargestSlack, spec.StepsPerTrial), Decisions = log };
            var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, options);
            simulation.Run(1);
            simulation.Run(Trials - 1);
            differed += Bits.FirstDifference(Bits.Of(lockstep), Bits.Of(simulation)) is null ? 0 : 1;

            // A log belongs to a timing, not to a plasticity: so it says what the mirrored network would have read, too.
            var record = DecisionRecord.Of([log.Take(Trials)], mirrored, Batch);
            var interpreter = new Interpreter(mirrored, WeightStore.Create(mirrored, 1), new HashedTrials(1), Batch, new ReplaySchedule(record));
            interpreter.Run(Trials);
            var (expected, actual) = (Read(interpreter), GhostPair.Read(simulation));
            Assert.NotEmpty(expected.Keys.Except(actual.Keys));
            Agreement.SameBits(actual, expected, $"seed {seed}");
        }

        Assert.True(differed > 10, $"{differed} of 30 orders of turns differed from lockstep: nothing was read at another time");
    }

    /// <summary>Threads that really race: no value is torn, nobody waits for ever, and the network learns.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void A_race_of_threads_keeps_every_weight_a_number(int workers)
    {
        var spec = Networks.WithSharing(Networks.Ghost([40, 33]));
        using var dispatcher = new ScatteringDispatcher(workers);
        using var host = new WorkerHost(dispatcher);
        for (var round = 0; round < 5; round++)
        {
            var weights = WeightStore.Create(spec, 1);
            var simulation = new Simulation(spec, weights, new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
            Assert.Equal(50, simulation.Run(50));
            Assert.All(GhostPair.Read(simulation).Values.SelectMany(values => values), value => Assert.True(float.IsFinite(value)));
            Assert.NotNull(Bits.FirstDifference(Bits.Of(WeightStore.Create(spec, 1)), Bits.Of(weights)));
        }
    }

    [Fact]
    public void Nothing_is_signalled()
    {
        var spec = Networks.WithSharing(Networks.Tiny());
        Assert.DoesNotContain(spec.Projections, p => p.Rules.OfType<MirrorRule>().Any());
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch);
        interpreter.Run(1);
        Assert.All(spec.Populations, p => Assert.All(interpreter.Said(p.Name), message => Assert.Null(message.Signal)));
    }

    private static void CopyBiases(WeightStore from, WeightStore to)
    {
        foreach (var projection in to.Projections.Where(name => to[name].HasBias))
        {
            var bias = new float[to[projection].Post];
            from[projection].CopyBiasTo(bias);
            to[projection].CopyBiasFrom(bias);
        }
    }

    private static Dictionary<string, double[]> Only(Dictionary<string, double[]> values, Dictionary<string, float[]> known) =>
        values.Where(pair => known.ContainsKey(pair.Key)).ToDictionary(StringComparer.Ordinal);

    private static Dictionary<string, float[]> Read(Interpreter interpreter)
    {
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var name in interpreter.Weights.Projections)
        {
            var weights = interpreter.Weights[name];
            values[name] = new float[weights.Post * weights.Pre];
            weights.CopyTo(values[name]);
            values[name + " bias"] = new float[weights.Post];
            weights.CopyBiasTo(values[name + " bias"]);
        }

        foreach (var population in interpreter.Spec.Populations.OfType<DynamicSpec>())
        {
            var state = interpreter.Said(population.Name)[^1].State!;
            values[population.Name] = new float[state.Batch * state.Units];
            state.CopyTo(values[population.Name]);
        }

        return values;
    }
}
