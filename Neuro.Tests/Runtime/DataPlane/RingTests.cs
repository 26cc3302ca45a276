using Neuro.Runtime.DataPlane;
using Neuro.Units.Messages;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Runtime.DataPlane;

[Collection(ThreadedCollection.Name)]
public sealed class RingTests
{
    [Fact]
    public void Nothing_is_said_at_first() => Assert.Equal(-1, Ring(4).Watermark);

    [Fact]
    public void A_slot_names_what_it_holds()
    {
        var ring = Ring(4);
        var slot = ring.Take(version: 4, trial: 2);
        Assert.Equal((4L, 2L, -1L), (slot.Version, slot.Trial, ring.Watermark));
        ring.Publish(watermark: 4);
        Assert.Same(slot, ring.Read(4));
        Assert.Equal(4, ring.Watermark);
    }

    [Fact]
    public void Neighbouring_versions_have_slots_of_their_own()
    {
        var ring = Ring(4);
        Assert.Equal(4, Enumerable.Range(5, 4).Select(v => ring.Read(v)).Distinct().Count());
        Assert.Same(ring.Read(5), ring.Read(9));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Slots_that_are_no_power_of_two_are_refused(int slots) =>
        Assert.Contains($"found {slots}", Assert.Throws<ArgumentException>(() => Ring(slots)).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_readers_every_slot_is_free() => Assert.True(Ring(4).IsFree(1000));

    [Fact]
    public void The_first_round_is_free()
    {
        var ring = Ring(4);
        ring.AddReader();
        Assert.True(ring.IsFree(3));
        Assert.False(ring.IsFree(4));
    }

    /// <summary>The slot of version 8 holds version 4 until every reader needs nothing below 5.</summary>
    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(4, 5, false)]
    [InlineData(5, 4, false)]
    [InlineData(9, 4, false)]
    [InlineData(9, 9, true)]
    public void A_slot_is_reused_when_every_mark_has_passed_it(long first, long second, bool free)
    {
        var ring = Ring(4);
        var (one, two) = (ring.AddReader(), ring.AddReader());
        one.Needs = first;
        two.Needs = second;
        Assert.Equal(free, ring.IsFree(8));
    }

    /// <summary>A sender that speaks once in 10 versions: message 20 is read for versions 20 to 29, so its slot, wanted by 40, is free from 30 on.</summary>
    [Fact]
    public void A_message_is_held_until_the_one_after_it_is_all_that_is_needed()
    {
        var ring = new Ring([Message(), Message()], stride: 10);
        var mark = ring.AddReader();
        ring.Take(20, trial: 2);
        ring.Publish(watermark: 29);
        Assert.Same(ring.Read(20), ring.Read(29));
        Assert.NotSame(ring.Read(29), ring.Read(30));
        Assert.Same(ring.Read(29), ring.Read(40));
        mark.Needs = 29;
        Assert.False(ring.IsFree(40));
        mark.Needs = 30;
        Assert.True(ring.IsFree(40));
    }

    [Fact]
    public void The_watermark_may_run_ahead_of_the_message()
    {
        var ring = new Ring([Message(), Message()], stride: 10);
        ring.Take(10, trial: 1);
        ring.Publish(watermark: 19);
        Assert.Equal((10L, 19L), (ring.Read(15).Version, ring.Watermark));
    }

    /// <summary>A writer and readers on threads of their own: whoever sees a watermark sees what was written before it, and holds what it reads.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Readers_see_whole_messages_while_they_hold_them(int readers)
    {
        const int Versions = 20_000;
        const int Units = 40;
        var ring = new Ring(Enumerable.Range(0, 4).Select(_ => Message(Units)), stride: 1);
        var marks = Enumerable.Range(0, readers).Select(_ => ring.AddReader()).ToArray();
        var torn = 0;
        var threads = marks.Select(mark => new Thread(() =>
        {
            for (var version = 0L; version < Versions; version++)
            {
                var spinner = default(SpinWait);
                while (ring.Watermark < version)
                {
                    spinner.SpinOnce(sleep1Threshold: -1);
                }

                var message = ring.Read(version);
                var whole = message.Version == version;
                for (var unit = 0; unit < Units; unit++)
                {
                    whole &= message.Rate[0, unit].Equals(version);
                }

                if (!whole)
                {
                    Interlocked.Increment(ref torn);
                }

                mark.Needs = version + 1;
            }
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        for (var version = 0L; version < Versions; version++)
        {
            var spinner = default(SpinWait);
            while (!ring.IsFree(version))
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }

            var slot = ring.Take(version, trial: 0);
            for (var unit = 0; unit < Units; unit++)
            {
                slot.Rate[0, unit] = version;
            }

            ring.Publish(version);
        }

        Array.ForEach(threads, t => t.Join());
        Assert.Equal(0, torn);
    }

    private static Ring Ring(int slots) => new(Enumerable.Range(0, slots).Select(_ => Message()), stride: 1);

    private static Message Message(int units = 1) => new() { Rate = new PanelMatrix(1, units) };
}
