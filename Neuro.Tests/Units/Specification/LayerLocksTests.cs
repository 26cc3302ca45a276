using Neuro.Tests.Runtime.Layers;
using Neuro.Units.Specification;

namespace Neuro.Tests.Units.Specification;

/// <summary>What each rule has to wait for, as Jaderberg et al. (2017) tell it of backprop, and the texts of the others.</summary>
public sealed class LayerLocksTests
{
    [Theory]
    [InlineData("bp", "hidden1", "", "hidden2 hidden3 output", "hidden2 hidden3 output")]
    [InlineData("bp", "hidden3", "hidden1 hidden2", "output", "output")]
    [InlineData("bp", "output", "hidden1 hidden2 hidden3", "", "")]
    [InlineData("fa", "hidden1", "", "hidden2 hidden3 output", "hidden2 hidden3")]
    [InlineData("fa", "hidden3", "hidden1 hidden2", "output", "")]
    [InlineData("dfa", "hidden1", "", "hidden2 hidden3 output", "")]
    [InlineData("dfa", "hidden2", "hidden1", "hidden3 output", "")]
    [InlineData("lafs", "hidden1", "", "", "")]
    [InlineData("lafs", "hidden3", "hidden1 hidden2", "", "")]
    [InlineData("s1", "hidden1", "", "hidden2 hidden3 output", "hidden2 hidden3")]
    [InlineData("s2", "hidden3", "hidden1 hidden2", "output", "hidden1 hidden2")]
    [InlineData("aux s3", "hidden1", "", "hidden2 auxiliary2", "hidden2")]
    [InlineData("gait", "hidden1", "", "hidden2 output", "hidden2 output")]
    public void Locks_are_those_of_the_rule(string network, string layer, string forward, string update, string backward)
    {
        var locks = LayerLocks.Of(LayeredNetworks.Of(network)).Single(l => l.Layer == layer);
        Assert.Equal(forward, string.Join(' ', locks.Forward));
        Assert.Equal(update, string.Join(' ', locks.Update));
        Assert.Equal(backward, string.Join(' ', locks.Backward));
        Assert.Equal(update.Length > 0, locks.IsUpdateLocked);
    }
}
