using Neuro.Runtime;
using Neuro.Runtime.Dispatching;
using Neuro.Tests.Runtime.Dispatching;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Feeding;

/// <summary>A cancelled run ends after the trial in hand, everybody at the same one, and a later run goes on as if nothing had been.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class CancellationTests
{
    private const int Trials = 8;
    private const int Batch = 2;
    private static readonly string[] Cancelling = ["hidden1", "hidden2", "output", "ghost2", "ghost3"];
    private static readonly NetworkSpec Network = Networks.Tiny();

    [Fact]
    public void A_token_cancelled_beforehand_runs_nothing()
    {
        using var host = new WorkerHost(1);
        var simulation = Make(host);
        Assert.Equal(0, simulation.Run(3, new CancellationToken(canceled: true)));
        Assert.Equal(0, simulation.TrialsBegun);
        Assert.Equal(Trials, simulation.Run(Trials));
        Bits.AssertSame(Whole(), Bits.Of(simulation));
    }

    [Fact]
    public void Two_runs_are_one()
    {
        using var host = new WorkerHost(2);
        var simulation = Make(host);
        simulation.Run(3);
        simulation.Run(Trials - 3);
        Bits.AssertSame(Whole(), Bits.Of(simulation));
    }

    [Theory]
    [InlineData(TurnOrder.Uniform)]
    [InlineData(TurnOrder.Prioritised)]
    public void Cancelled_anywhere_in_any_order_of_turns(TurnOrder order)
    {
        var whole = Whole();
        for (var seed = 0; seed < 300; seed++)
        {
            CancelAndGoOn(SeededDispatcher.FromSeed(seed, order), new Random(seed), whole);
        }
    }

    [Theory]
    [InlineData(2, 40)]
    [InlineData(3, 8)]
    public void Cancelled_anywhere_on_several_workers(int workers, int seeds)
    {
        var whole = Whole();
        using var dispatcher = new ScatteringDispatcher(workers);
        for (var seed = 0; seed < seeds; seed++)
        {
            CancelAndGoOn(dispatcher, new Random(seed), whole);
        }
    }

    /// <summary>A token cancelled while nothing runs, or after the run, stops nothing.</summary>
    [Fact]
    public void A_run_that_has_ended_cannot_be_cancelled_any_more()
    {
        using var host = new WorkerHost(1);
        using var source = new CancellationTokenSource();
        var simulation = Make(host);
        Assert.Equal(2, simulation.Run(2, source.Token));
        source.Cancel();
        Assert.Equal(Trials - 2, simulation.Run(Trials - 2));
        Bits.AssertSame(Whole(), Bits.Of(simulation));
    }

    private static void CancelAndGoOn(IDispatcher dispatcher, Random random, Bits whole)
    {
        using var host = new WorkerHost(dispatcher);
        using var source = new CancellationTokenSource();
        var simulation = Make(host);
        var trial = random.Next(Trials);
        simulation.Observe(Cancelling[random.Next(Cancelling.Length)], new CancellingObserver(source, trial, random.Next(Network.Phases.Count)));
        var done = simulation.Run(Trials, source.Token);

        // The trial in hand is finished; the lowest layer may be in the next one by then, and the stimulus may have begun the one after that.
        Assert.InRange(done, trial + 1, Math.Min(Trials, trial + 3));
        Assert.Equal(done, simulation.TrialsBegun);
        Assert.All(simulation.NewestOfAll, m => Assert.Equal(done - 1, m.Trial));
        if (done < Trials)
        {
            Assert.Equal(Trials - done, simulation.Run(Trials - done));
        }

        Bits.AssertSame(whole, Bits.Of(simulation));
    }

    private static Bits Whole()
    {
        var interpreter = new Interpreter(Network, WeightStore.Create(Network, 1), new HashedTrials(1), Batch);
        interpreter.Run(Trials);
        return Bits.Of(interpreter);
    }

    private static Simulation Make(WorkerHost host) =>
        new(Network, WeightStore.Create(Network, 1), new HashedTrials(1), host, new SimulationOptions { Batch = Batch });
}
