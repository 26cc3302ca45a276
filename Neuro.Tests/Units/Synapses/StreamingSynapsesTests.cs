using Neuro.Tests.Oracles;
using Neuro.Tests.Units.Kernels;
using Neuro.Units.Kernels;
using Neuro.Units.Messages;
using Neuro.Units.Populations;
using Neuro.Units.Specification;
using Neuro.Units.Synapses;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Synapses;

/// <summary>Currents that are kept, that follow events, and that are computed anew.</summary>
public sealed unsafe class StreamingSynapsesTests
{
    private const int Pre = 70;
    private const int Batch = 3;
    private readonly TestDraws _draws = new(3);

    /// <summary>
    /// Against dense sums in double precision: u is half a unit of rounding; an update rounds once per event what it changes, and each change was rounded when it was said. So the distance
    /// is at most <c>u M (events + terms)</c> with M the largest magnitude that the sum can have.
    /// </summary>
    [Theory]
    [InlineData(10, 64)]
    [InlineData(45, 64)]
    [InlineData(10, 8)]
    [InlineData(45, 8)]
    [InlineData(45, 0)]
    public void Currents_stay_within_rounding_of_dense_ones(int post, int refresh)
    {
        const int Steps = 200;
        var weights = KernelData.Weights(_draws, post, Pre, bias: true);
        var synapses = Synapses(weights, new ExecutionOptions { Refresh = refresh });
        var message = Whole(0);
        var since = 0;
        var updates = 0;
        for (var version = 1; version <= Steps; version++)
        {
            var current = Current(synapses, message);
            for (var sample = 0; sample < Batch; sample++)
            {
                for (var unit = 0; unit < post; unit++)
                {
                    var (sum, magnitude) = Dense(weights, message.Rate, sample, unit);
                    var bound = Math.Pow(2, -24) * magnitude * (Pre + 4 + (2 * since));
                    Assert.True(Math.Abs(sum - current[sample, unit]) <= bound, $"step {version}: {current[sample, unit]:R} is not within {bound:R} of {sum:R}");
                }
            }

            message = Next(message, version, part: 0.1);
            updates = updates < refresh ? updates + 1 : 0;
            since = updates == 0 ? 0 : since + Enumerable.Range(0, Batch).Max(message.Events!.Sections[0].CountOf);
        }
    }

    /// <summary>The bits are those of a plain chain of multiply-adds from the last dense current on, which comes back after so many updates.</summary>
    [Theory]
    [InlineData(10, 3)]
    [InlineData(45, 3)]
    public void After_so_many_updates_the_current_is_computed_anew(int post, int refresh)
    {
        var weights = KernelData.Weights(_draws, post, Pre, bias: true);
        var synapses = Synapses(weights, new ExecutionOptions { Refresh = refresh });
        var message = Whole(0);
        var expected = Fresh(weights, message);
        KernelData.SameBits(expected, KernelData.Values(Current(synapses, message)), "the first");
        for (var version = 1; version <= 12; version++)
        {
            message = Next(message, version, part: 0.1);
            if (version % (refresh + 1) == 0)
            {
                expected = Fresh(weights, message);
            }
            else
            {
                Chain(weights, message.Events!.Sections[0], expected);
            }

            KernelData.SameBits(expected, KernelData.Values(Current(synapses, message)), $"version {version}");
        }
    }

    /// <summary>Whatever breaks the chain (many events, a message left out, weights that changed, a new trial) leads to a dense current.</summary>
    [Theory]
    [InlineData("many")]
    [InlineData("left out")]
    [InlineData("learned")]
    [InlineData("delivered")]
    [InlineData("trial")]
    public void A_broken_chain_is_computed_anew(string what)
    {
        var weights = KernelData.Weights(_draws, 45, Pre, bias: true);
        var synapses = Synapses(weights, new ExecutionOptions());
        var message = Whole(0);
        Current(synapses, message);
        var chained = Next(message, 1, part: 0.1);
        Current(synapses, chained);
        Assert.NotEqual(Fresh(weights, chained), KernelData.Values(Current(synapses, chained)));

        var next = Next(chained, 2, part: what == "many" ? 0.9 : 0.1);
        var signal = new PanelMatrix(Batch, 45) { [1, 2] = 0.5f };
        switch (what)
        {
            case "left out":
                next = Next(next, 3, part: 0.1);
                break;
            case "learned":
                synapses.Learn(new PanelGroup(0, 2, 2 * signal.PanelLength), chained, signal.Pointer, 0.1f);
                break;
            case "delivered":
                synapses.Deliver(new Message { Rate = chained.Rate, Signal = KernelData.Rates(_draws, Batch, Pre) }, PanelRange.Whole(chained.Rate.Layout), new Message { Rate = signal }, 0.1f, phase: 0);
                break;
            case "trial":
                synapses.Open();
                break;
        }

        KernelData.SameBits(Fresh(weights, next), KernelData.Values(Current(synapses, next)), what);
    }

