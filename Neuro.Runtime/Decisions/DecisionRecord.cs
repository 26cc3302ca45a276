using System.Buffers.Binary;
using System.Security.Cryptography;
using Neuro.Runtime.Schedules;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Decisions;

/// <summary>A saved decision log, checked and decoded.</summary>
/// <remarks>Immutable; safe to share between threads.</remarks>
public sealed class DecisionRecord
{
    private const int HashBytes = 32;
    private readonly int _steps;
    private readonly sbyte[][] _decisions;

    private DecisionRecord(int slack, int steps, long trials, sbyte[][] decisions)
    {
        Slack = slack;
        _steps = steps;
        Trials = trials;
        _decisions = decisions;
    }

    /// <summary>Steps of a trial.</summary>
    internal int Steps => _steps;

    /// <summary>Slack of the recorded run in steps.</summary>
    public int Slack { get; }

    /// <summary>Trials recorded.</summary>
    public long Trials { get; }

    /// <summary>Decodes a log.</summary>
    /// <param name="log">What <see cref="DecisionLog.ToBytes"/> gave.</param>
    /// <param name="spec">The network that it is to be replayed on.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <exception cref="DecisionLogException">The log was cut or edited, or belongs to another timing or topology.</exception>
    public static DecisionRecord Parse(ReadOnlySpan<byte> log, NetworkSpec spec, int batch)
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

        var at = DecisionLog.Magic.Length;
        var version = Number(content, ref at);
        if (version != DecisionLog.FormatVersion)
        {
            throw new DecisionLogException($"expected format version {DecisionLog.FormatVersion}, found {version}");
        }

        var timing = content.Slice(at, HashBytes);
        at += HashBytes;
        if (!timing.SequenceEqual(TimingHash.Of(spec, batch)))
        {
            throw new DecisionLogException("expected a log of this network's populations, projections, delays, clocks, phases and batch, found one of another timing or topology");
        }

        var slack = Number(content, ref at);
        var steps = Number(content, ref at);
        var trials = Number(content, ref at);
        if (slack > LiveSchedule.LargestSlack || steps != spec.StepsPerTrial || trials > Array.MaxLength / steps)
        {
            throw new DecisionLogException(
                $"expected a slack of at most {LiveSchedule.LargestSlack}, {spec.StepsPerTrial} steps a trial and at most {Array.MaxLength / spec.StepsPerTrial} trials, found {slack}, {steps} and {trials}");
        }

        var decisions = new sbyte[spec.Projections.Count][];
        for (var i = 0; i < decisions.Length; i++)
        {
            var count = Number(content, ref at);
            var length = Number(content, ref at);
            var expected = spec.Population(spec.Projections[i].Source) is ClampedSpec ? 0 : trials * steps;
            if (length > content.Length - at || count != expected)
            {
                throw new DecisionLogException($"projection '{spec.Projections[i].Name}': expected {expected} decisions, found {count} in {length} of {content.Length - at} bytes");
            }

            decisions[i] = DecisionStream.Decode(content.Slice(at, (int)length), count, (int)slack, $"projection '{spec.Projections[i].Name}'");
            at += (int)length;
        }

        return at == content.Length
            ? new DecisionRecord((int)slack, (int)steps, trials, decisions)
            : throw new DecisionLogException($"expected the checksum at byte {at}, found {content.Length - at} bytes more");
    }

    /// <summary>The version that was read minus that of lockstep.</summary>
    internal int Of(int projection, long trialStart, long step)
    {
        var decisions = _decisions[projection];
        if (decisions.Length == 0)
        {
            // Clamped populations speak once per trial: there is nothing to choose.
            return 0;
        }

        var trial = trialStart / (_steps + 1);
        return trial < Trials
            ? decisions[(trial * _steps) + step - 1]
            : throw new DecisionLogException($"expected decisions of trial {trial}, found a log that ends after {Trials} trials");
    }

    private static long Number(ReadOnlySpan<byte> content, ref int at)
    {
        if (content.Length - at < sizeof(long))
        {
            throw new DecisionLogException($"expected a number at byte {at}, found the end of the log");
        }

        var value = BinaryPrimitives.ReadInt64LittleEndian(content[at..]);
        at += sizeof(long);
        return value >= 0 ? value : throw new DecisionLogException($"expected a number of at least 0 at byte {at - sizeof(long)}, found {value}");
    }
}
