using Neuro.Tests.Oracles;
using Neuro.Units.Kernels;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Kernels;

/// <summary>Events of a message: what they build on, and currents that follow them.</summary>
public sealed unsafe class RateEventsTests
{
    private const int Pre = 70;
    private const int Batch = 5;

    public static TheoryData<int> Posts => [.. KernelData.Widths];

    /// <summary>Sums in double precision, within rounding; and the same bits for every vector width, number of sections and grouping of panels.</summary>
    [Theory]
    [MemberData(nameof(Posts))]
    public void Currents_follow_the_events_in_ascending_order(int post)
    {
        var draws = new TestDraws(5);
        var weights = KernelData.Weights(draws, post, Pre, bias: false);
        var start = KernelData.Rates(draws, Batch, post);
        var events = Enumerable.Range(0, Batch).Select(sample => Enumerable.Range(0, Pre).Where(_ => draws.Next() < (sample == 2 ? 0 : 0.3)).Select(unit => (Unit: unit, Delta: draws.Single(-1, 1))).ToArray()).ToArray();
        float[]? bits = null;
        foreach (var level in KernelData.Levels)
        {
            foreach (var borders in new int[][] { [0, Pre], [0, 32, Pre], [0, 32, 64, Pre] })
            {
                for (var together = 1; together <= start.Layout.Panels; together++)
                {
                    var current = new PanelMatrix(Batch, post);
                    current.CopyFrom(start);
                    for (var first = 0; first < start.Layout.Panels; first += together)
                    {
                        KernelSet.For(level).AddEvents(Fill(events, borders), weights, Batch, first, Math.Min(together, start.Layout.Panels - first), current.Panel(first));
                    }

                    var values = KernelData.Values(current);
                    bits ??= values;
                    KernelData.SameBits(bits, values, $"{level}, {borders.Length - 1} sections, {together} panels");
                }
            }
        }

        for (var sample = 0; sample < Batch; sample++)
        {
            for (var unit = 0; unit < post; unit++)
            {
                double sum = start[sample, unit];
                var magnitude = Math.Abs(sum);
                var chain = start[sample, unit];
                foreach (var (pre, delta) in events[sample])
                {
                    sum += (double)weights[unit, pre] * delta;
                    magnitude += Math.Abs((double)weights[unit, pre] * delta);
                    chain = MathF.FusedMultiplyAdd(delta, weights[unit, pre], chain);
                }

                KernelData.Near(sum, bits![(sample * post) + unit], magnitude, events[sample].Length, $"current of unit {unit}, sample {sample}");
                Assert.Equal(BitConverter.SingleToInt32Bits(chain), BitConverter.SingleToInt32Bits(bits[(sample * post) + unit]));
            }
        }
    }

    [Fact]
    public void A_message_builds_on_what_said_the_same_as_the_one_before()
    {
        var initial = Said(null, 10, changed: null);
        var quiet = Said(initial, 11, changed: false);
        var changed = Said(quiet, 12, changed: true);
        var after = Said(changed, 13, changed: false);
        var later = Said(after, 14, changed: true);
        Assert.Equal([10L, 10, 12, 12, 14], new[] { initial, quiet, changed, after, later }.Select(events => events.Version));

        // Whole messages build on nothing, not even on themselves.
        Assert.False(initial.BuildOn(10, 9));
        Assert.True(changed.BuildOn(12, 10));
        Assert.True(changed.BuildOn(12, 11));
        Assert.False(changed.BuildOn(12, 9));
        Assert.False(changed.BuildOn(12, 13));

        // Version 13 says what 12 did, but no longer tells what 12 had changed.
        Assert.False(after.BuildOn(13, 11));
        Assert.True(after.BuildOn(13, 12));
        Assert.True(later.BuildOn(14, 12));
        Assert.True(later.BuildOn(14, 13));
        Assert.False(later.BuildOn(14, 11));
    }

    /// <summary>Of two sections each has its own history; a message builds on an older one where both do.</summary>
    [Fact]
    public void Sections_build_on_versions_of_their_own()
    {
        var (left, right) = (new RateEventSection(1, 32), new RateEventSection(1, 32));
        left.SayWhole(10);
        right.SayWhole(10);
        var (left11, right11) = (Next(left, 11, true), Next(right, 11, false));
        var (left12, right12) = (Next(left11, 12, false), Next(right11, 12, true));
        var (left13, right13) = (Next(left12, 13, true), Next(right12, 13, true));
        Assert.Equal(11, new RateEvents(left11, right11).Version);
        Assert.Equal(12, new RateEvents(left12, right12).Version);
        Assert.True(new RateEvents(left11, right11).BuildOn(11, 10));
        Assert.True(new RateEvents(left12, right12).BuildOn(12, 11));
        Assert.False(new RateEvents(left12, right12).BuildOn(12, 10));
        Assert.True(new RateEvents(left13, right13).BuildOn(13, 12));
        Assert.False(new RateEvents(left13, right13).BuildOn(13, 11));
        Assert.Equal(2, new RateEvents(left13, right13).Count);
    }

    /// <summary>A quarter of the presynaptic values, whatever the shape of a part of them.</summary>
    [Fact]
    public void Few_events_pay_and_many_do_not()
    {
        var weights = new WeightMatrix(40, 8, hasBias: false);
        var section = new RateEventSection(2, 8);
        section.SayWhole(0);
        for (var unit = 0; unit < 3; unit++)
        {
            section.Add(0, unit, 1);
        }

        Assert.True(KernelSet.PaysToAddEvents(new RateEvents(section), 2, weights));
        section.Add(1, 0, 1);
        Assert.False(KernelSet.PaysToAddEvents(new RateEvents(section), 2, weights));
    }

    private static RateEvents Said(RateEvents? last, long version, bool? changed)
    {
        if (last is not null)
        {
            return new RateEvents(Next(last.Sections[0], version, changed!.Value));
        }

        var whole = new RateEventSection(1, 1);
        whole.SayWhole(version);
        return new RateEvents(whole);
    }

    private static RateEventSection Next(RateEventSection last, long version, bool changed)
    {
        var section = new RateEventSection(1, 1);
        section.Begin(last);
        if (changed)
        {
            section.Add(0, 0, 0.5f);
        }

        section.End(version);
        return section;
    }

    private static RateEvents Fill((int Unit, float Delta)[][] events, int[] borders)
    {
        var sections = new List<RateEventSection>();
        for (var i = 0; i + 1 < borders.Length; i++)
        {
            var section = new RateEventSection(Batch, borders[i + 1] - borders[i]);
            section.SayWhole(0);
            for (var sample = 0; sample < Batch; sample++)
            {
                foreach (var (unit, delta) in events[sample].Where(e => e.Unit >= borders[i] && e.Unit < borders[i + 1]))
                {
                    section.Add(sample, unit, delta);
                }
            }

            sections.Add(section);
        }

        return new RateEvents([.. sections]);
    }
}
