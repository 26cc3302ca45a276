using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Semantics;

/// <summary>The runtime does what the interpreter says, bit for bit.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class AgreementTests
{
    private const int Trials = 4;
    private static readonly int[] Widths = [9, 37, 5];

    [Theory]
    [CombinatorialModels]
    public void Models_depths_and_batches(GhostModel model, FeedbackKind feedback, int layers, int batch)
    {
        var spec = Networks.Ghost(Widths[..layers], model, feedback);
        AssertAgrees(spec, batch, seed: (ulong)(layers + batch), workers: [2]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Equal_delays(int delay)
    {
        foreach (var model in Enum.GetValues<GhostModel>())
        {
            AssertAgrees(Networks.WithDelays(Networks.Ghost([9, 8], model), _ => delay), batch: 3, seed: 5, workers: [1, 2]);
        }
    }

    /// <summary>Each projection with a delay of its own: some populations run ahead of others, and rings of several depths fill up.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Mixed_delays(int seed)
    {
        var random = new Random(seed);
        var delays = Enumerable.Range(0, 64).Select(_ => random.Next(1, 5)).ToArray();
        var model = seed % 2 == 0 ? GhostModel.MA : GhostModel.MB;
        var spec = Networks.WithDelays(Networks.Ghost([9, 8, 7], model), i => delays[i]);
        AssertAgrees(spec, batch: 2, (ulong)seed, workers: [1, 3]);
    }

    /// <summary>Delays beyond the length of a trial: all reads are of the initial version, all signals wait for the closing half-step.</summary>
    [Fact]
    public void Delays_longer_than_a_trial()
    {
        var spec = Networks.Tiny();
        AssertAgrees(Networks.WithDelays(spec, _ => spec.StepsPerTrial + 3), batch: 2, seed: 1, workers: [1, 2]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void More_workers_than_cores(int seed) => AssertAgrees(Networks.Tiny(), batch: 3, (ulong)seed, workers: [8]);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Ways_of_computing(bool deferPlasticity, bool skipZeros)
    {
        var execution = new ExecutionOptions { DeferPlasticity = deferPlasticity, SkipZeros = skipZeros, KeepCurrents = skipZeros };
        AssertAgrees(Networks.Ghost([9, 8]), batch: 3, seed: 7, workers: [1, 2], execution);
    }

    [Theory]
    [InlineData(GhostModel.MA)]
    [InlineData(GhostModel.MB)]
    public void Noise(GhostModel model)
    {
        var spec = Networks.WithPopulations(Networks.Ghost([9, 37], model), (population, index) => population with { Noise = 0.05 * (index % 3) });
        AssertAgrees(spec, batch: 3, seed: 7, workers: [1, 3], new ExecutionOptions { Seed = 5 });
    }

    /// <summary>Layers of half a panel, of one and of two; currents and learning from mostly silent inputs leave the zeros out.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20)]
    public void Skipping_zeros_changes_no_bit(int batch)
    {
        foreach (var units in new[] { 3, 16, 17, 32, 40 })
        {
            var spec = Networks.Ghost([units]);
            Bits.AssertSame(Interpret(spec, batch, skip: false), Interpret(spec, batch, skip: true));
        }
    }

    /// <summary>The comparison is worth something only while plasticity moves every matrix that a rule acts on.</summary>
    [Fact]
    public void The_networks_compared_learn_everywhere()
    {
        var spec = Networks.Ghost([9, 8]);
        var weights = WeightStore.Create(spec, 1);
        var initial = WeightStore.Create(spec, 1);
        new Interpreter(spec, weights, new HashedTrials(1), batch: 3).Run(Trials);
        foreach (var projection in spec.Projections.Where(p => p.Rules.Count > 0))
        {
            Assert.NotEqual(Values(initial, projection.Name), Values(weights, projection.Name));
        }
    }

    /// <summary>Transpose feedback without delay: both ends of a synapse stay equal although no weight is ever transported.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_interpreter_keeps_both_ends_of_a_synapse_equal(int batch)
    {
        var spec = Networks.Ghost([9, 8]);
        var weights = WeightStore.Create(spec, 1);
        new Interpreter(spec, weights, new HashedTrials(1), batch).Run(Trials);
        foreach (var (forward, back) in new[] { ("hidden1-hidden2", "hidden2-hidden1"), ("hidden2-output", "output-hidden2") })
        {
            for (var post = 0; post < weights[forward].Post; post++)
            {
                for (var pre = 0; pre < weights[forward].Pre; pre++)
                {
                    Assert.Equal(weights[forward][post, pre], weights[back][pre, post]);
                }
            }
        }
    }

    private static Bits Interpret(NetworkSpec spec, int batch, bool skip)
    {
        var execution = new ExecutionOptions { SkipZeros = skip };
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1, silent: 0.8), batch, execution: execution);
        interpreter.Run(Trials);
        return Bits.Of(interpreter);
    }

    private static float[] Values(WeightStore weights, string projection)
    {
        var values = new float[weights[projection].Post * weights[projection].Pre];
        weights[projection].CopyTo(values);
        return values;
    }

    private static void AssertAgrees(NetworkSpec spec, int batch, ulong seed, int[] workers, ExecutionOptions? execution = null)
    {
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, seed), new HashedTrials(seed), batch, execution: execution);
        interpreter.Run(Trials);
        var expected = Bits.Of(interpreter);
        foreach (var count in workers)
        {
            using var dispatcher = new ScatteringDispatcher(count);
            using var host = new WorkerHost(dispatcher);
            var options = new SimulationOptions { Batch = batch, Execution = execution ?? new ExecutionOptions() };
            var simulation = new Simulation(spec, WeightStore.Create(spec, seed), new HashedTrials(seed), host, options);
            Assert.Equal(Trials, simulation.Run(Trials));
            Bits.AssertSame(expected, Bits.Of(simulation));
        }
    }
}
