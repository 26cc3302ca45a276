using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Decisions;

/// <summary>Takes in what every read of a racing run has chosen, which is all that has to be known to have the run again bit for bit.</summary>
/// <remarks>
/// Each port has a stream of its own, written by the actor that reads there; read only between runs. A saved log is <c>NEURODEC</c>, version, timing hash, slack
/// (-1 for none), whether trials have a barrier, steps per trial, trials, number of stops and the trials at which all actors stopped, then for every port the number of
/// decisions, the length of the stream in bytes and the stream itself (see <see cref="DecisionStream"/>), and at the end the SHA-256 of all before it. Integers are 64 bits, little-endian.
/// </remarks>
public sealed class DecisionLog
{
    internal const int FormatVersion = 2;
    internal const int NoSlack = -1;
    private readonly byte[] _timing;
    private readonly int? _slack;
    private readonly bool _barrier;
    private readonly int _steps;
    private readonly DecisionStream?[] _streams;
    private readonly List<long> _stops = [];

    /// <summary>Makes an empty log.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="schedule">The schedule to be recorded.</param>
    /// <param name="shards">How populations are divided; null when they are not.</param>
    public DecisionLog(NetworkSpec spec, int batch, Schedules.LiveSchedule schedule, ShardPlan? shards = null)
    {
        var plan = shards ?? new ShardPlan(spec);
        var ports = new PortMap(spec, plan);
        _timing = TimingHash.Of(spec, plan, batch);
        _slack = schedule.Slack;
        _barrier = schedule.HasTrialBarrier;
        _steps = spec.StepsPerTrial;
        _streams = [.. Enumerable.Range(0, ports.Count).Select(port => ports.Chooses(port) ? new DecisionStream() : null)];
    }

    internal static ReadOnlySpan<byte> Magic => "NEURODEC"u8;

    /// <summary>Decisions taken in, over all ports.</summary>
    public long Count => _streams.Sum(stream => stream?.Count ?? 0);

    internal DecisionStream? StreamOf(int port) => _streams[port];

    /// <summary>Notes that all actors have stopped at the end of a trial: without a barrier between trials a replay has to stop them there, too.</summary>
    /// <param name="trials">Trials that have been run.</param>
    internal void Stopped(long trials)
    {
        // A run that is cancelled at once stops where the one before it did.
        if (trials > (_stops.Count == 0 ? 0 : _stops[^1]))
        {
            _stops.Add(trials);
        }
    }

    /// <summary>Forgets stops after a trial to which the network was set back.</summary>
    /// <param name="trials">Trials that count as run.</param>
    internal void SetBack(long trials) => _stops.RemoveAll(stop => stop > trials);

    /// <summary>The log as it is saved; between runs only.</summary>
    /// <param name="trials">Trials that have been run.</param>
    /// <exception cref="InvalidOperationException">A port has not decided at every step of so many trials, as after a failure.</exception>
    public byte[] ToBytes(long trials)
    {
        if (_streams.FirstOrDefault(stream => stream is not null && stream.Count != trials * _steps) is { } odd)
        {
            throw new InvalidOperationException($"expected {trials * _steps} decisions of each input after {trials} trials, found {odd.Count}");
        }

        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write(Magic);
        Write(bytes, FormatVersion);
        bytes.Write(_timing);
        Write(bytes, _slack ?? NoSlack);
        Write(bytes, _barrier ? 1 : 0);
        Write(bytes, _steps);
        Write(bytes, trials);
        Write(bytes, _stops.Count);
        foreach (var stop in _stops)
        {
            Write(bytes, stop);
        }

        foreach (var stream in _streams)
        {
            var encoded = stream is null ? [] : stream.Encoded();
            Write(bytes, stream?.Count ?? 0);
            Write(bytes, encoded.Length);
            bytes.Write(encoded);
        }

        bytes.Write(SHA256.HashData(bytes.WrittenSpan));
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> bytes, long value)
    {
        Span<byte> word = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(word, value);
        bytes.Write(word);
    }
}
