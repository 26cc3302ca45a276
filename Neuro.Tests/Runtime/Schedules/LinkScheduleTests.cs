using Neuro.Runtime.Schedules;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Schedules;

/// <summary>Arrivals as they are seen from outside: by what is read and by the fate of events, against the distributions that were asked for.</summary>
public sealed class LinkScheduleTests
{
    private const int Versions = 60_000;
    private const int Delay = 3;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(31)]
    public void Uniform_jitter_is_uniform(int jitter)
    {
        var counts = Arrivals(Link(jitter), Versions).GroupBy(a => a!.Value).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(Enumerable.Range(0, jitter + 1).Select(j => (long)(Delay + j)), counts.Keys.Order());
        Assert.All(counts.Values, count => Binomial(1.0 / (jitter + 1), count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Geometric_jitter_halves_from_step_to_step(int jitter)
    {
        var counts = Arrivals(Link(jitter, JitterDistribution.Geometric), Versions).GroupBy(a => a!.Value).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(jitter + 1, counts.Count);
        for (var late = 0; late <= jitter; late++)
        {
            Binomial(Math.Pow(0.5, late + 1) / (1 - Math.Pow(0.5, jitter + 1)), counts[Delay + late]);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void As_many_messages_are_lost_as_were_asked_for(double loss) =>
        Binomial(loss, Arrivals(Link(2, loss: loss), Versions).Count(a => a is null));

    [Fact]
    public void A_run_of_losses_ends()
    {
        var run = 0;
        var longest = 0;
        foreach (var arrival in Arrivals(Link(0, loss: 0.95), Versions))
        {
            run = arrival is null ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        Assert.Equal(LinkSchedule.LongestLoss, longest);
    }

    /// <summary>What is read is the newest of what the fates of events say has arrived, the trial's initial version at least.</summary>
    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(5, 0.0)]
    [InlineData(0, 0.6)]
    [InlineData(7, 0.9)]
    public void The_newest_arrived_level_is_read(int jitter, double loss)
    {
        const long Start = 40;
        var schedule = Link(jitter, loss: loss);
        for (var step = Start + 1; step < Start + 400; step++)
        {
            var read = new ReadRequest(0, step, Start, Delay);
            var expected = Start;
            for (var version = Start + 1; version <= step - Delay; version++)
            {
                expected = schedule.FateOf(read, 0, version) == SignalFate.Arrived ? version : expected;
            }

            Assert.True(schedule.TryChoose(read, watermark: Math.Max(step - Delay, Start), out var chosen));
            Assert.Equal(expected, chosen);
            Assert.True(chosen >= schedule.OldestNeeded(read));
            Assert.True(step - chosen <= Math.Max(schedule.VersionsKept(0, Delay), step - Start));
            if (step - Delay > Start)
            {
                Assert.False(schedule.TryChoose(read, watermark: step - Delay - 1, out _));
            }
        }
    }

    [Fact]
    public void Seeds_and_projections_have_links_of_their_own()
    {
        var spec = Spec(9, JitterDistribution.Uniform, 0);
        var (one, other) = (new LinkSchedule(spec, 1), new LinkSchedule(spec, 2));
        Assert.NotEqual(Arrivals(one, 100), Arrivals(other, 100));
        Assert.NotEqual(Arrivals(one, 100), Arrivals(one, 100, projection: 1));
        Assert.Equal(Arrivals(one, 100), Arrivals(new LinkSchedule(spec, 1), 100));
    }

    private static void Binomial(double probability, int count)
    {
        var deviation = Math.Sqrt(Versions * probability * (1 - probability));
        Assert.InRange(count, (Versions * probability) - (5 * deviation), (Versions * probability) + (5 * deviation));
    }

    /// <summary>Steps from each version to its arrival; null for never.</summary>
    private static List<long?> Arrivals(LinkSchedule schedule, int versions, int projection = 0)
    {
        var arrivals = new List<long?>();
        for (var version = 1L; version <= versions; version++)
        {
            long? arrival = null;
            for (var step = version; step <= version + 64 && arrival is null; step++)
            {
                arrival = schedule.FateOf(new ReadRequest(projection, step, 0, Delay), 0, version) == SignalFate.Arrived ? step - version : null;
            }

            arrivals.Add(arrival);
        }

        return arrivals;
    }

    private static LinkSchedule Link(int jitter, JitterDistribution distribution = JitterDistribution.Uniform, double loss = 0) =>
        new(Spec(jitter, distribution, loss), seed: 5);

    /// <summary>Two projections between populations with a state, first in the description.</summary>
    private static NetworkSpec Spec(int jitter, JitterDistribution distribution, double loss)
    {
        var spec = Networks.Tiny();
        var linked = spec.Projections.Where(p => spec.Population(p.Source) is not ClampedSpec)
            .Select(p => p with { Jitter = jitter, JitterDistribution = distribution, Loss = loss });
        return new NetworkSpec(spec.Name, spec.TimeStep, spec.Populations, linked.Concat(spec.Projections.Where(p => spec.Population(p.Source) is ClampedSpec)), spec.Phases);
    }
}
