using Neuro.Units.Randomness;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Schedules;

/// <summary>
/// Simulated asynchrony: version v of a sender arrives at its reader's step <c>v + d + j(v) + l(v)</c>, or never. A reader takes the newest level that has
/// arrived; an event is applied when it arrives, even if a newer one has overtaken it.
/// </summary>
/// <remarks>
/// Jitter j, lateness l (0, or with a small probability all of the late steps), loss and duplication are pure functions of (seed, replica, projection, v), so a run is
/// the same on any machine, with any number of workers. A message that is sent twice has a second copy with draws of its own; what arrives first counts, and the
/// other copy is discarded. The initial version of a trial always arrives, as do clamped rates. Of a run of lost first copies every sixteenth arrives all the
/// same, which bounds what a sender must keep.
/// </remarks>
public sealed class LinkSchedule : IReadSchedule
{
    /// <summary>Longest run of losses, in messages, before one arrives.</summary>
    public const int LongestLoss = 15;

    /// <summary>Slots beyond what is read, so that a sender may run one step ahead of its slowest reader.</summary>
    private const int Ahead = 2;

    // Draws of a version; those of its second copy follow behind the first's.
    private const int JitterDraw = 0;
    private const int LossDraw = 1;
    private const int LateDraw = 2;
    private const int DuplicateDraw = 3;
    private const int SecondCopy = 4;

    private readonly Link[] _links;

    /// <summary>Takes delays, jitter and loss from a description.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="replica">Which replica of the network, from 0: each has jitter and losses of its own.</param>
    public LinkSchedule(NetworkSpec spec, ulong seed, int replica = 0)
    {
        _links = [.. spec.Projections.Select(projection => spec.Population(projection.Source) is ClampedSpec
            ? default
            : new Link(new RandomKey(seed, projection.Name, "link", replica), projection))];
    }

    /// <inheritdoc/>
    public string Name => "link";

    /// <inheritdoc/>
    public bool IsDeterministic => true;

    /// <inheritdoc/>
    public bool TryChoose(in ReadRequest read, long watermark, out long version)
    {
        version = read.InLockstep;
        if (watermark < version)
        {
            return false;
        }

        var link = _links[read.Projection];
        while (version > read.TrialStart && !(Arrives(link, read.Delay, version) is { } step && step <= read.Version))
        {
            version--;
        }

        return true;
    }

    /// <inheritdoc/>
    public SignalFate FateOf(in ReadRequest read, long chosen, long version) => Arrives(_links[read.Projection], read.Delay, version) is { } step
        ? step <= read.Version ? SignalFate.Arrived : SignalFate.Later
        : SignalFate.Lost;

    /// <inheritdoc/>
    public bool ArrivesTwice(int projection, long version)
    {
        var link = _links[projection];
        return IsDuplicated(link, version) && !IsLost(link, version) && !IsDrawn(link, version, SecondCopy);
    }

    /// <inheritdoc/>
    public long OldestNeeded(in ReadRequest read) => read.Back(_links[read.Projection].Reach);

    /// <inheritdoc/>
    public int VersionsKept(int projection, int delay) => delay + _links[projection].Reach + Ahead;

    /// <summary>The step at which a version arrives; null for never.</summary>
    private static long? Arrives(in Link link, int delay, long version)
    {
        if (link.Reach == 0)
        {
            return version + delay;
        }

        long? first = IsLost(link, version) ? null : version + delay + Lateness(link, version, copy: 0);
        if (!IsDuplicated(link, version) || IsDrawn(link, version, SecondCopy))
        {
            return first;
        }

        var second = version + delay + Lateness(link, version, SecondCopy);
        return first < second ? first : second;
    }

    private static bool IsDuplicated(in Link link, long version) => link.Duplicate > 0 && Draw(link, version, DuplicateDraw) < link.Duplicate;

    /// <summary>Whether the first copy of a version is lost.</summary>
    private static bool IsLost(in Link link, long version)
    {
        var run = 0;
        while (version - run >= 0 && IsDrawn(link, version - run, copy: 0))
        {
            run++;
        }

        return run % (LongestLoss + 1) != 0;
    }

    private static bool IsDrawn(in Link link, long version, int copy) => link.Loss > 0 && Draw(link, version, copy + LossDraw) < link.Loss;

    private static int Lateness(in Link link, long version, int copy) =>
        Jitter(link, version, copy) + (link.Late > 0 && Draw(link, version, copy + LateDraw) < link.Late ? link.LateSteps : 0);

    private static int Jitter(in Link link, long version, int copy)
    {
        if (link.Jitter == 0)
        {
            return 0;
        }

        var uniform = (double)Draw(link, version, copy + JitterDraw);
        if (link.Distribution == JitterDistribution.Uniform)
        {
            return Math.Min((int)(uniform * (link.Jitter + 1)), link.Jitter);
        }

        // P(j) = 2^-(j + 1) / (1 - 2^-(jitter + 1)): the first j at which the sum of them exceeds the draw.
        var rest = 1 - (uniform * (1 - Math.ScaleB(1, -(link.Jitter + 1))));
        var steps = 0;
        while (steps < link.Jitter && rest <= Math.ScaleB(1, -(steps + 1)))
        {
            steps++;
        }

        return steps;
    }

    private static float Draw(in Link link, long version, int cursor) => new RandomStream(link.Key.ForStep(version)).Uniform(cursor);

    /// <summary>What a projection does to its messages.</summary>
    /// <param name="Reach">Steps beyond the delay that a read may go back.</param>
    private readonly record struct Link(
        RandomKey Key, int Jitter, JitterDistribution Distribution, double Loss, double Duplicate, double Late, int LateSteps, int Reach)
    {
        public Link(RandomKey key, ProjectionSpec projection)
            : this(
                key,
                projection.Jitter,
                projection.JitterDistribution,
                projection.Loss,
                projection.Duplicate,
                projection.Late,
                projection.LateSteps,
                projection.LongestLateness + (projection.Loss > 0 ? LongestLoss : 0))
        {
        }
    }
}
