using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Schedules;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Runtime.Dispatching;

/// <summary>Where unread signals are gone: a signal pairs with own rates only while these are kept, and once.</summary>
public sealed class SignalInboxTests
{
    private const int Slots = 8;
    private const long Now = 100;

    [Theory]
    [InlineData(Now - 1, true)]
    [InlineData(Now - Slots, true)]
    [InlineData(Now - Slots - 1, false)]
    [InlineData(0, false)]
    public void A_signal_finds_own_rates_that_are_kept(long used, bool applied)
    {
        var spec = Networks.Tiny();
        var weights = WeightStore.Create(spec, 1);
        var before = Values(weights);
        var hidden = PopulationFactory.Build(spec, 1, weights, new ExecutionOptions()).First(p => p.Spec.Name == "hidden1");
        hidden.Open(new TrialContext(0, 0, Lasting: true), hidden.CreateMessage());
        var own = new Ring(Enumerable.Range(0, Slots).Select(_ => Filled(hidden.CreateMessage())), stride: 1);
        var port = Port(spec, used);
        new SignalInbox(new LiveSchedule(null, spec.StepsPerTrial, trialBarrier: false), hidden, own).Take(port, Now, new TrialWindow(0, long.MaxValue));
        Assert.Equal(applied ? 0 : 1, port.Lost);
        Assert.Equal(applied, !before.SequenceEqual(Values(weights)));
    }

    /// <summary>The same message again is no news; whatever was said between two that are read is lost.</summary>
    [Fact]
    public void A_signal_is_applied_once_and_those_between_are_counted()
    {
        var spec = Networks.Tiny();
        var weights = WeightStore.Create(spec, 1);
        var hidden = PopulationFactory.Build(spec, 1, weights, new ExecutionOptions()).First(p => p.Spec.Name == "hidden1");
        hidden.Open(new TrialContext(0, 0, Lasting: true), hidden.CreateMessage());
        var own = new Ring(Enumerable.Range(0, Slots).Select(_ => Filled(hidden.CreateMessage())), stride: 1);
        var inbox = new SignalInbox(new LiveSchedule(null, spec.StepsPerTrial, trialBarrier: false), hidden, own);
        var port = Port(spec, Now - 1);
        port.Message.Sequence = 5;
        inbox.Take(port, Now, new TrialWindow(0, long.MaxValue));
        var once = Values(weights);
        inbox.Take(port, Now + 1, new TrialWindow(0, long.MaxValue));
        Assert.Equal(once, Values(weights));
        Assert.Equal(4, port.Lost);
    }

    private static InputPort Port(NetworkSpec spec, long used)
    {
        var projection = spec.Projection("hidden2-hidden1");
        var message = new Message { Rate = new PanelMatrix(1, 4), State = new PanelMatrix(1, 4), Signal = new PanelMatrix(1, 4) };
        (message.Version, message.HasSignal, message.Sequence, message.VersionsRead) = (50, true, 1, [used]);
        for (var unit = 0; unit < 4; unit++)
        {
            message.Signal[0, unit] = 1f;
        }

        var ring = new Ring([message, message], stride: 1);
        return new InputPort
        {
            Projection = projection,
            Index = RingDepth.IndexOf(spec, projection),
            Number = 0,
            Part = 0,
            Input = spec.Projections.Where(p => p.Target == "hidden1").ToList().FindIndex(p => p.Name == projection.Name),
            Sender = new PanelRange(0, 1),
            Decisions = null,
            IsClamped = false,
            StaysInTrial = false,
            Ring = ring,
            Mark = ring.AddReader(),
            PartnerPort = 0,
            Partner = spec.Projection("hidden1-hidden2"),
            PartnerIndex = 1,
            Chosen = 50,
            Message = message,
        };
    }

    private static Message Filled(Message message)
    {
        for (var unit = 0; unit < message.Rate.Units; unit++)
        {
            message.Rate[0, unit] = 1f;
        }

        return message;
    }

    private static float[] Values(WeightStore weights)
    {
        var matrix = weights["hidden2-hidden1"];
        var values = new float[matrix.Post * matrix.Pre];
        matrix.CopyTo(values);
        return values;
    }
}
