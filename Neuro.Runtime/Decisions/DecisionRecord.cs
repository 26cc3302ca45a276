using System.Security.Cryptography;
using Neuro.Runtime.Schedules;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Decisions;

/// <summary>A saved decision log, checked and decoded.</summary>
/// <remarks>Belongs to one simulation at a time; each port is asked for by its own actor.</remarks>
public sealed class DecisionRecord
{
    private const int HashBytes = 32;
    private readonly DecisionRuns[] _decisions;

    private DecisionRecord(int? slack, bool barrier, int steps, long trials, long[] stops, DecisionRuns[] decisions)
    {
        Slack = slack;
        HasTrialBarrier = barrier;
        Steps = steps;
        Trials = trials;
        Stops = stops;
        _decisions = decisions;
    }

    /// <summary>Slack of the recorded run in steps; null for none.</summary>
    public int? Slack { get; }

    /// <summary>Whether reads of the recorded run stayed within a trial.</summary>
    public bool HasTrialBarrier { get; }

    /// <summary>Trials recorded.</summary>
    public long Trials { get; }

    /// <summary>After how many trials all actors stood still, ascending; the last is the end. A replay stops there, too.</summary>
    public IReadOnlyList<long> Stops { get; }

    /// <summary>Steps of a trial.</summary>
    internal int Steps { get; }

    /// <summary>Decodes a log.</summary>
    /// <param name="log">What <see cref="DecisionLog.ToBytes"/> gave.</param>
    /// <param name="spec">The network that it is to be replayed on.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="shards">How populations are divided; null when they are not.</param>
    /// <exception cref="DecisionLogException">The log was cut or edited, or belongs to another timing or topology.</exception>
    public static DecisionRecord Parse(ReadOnlySpan<byte> log, NetworkSpec spec, int batch, ShardPlan? shards = null)
    {
        if (log.Length < DecisionLog.Magic.Length + HashBytes || !log.StartsWith(DecisionLog.Magic))
        {
            throw new DecisionLogException($"expected a decision log, which begins with NEURODEC, found {log.Length} bytes of something else");
        }

        var content = log[..^HashBytes];
        if (!SHA256.HashData(content).AsSpan().SequenceEqual(log[^HashBytes..]))
        {
            throw new DecisionLogException($"expected the checksum of the {content.Length} bytes before it at the end, found another: the log was cut or edited");
        }

        var reader = new DecisionLogReader(content, DecisionLog.Magic.Length);
        var version = reader.Number();
        if (version != DecisionLog.FormatVersion)
        {
            throw new DecisionLogException($"expected format version {DecisionLog.FormatVersion}, found {version}");
        }

        var plan = shards ?? new ShardPlan(spec);
        if (!reader.Bytes(HashBytes).SequenceEqual(TimingHash.Of(spec, plan, batch)))
        {
            throw new DecisionLogException("expected a log of this network's populations, shards, projections, delays, clocks, phases and batch, found one of another timing or topology");
        }

        var slack = reader.Number(DecisionLog.NoSlack);
        var barrier = reader.Number();
        var steps = reader.Number();
        var trials = reader.Number();
        if (slack > LiveSchedule.LargestSlack || barrier > 1 || steps != spec.StepsPerTrial || trials > long.MaxValue / (steps + 1))
        {
            throw new DecisionLogException(
                $"expected a slack of at most {LiveSchedule.LargestSlack}, a barrier of 0 or 1, {spec.StepsPerTrial} steps a trial and at most {long.MaxValue / (spec.StepsPerTrial + 1)} trials, found {slack}, {barrier}, {steps} and {trials}");
        }

        var stops = Stopped(ref reader, trials);
        var decisions = Decode(ref reader, new PortMap(spec, plan), trials * steps, slack < 0 ? null : (int)slack);
        return new DecisionRecord(slack < 0 ? null : (int)slack, barrier == 1, (int)steps, trials, stops, decisions);
    }

    /// <summary>The version that was read minus that of lockstep.</summary>
    internal long Of(in ReadRequest read)
    {
        var decisions = _decisions[read.Port];
        if (decisions.Count == 0)
        {
            // Clamped populations speak once per trial: there is nothing to choose.
            return 0;
        }

        return Ends(read)
            ? throw new DecisionLogException($"expected decisions of trial {read.Version / (Steps + 1)}, found a log that ends after {Trials} trials")
            : decisions[Number(read)];
    }

    /// <summary>Whether a read lies behind the end of the record.</summary>
    internal bool Ends(in ReadRequest read) => Number(read) >= Trials * Steps;

    /// <summary>The number of a read at its port. The initial version of a trial, at which nothing is read, stands for the step after it.</summary>
    private long Number(in ReadRequest read)
    {
        var (trial, step) = Math.DivRem(read.Version, Steps + 1);
        return (trial * Steps) + Math.Max(step - 1, 0);
    }

    private static long[] Stopped(ref DecisionLogReader reader, long trials)
    {
        var stops = new long[reader.Count(sizeof(long))];
        for (var i = 0; i < stops.Length; i++)
        {
            stops[i] = reader.Number();
            if (stops[i] <= (i == 0 ? 0 : stops[i - 1]) || stops[i] > trials)
            {
                throw new DecisionLogException($"expected stops in ascending order, from trial 1 to {trials}, found {stops[i]}");
            }
        }

        return stops.Length == 0 || stops[^1] < trials ? [.. stops, .. trials > 0 ? new[] { trials } : []] : stops;
    }

    private static DecisionRuns[] Decode(ref DecisionLogReader reader, PortMap ports, long count, int? slack)
    {
        var decisions = new DecisionRuns[ports.Count];
        for (var port = 0; port < decisions.Length; port++)
        {
            var found = reader.Number();
            var length = reader.Number();
            var expected = ports.Chooses(port) ? count : 0;
            if (length > reader.Left || found != expected)
            {
                throw new DecisionLogException($"{ports.NameOf(port)}: expected {expected} decisions, found {found} in {length} of {reader.Left} bytes");
            }

            decisions[port] = DecisionStream.Decode(reader.Bytes((int)length), found, slack, ports.NameOf(port));
        }

        return reader.Left == 0 ? decisions : throw new DecisionLogException($"expected the checksum at byte {reader.At}, found {reader.Left} bytes more");
    }
}
