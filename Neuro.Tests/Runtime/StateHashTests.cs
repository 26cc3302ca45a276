using Neuro.Runtime;
using Neuro.Units.Populations;

namespace Neuro.Tests.Runtime;

public sealed class StateHashTests
{
    [Fact]
    public void One_bit_of_one_weight_shows()
    {
        using var host = new WorkerHost(1);
        var simulation = Trained(host, seed: 1);
        var before = StateHash.Of(simulation);
        var weights = simulation.Weights["hidden1-hidden2"];
        weights[3, 4] = MathF.BitIncrement(weights[3, 4]);
        Assert.NotEqual(before, StateHash.Of(simulation));
        weights[3, 4] = MathF.BitDecrement(weights[3, 4]);
        Assert.Equal(before, StateHash.Of(simulation));
    }

    /// <summary>After the last trial the rates, too, are hashed: the same weights after another trial are another state.</summary>
    [Fact]
    public void Rates_show()
    {
        var spec = Networks.Tiny();
        using var host = new WorkerHost(1);
        var hashes = new[] { 1UL, 2UL }.Select(seed =>
        {
            var simulation = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(seed), host, new SimulationOptions { Batch = 1, Plasticity = false });
            simulation.Run(1);
            return StateHash.Of(simulation);
        });
        Assert.Equal(2, hashes.Distinct().Count());
    }

    [Fact]
    public void Before_the_first_trial_only_weights_count()
    {
        var spec = Networks.Tiny();
        using var host = new WorkerHost(1);
        var one = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(1), host, new SimulationOptions { Batch = 1 });
        var two = new Simulation(spec, WeightStore.Create(spec, 1), new HashedTrials(2), host, new SimulationOptions { Batch = 5 });
        Assert.Equal(StateHash.Of(one), StateHash.Of(two));
        Assert.Matches("^[0-9a-f]{16}$", StateHash.Of(one));
        Assert.Contains("'output' has said nothing yet", Assert.Throws<InvalidOperationException>(() => one.Newest("output")).Message, StringComparison.Ordinal);
    }

    private static Simulation Trained(WorkerHost host, ulong seed)
    {
        var spec = Networks.Tiny();
        var simulation = new Simulation(spec, WeightStore.Create(spec, seed), new HashedTrials(seed), host, new SimulationOptions { Batch = 2 });
        simulation.Run(2);
        return simulation;
    }
}
