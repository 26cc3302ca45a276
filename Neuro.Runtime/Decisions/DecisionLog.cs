using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Decisions;

/// <summary>Takes in what every read of a racing run has chosen, which is all that has to be known to have the run again bit for bit.</summary>
/// <remarks>
/// Each input has a stream of its own, written by the actor that reads it; read only between runs. A saved log is <c>NEURODEC</c>, version, timing hash, slack, steps per
/// trial, trials, then for each projection the number of decisions, the number of bytes and the bytes, then the SHA-256 of all before it. Integers are 64 bits, little-endian.
/// </remarks>
public sealed class DecisionLog
{
    internal const int FormatVersion = 1;
    private readonly byte[] _timing;
    private readonly int _slack;
    private readonly int _steps;
    private readonly DecisionStream?[] _streams;

    /// <summary>Makes an empty log.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="batch">Samples per trial.</param>
    /// <param name="slack">Slack of the live schedule in steps.</param>
    public DecisionLog(NetworkSpec spec, int batch, int slack)
    {
        _timing = TimingHash.Of(spec, batch);
        _slack = slack;
        _steps = spec.StepsPerTrial;
        _streams = [.. spec.Projections.Select(p => spec.Population(p.Source) is ClampedSpec ? null : new DecisionStream())];
    }

    internal static ReadOnlySpan<byte> Magic => "NEURODEC"u8;

    /// <summary>Decisions taken in, over all inputs.</summary>
    public long Count => _streams.Sum(stream => stream?.Count ?? 0);

    internal DecisionStream? StreamOf(int projection) => _streams[projection];

    /// <summary>The log as it is saved; between runs only.</summary>
    /// <param name="trials">Trials that have been run.</param>
    /// <exception cref="InvalidOperationException">An input has not decided at every step of so many trials, as after a failure.</exception>
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
        Write(bytes, _slack);
        Write(bytes, _steps);
        Write(bytes, trials);
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
