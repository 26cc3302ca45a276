using Neuro.Runtime.Feeding;

namespace Neuro.Tests.Runtime.Feeding;

[Collection(ThreadedCollection.Name)]
public sealed class TrialGateTests
{
    [Fact]
    public void Nothing_opens_before_it_is_allowed() => Assert.False(new TrialGate().TryOpen(0));

    [Fact]
    public void Opens_up_to_the_limit()
    {
        var gate = new TrialGate();
        gate.Allow(2);
        Assert.True(gate.TryOpen(0));
        Assert.Equal(1, gate.Opened);
        Assert.True(gate.TryOpen(0));
        Assert.Equal(1, gate.Opened);
        Assert.True(gate.TryOpen(1));
        Assert.False(gate.TryOpen(2));
        Assert.Equal(2, gate.Opened);
        gate.Allow(3);
        Assert.True(gate.TryOpen(2));
    }

    [Fact]
    public void A_limit_may_be_raised_until_the_gate_is_closed()
    {
        var gate = new TrialGate();
        gate.Allow(1);
        Assert.True(gate.TryOpen(0));
        Assert.False(gate.TryOpen(1));
        Assert.True(gate.TryRaise(2));
        Assert.True(gate.TryOpen(1));
        gate.Close();
        Assert.False(gate.TryRaise(3));
        Assert.False(gate.TryOpen(2));
        Assert.Equal(2, gate.Opened);
    }

    [Fact]
    public void A_closed_gate_lets_those_follow_who_come_to_an_open_trial()
    {
        var gate = new TrialGate();
        gate.Allow(10);
        gate.TryOpen(0);
        gate.TryOpen(1);
        gate.Close();
        Assert.Equal(2, gate.Opened);
        Assert.True(gate.TryOpen(1));
        Assert.False(gate.TryOpen(2));
        Assert.Equal(2, gate.Opened);
        gate.Allow(10);
        Assert.True(gate.TryOpen(2));
    }

    /// <summary>Threads race through the trials while another closes the gate: all end at the same trial.</summary>
    [Fact]
    public void All_stop_at_the_same_trial()
    {
        for (var round = 0; round < 200; round++)
        {
            var gate = new TrialGate();
            gate.Allow(long.MaxValue >> 2);
            var ends = new long[3];
            using var start = new Barrier(ends.Length + 1);
            var runners = Enumerable.Range(0, ends.Length).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                while (gate.TryOpen(ends[i]))
                {
                    ends[i]++;
                }
            })).ToArray();
            Array.ForEach(runners, t => t.Start());
            start.SignalAndWait();
            Thread.SpinWait(round);
            gate.Close();
            Array.ForEach(runners, t => t.Join());
            Assert.All(ends, end => Assert.Equal(gate.Opened, end));
        }
    }
}
