using Neuro.Runtime.Schedules;
using Neuro.Units.Randomness;
using Neuro.Units.Specification;

namespace Neuro.Tests.Runtime.Schedules;

/// <summary>Arrivals against the documented formula, written out plainly over a list of versions: copies, jitter, lateness, losses and the end of a run of losses.</summary>
public sealed class LinkArrivalTests
{
    private const int Versions = 700;
    private const int Delay = 2;
    private const ulong Seed = 11;

    public static TheoryData<int, JitterDistribution, double, double, double, int> Links => new()
    {
        { 0, JitterDistribution.Uniform, 0, 0, 0, 0 },
        { 6, JitterDistribution.Uniform, 0.3, 0, 0, 0 },
        { 3, JitterDistribution.Geometric, 0, 0.5, 0, 0 },
        { 0, JitterDistribution.Uniform, 0.95, 0.2, 0, 0 },
        { 5, JitterDistribution.Geometric, 0.4, 0.7, 0.2, 20 },
        { 31, JitterDistribution.Uniform, 0.6, 1, 1, 32 },
        { 0, JitterDistribution.Uniform, 0, 0, 0.1, 63 },
    };

    [Theory]
    [MemberData(nameof(Links))]
    public void Fates_and_reads_follow_the_formula(int jitter, JitterDistribution distribution, double loss, double duplicate, double late, int lateSteps)
    {
        var spec = Spec(jitter, distribution, loss, duplicate, late, lateSteps);
        var schedule = new LinkSchedule(spec, Seed);
        var copies = Copies(spec.Projections[0]);
        for (var step = 1L; step < Versions; step++)
        {
            var read = new ReadRequest(0, step, 0, Delay);
            var newest = 0L;
            for (var version = 1L; version <= step - Delay; version++)
            {
                var arrived = copies[(int)version].Exists(arrival => arrival <= step);
                var expected = arrived ? SignalFate.Arrived : copies[(int)version].Count == 0 ? SignalFate.Lost : SignalFate.Later;
                Assert.Equal(expected, schedule.FateOf(read, 0, version));
                newest = arrived ? version : newest;
            }

            Assert.True(schedule.TryChoose(read, watermark: Math.Max(0, step - Delay), out var chosen));
            Assert.Equal(newest, chosen);

            // Bounded: whatever is read, or has not been resolved yet, is kept by the sender and remembered by the reader.
            Assert.InRange(chosen, schedule.OldestNeeded(read), step);
            var unresolved = copies.FindIndex(1, arrivals => arrivals.Count > 0 && arrivals.TrueForAll(arrival => arrival > step));
            Assert.True(unresolved < 0 || unresolved > step - Delay - 63);
        }

        for (var version = 1; version < Versions; version++)
        {
            Assert.True(copies[version].Count != 2 || schedule.ArrivesTwice(0, version));
            Assert.True(copies[version].Count == 2 || !schedule.ArrivesTwice(0, version));
        }
    }

    /// <summary>Without faults nothing arrives otherwise than before there were any.</summary>
    [Fact]
    public void Copies_and_lateness_take_no_draw_of_the_others()
    {
        var plain = Copies(Spec(6, JitterDistribution.Uniform, 0.3, 0, 0, 0).Projections[0]);
        var faulty = Copies(Spec(6, JitterDistribution.Uniform, 0.3, 1, 0, 0).Projections[0]);
        Assert.All(Enumerable.Range(1, Versions - 1), version => Assert.Subset(faulty[version].ToHashSet(), plain[version].ToHashSet()));
    }

    /// <summary>The steps at which the copies of each version arrive; none for a version that is lost.</summary>
    private static List<List<long>> Copies(ProjectionSpec projection)
    {
        var copies = new List<List<long>>();
        var run = 0;
        for (var version = 0; version < Versions; version++)
        {
            var draws = new RandomStream(new RandomKey(Seed, projection.Name, "link").ForStep(version));
            var arrivals = new List<long>();
            run = draws.Uniform(1) < projection.Loss ? run + 1 : 0;
            if (run % 16 == 0)
            {
                arrivals.Add(version + Delay + Jitter(projection, draws.Uniform(0)) + (draws.Uniform(2) < projection.Late ? projection.LateSteps : 0));
            }

            if (draws.Uniform(3) < projection.Duplicate && draws.Uniform(5) >= projection.Loss)
            {
                arrivals.Add(version + Delay + Jitter(projection, draws.Uniform(4)) + (draws.Uniform(6) < projection.Late ? projection.LateSteps : 0));
            }

            copies.Add(arrivals);
        }

        return copies;
    }

    /// <summary>The first number of steps at which the sum of the probabilities exceeds the draw.</summary>
    private static int Jitter(ProjectionSpec projection, double draw)
    {
        var weights = Enumerable.Range(0, projection.Jitter + 1).Select(j => projection.JitterDistribution == JitterDistribution.Uniform ? 1.0 : Math.Pow(0.5, j)).ToArray();
        var total = weights.Sum();
        var sum = 0.0;
        for (var steps = 0; steps < weights.Length; steps++)
        {
            sum += weights[steps];
            if (draw < sum / total)
            {
                return steps;
            }
        }

        return projection.Jitter;
    }

    /// <summary>A network whose first projection is between populations with a state.</summary>
    private static NetworkSpec Spec(int jitter, JitterDistribution distribution, double loss, double duplicate, double late, int lateSteps)
    {
        var spec = Networks.Tiny();
        var linked = spec.Projections.Where(p => spec.Population(p.Source) is not ClampedSpec).Select(p => p with
        {
            Delay = Delay, Jitter = jitter, JitterDistribution = distribution, Loss = loss, Duplicate = duplicate, Late = late, LateSteps = lateSteps,
        });
        return new NetworkSpec(spec.Name, spec.TimeStep, spec.Populations, linked.Concat(spec.Projections.Where(p => spec.Population(p.Source) is ClampedSpec)), spec.Phases);
    }
}
