using Neuro.Experiments.Command;
using Neuro.Experiments.Models;
using Neuro.Runtime.Schedules;
using Neuro.Units.Specification;

namespace Neuro.Tests.Experiments.Command;

public sealed class NetworkCostTests
{
    /// <summary>Counted by hand for 784-64-32: every number of units is whole panels of 32 but the input, which is no postsynaptic side.</summary>
    [Fact]
    public void Cost_IsTheClosedFormOfASmallNetwork()
    {
        var network = GhostNetwork.Build(new GhostNetworkOptions { Hidden = [64], Outputs = 32, PredictionSteps = 20, NudgingSteps = 8 });
        var cost = NetworkCost.Of(network, new LockstepSchedule(), batch: 10, images: 1000);

        // W_f of both layers and V_f with biases; W_b and V_b without.
        long weights = (64 * 785) + (32 * 65) + (32 * 65) + (64 * 32) + (64 * 32);
        Assert.Equal(4 * weights, cost.Weights);
        Assert.Equal(1000 * 785, cost.Data);

        // W_f of both layers and W_b while nudging, V_f and V_b while predicting.
        Assert.Equal(10 * ((8 * ((64 * 784) + (32 * 64) + (64 * 32))) + (20 * 2 * 64 * 32)), cost.Plasticity);

        // The clamped input counts once, the feed-forward currents in all 30 steps, the feedback in the 28 that have it.
        Assert.Equal(10 * ((64 * 784) + (30 * 2 * 64 * 32) + (28 * 2 * 64 * 32)), cost.Currents);
    }

    /// <summary>A reader that may be 9 steps behind or ahead needs 1 + 18 + 2 versions and one to write into: 32 slots, for 4 in lockstep; clamped rates have 2 either way.</summary>
    [Fact]
    public void States_GrowWithTheSlack()
    {
        var network = GhostNetwork.Build(new GhostNetworkOptions { Hidden = [64] });
        long clamped = 4 * 2 * (800 + 32);
        var lockstep = NetworkCost.Of(network, new LockstepSchedule(), 1, null).States - clamped;
        Assert.Equal(8 * lockstep, NetworkCost.Of(network, new LiveSchedule(9, network.StepsPerTrial), 1, null).States - clamped);
    }

    /// <summary>Four slots of rate, state, change and index, and true levels before and after a step: 4 x 4 + 4 values for 4 x 2.</summary>
    [Fact]
    public void States_GrowWithAThreshold()
    {
        var network = GhostNetwork.Build(new GhostNetworkOptions { Hidden = [64], Feedback = FeedbackKind.Random });
        var speaking = new NetworkSpec(
            network.Name, network.TimeStep, network.Populations.Select(p => p.Name == "hidden1" ? (DynamicSpec)p with { Threshold = 0.1 } : p), network.Projections, network.Phases);
        Assert.Equal(4 * 64 * 12, NetworkCost.Of(speaking, new LockstepSchedule(), 1, null).States - NetworkCost.Of(network, new LockstepSchedule(), 1, null).States);
    }

    /// <summary>Replicas that average have weights of their own; those that race share them. All have states of their own.</summary>
    [Fact]
    public void Replicas_Count()
    {
        var network = GhostNetwork.Build(new GhostNetworkOptions { Hidden = [64] });
        var one = NetworkCost.Of(network, new LockstepSchedule(), 10, 1000);
        Assert.Equal(one with { Weights = 3 * one.Weights, States = 3 * one.States }, NetworkCost.Of(network, new LockstepSchedule(), 10, 1000, replicas: 3));
        Assert.Equal(one with { States = 3 * one.States }, NetworkCost.Of(network, new LockstepSchedule(), 10, 1000, replicas: 3, shared: true));
    }

    [Fact]
    public void States_GrowWithTheBatch()
    {
        var network = GhostNetwork.Build(new GhostNetworkOptions { Hidden = [64] });
        Assert.Equal(7 * NetworkCost.Of(network, new LockstepSchedule(), 1, null).States, NetworkCost.Of(network, new LockstepSchedule(), 7, null).States);
        Assert.Equal(NetworkCost.Of(network, new LockstepSchedule(), 1, null).Weights, NetworkCost.Of(network, new LockstepSchedule(), 7, null).Weights);
    }
}
