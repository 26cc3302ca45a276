using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Dispatching;

/// <summary>No order of turns changes a bit, loses a wake-up or runs an actor twice at once.</summary>
public sealed class InterleavingTests
{
    private const int Trials = 3;
    private const int Batch = 2;

    [Theory]
    [InlineData(TurnOrder.Uniform, false, 1000)]
    [InlineData(TurnOrder.Uniform, true, 500)]
    [InlineData(TurnOrder.Prioritised, false, 1000)]
    [InlineData(TurnOrder.Prioritised, true, 500)]
    [InlineData(TurnOrder.Newest, false, 1)]
    [InlineData(TurnOrder.Oldest, false, 1)]
    public void Every_order_of_turns_gives_the_same_bits(TurnOrder order, bool spurious, int seeds)
    {
        var spec = Networks.Tiny();
        AssertSameForAll(spec, order, spurious, seeds);
    }

    /// <summary>With long and short delays between the same populations some run far ahead, until their rings are full.</summary>
    [Theory]
    [InlineData(TurnOrder.Uniform)]
    [InlineData(TurnOrder.Prioritised)]
    public void Every_order_of_turns_gives_the_same_bits_under_mixed_delays(TurnOrder order)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            var delays = Enumerable.Range(0, 64).Select(_ => random.Next(1, 5)).ToArray();
            AssertSameForAll(Networks.WithDelays(Networks.Tiny(seed % 2 == 0 ? GhostModel.MA : GhostModel.MB), i => delays[i]), order, spurious: false, seeds: 50);
        }
    }

    [Theory]
    [InlineData(TurnOrder.Uniform)]
    [InlineData(TurnOrder.Prioritised)]
    public void A_recorded_order_is_repeated_exactly(TurnOrder order)
    {
        var spec = Networks.Tiny();
        var first = SeededDispatcher.FromSeed(11, order, spurious: true);
        var bits = Run(spec, first);
        var second = SeededDispatcher.FromRecord(first.Drawn, order, spurious: true);
        Bits.AssertSame(bits, Run(spec, second));
        Assert.Equal(first.Drawn, second.Drawn);
        Assert.Equal(first.Turns, second.Turns);
        Assert.NotEqual(first.Drawn, Draws(spec, 12, order));
    }

    private static IReadOnlyList<int> Draws(NetworkSpec spec, int seed, TurnOrder order)
    {
        var dispatcher = SeededDispatcher.FromSeed(seed, order, spurious: true);
        Run(spec, dispatcher);
        return dispatcher.Drawn;
    }

    private static void AssertSameForAll(NetworkSpec spec, TurnOrder order, bool spurious, int seeds)
    {
        var interpreter = new Interpreter(spec, WeightStore.Create(spec, 1), new HashedTrials(1), Batch);
        interpreter.Run(Trials);
        var expected = Bits.Of(interpreter);
        for (var seed = 0; seed < seeds; seed++)
        {
            var difference = Bits.FirstDifference(expected, Run(spec, SeededDispatcher.FromSeed(seed, order, spurious)));
            Assert.True(difference is null, $"order {order}, seed {seed}: {difference}");
        }
    }

    private static Bits Run(NetworkSpec spec, SeededDispatcher dispatcher)
    {
        using var host = new WorkerHost(dispatcher);
        var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
        simulation.Run(Trials);
        return Bits.Of(simulation);
    }
}