    /// <summary>A step that takes no current (a phase without feedback) leaves the chain where it was.</summary>
    [Fact]
    public void A_step_without_a_current_breaks_no_chain_and_joins_none()
    {
        var weights = KernelData.Weights(_draws, 45, Pre, bias: false);
        var synapses = Synapses(weights, new ExecutionOptions());
        var message = Whole(0);
        Current(synapses, message);
        var skipped = Next(message, 1, part: 0.1);
        synapses.Prepare(skipped, phase: 0);
        var next = Next(skipped, 2, part: 0.1);
        KernelData.SameBits(Fresh(weights, next), KernelData.Values(Current(synapses, next)), "after a gap");
        synapses.Prepare(next, phase: 0);
        var last = Next(next, 3, part: 0.1);
        var expected = Fresh(weights, next);
        Chain(weights, last.Events!.Sections[0], expected);
        KernelData.SameBits(expected, KernelData.Values(Current(synapses, last)), "after the same again");
    }

    /// <summary>Weights that somebody overwrites show whether a current was computed anew: it is not while its rates stay the same.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_current_is_kept_while_nothing_new_is_said(bool threshold)
    {
        var weights = KernelData.Weights(_draws, 45, Pre, bias: false);
        var synapses = Synapses(weights, new ExecutionOptions(), threshold);
        var message = Whole(4);
        var held = new Message { Rate = message.Rate, Events = threshold ? Next(message, 5, part: 0).Events : null };
        held.Version = 5;
        held.RateVersion = 4;
        Current(synapses, message);
        var kept = KernelData.Values(Current(synapses, held));
        weights[0, 0] += 1;
        KernelData.SameBits(kept, KernelData.Values(Current(synapses, held)), "the same again");
        synapses.Open();
        Assert.NotEqual(kept, KernelData.Values(Current(synapses, held)));
    }

    private static StreamingSynapses Synapses(WeightMatrix weights, ExecutionOptions options, bool threshold = true) =>
        new(new ProjectionSpec("p", "a", "b", Port.Basal), weights, [], Batch, 1, PanelRange.Whole(weights.PostLayout), null, threshold, null, options);

    /// <summary>A step of the receiving population: all groups of panels of its current.</summary>
    private static PanelMatrix Current(StreamingSynapses synapses, Message message)
    {
        var result = new PanelMatrix(Batch, synapses.Weights.Post);
        var scratch = new PanelMatrix(Batch, synapses.Weights.Post);
        synapses.Prepare(message, phase: 0);
        for (var panel = 0; panel < result.Layout.Panels; panel++)
        {
            var group = new PanelGroup(panel, 1, result.PanelLength);
            new ReadOnlySpan<float>(synapses.Current(group, message, scratch.Panel(panel)), group.Length).CopyTo(new Span<float>(result.Panel(panel), group.Length));
        }

        return result;
    }

    private static float[] Fresh(WeightMatrix weights, Message message)
    {
        var result = new PanelMatrix(Batch, weights.Post);
        KernelSet.Best.Current(message.Rate, weights, 0, result.Layout.Panels, null, result.Pointer);
        return KernelData.Values(result);
    }

    private static void Chain(WeightMatrix weights, RateEventSection events, float[] current)
    {
        for (var sample = 0; sample < Batch; sample++)
        {
            for (var k = 0; k < events.CountOf(sample); k++)
            {
                for (var unit = 0; unit < weights.Post; unit++)
                {
                    ref var value = ref current[(sample * weights.Post) + unit];
                    value = MathF.FusedMultiplyAdd(events.PointerToDeltas(sample)[k], weights[unit, events.PointerToUnits(sample)[k]], value);
                }
            }
        }
    }

    private static (double Sum, double Magnitude) Dense(WeightMatrix weights, PanelMatrix rates, int sample, int unit)
    {
        double sum = KernelData.Bias(weights)[unit];
        var magnitude = Math.Abs(sum);
        for (var pre = 0; pre < weights.Pre; pre++)
        {
            sum += (double)weights[unit, pre] * rates[sample, pre];

            // Rates lie between -1 and 1, now and before.
            magnitude += Math.Abs(weights[unit, pre]);
        }

        return (sum, magnitude);
    }

    private Message Whole(long version)
    {
        var message = new Message { Rate = KernelData.Rates(_draws, Batch, Pre), Events = new RateEvents(new RateEventSection(Batch, Pre)) };
        message.Version = version;
        message.RateVersion = version;
        message.Events.Sections[0].SayWhole(version);
        return message;
    }

    /// <summary>A message in which a part of the units says something new.</summary>
    private Message Next(Message last, long version, double part)
    {
        var message = new Message { Rate = new PanelMatrix(Batch, Pre), Events = new RateEvents(new RateEventSection(Batch, Pre)) };
        message.Version = version;
        message.Rate.CopyFrom(last.Rate);
        var events = message.Events.Sections[0];
        events.Begin(last.Events!.Sections[0]);
        for (var sample = 0; sample < Batch; sample++)
        {
            for (var unit = 0; unit < Pre; unit++)
            {
                if (_draws.Next() < part)
                {
                    var rate = _draws.Single(-1, 1);
                    events.Add(sample, unit, rate - message.Rate[sample, unit]);
                    message.Rate[sample, unit] = rate;
                }
            }
        }

        events.End(version);
        return message;
    }
}
