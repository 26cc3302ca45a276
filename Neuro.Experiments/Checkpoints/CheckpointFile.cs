using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Numpy;
using Neuro.Experiments.Traces;
using Neuro.Runtime.Snapshots;

namespace Neuro.Experiments.Checkpoints;

/// <summary>
/// A checkpoint as an <c>.npz</c> file: <c>checkpoint</c>, JSON in UTF-8 as bytes, which says what it is of; the weights of which rows were last written, <c>trace.NAME</c>; the
/// arrays of its State.
/// </summary>
/// <remarks>The archive's comment, which ends the file, is the SHA-256 of all bytes before its digits: whatever was cut or edited shows, before anything is read.</remarks>
internal static class CheckpointFile
{
    private const string Format = "neuro-checkpoint";
    private const int FormatVersion = 1;
    private const string Header = "checkpoint";
    private const string TracePrefix = "trace.";
    private const string Seal = "sha256=";

    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The bytes of a file.</summary>
    public static byte[] Write(Checkpoint checkpoint)
    {
        var header = new HeaderFields(Format, FormatVersion, checkpoint.Version, checkpoint.Identity, checkpoint.Progress, checkpoint.Trace with { Weights = new Dictionary<string, float[]>() });
        using var memory = new MemoryStream();
        (string, NumpyArray)[] arrays =
        [
            (Header, NumpyArray.Vector<byte>(JsonSerializer.SerializeToUtf8Bytes(header, Json))),
            .. checkpoint.Trace.Weights.Select(pair => (TracePrefix + pair.Key, NumpyArray.Vector<float>(pair.Value))),
            .. checkpoint.State.Arrays.Select(pair => (pair.Key, ToNumpy(pair.Value))),
        ];
        NpzFile.Write(memory, arrays, comment: Seal + new string('0', 2 * SHA256.HashSizeInBytes));
        var bytes = memory.ToArray();
        var seal = bytes.AsSpan(bytes.Length - (2 * SHA256.HashSizeInBytes));
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, bytes.Length - seal.Length))), seal);
        return bytes;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="ConfigurationException">It cannot be read, was cut or edited, or is no checkpoint.</exception>
    public static Checkpoint Read(string file)
    {
        var bytes = Bytes(file);
        CheckSeal(bytes, file);
        try
        {
            using var memory = new MemoryStream(bytes);
            var arrays = NpzFile.Read(memory, file);
            var header = JsonSerializer.Deserialize<HeaderFields>(arrays[Header].Values<byte>(), Json)
                ?? throw new JsonException("found null");
            return header is { Format: Format, FormatVersion: FormatVersion }
                ? Of(header, arrays.Arrays.Where(pair => pair.Key != Header).ToList())
                : throw new JsonException($"found {header.Format} of version {header.FormatVersion}");
        }
        catch (Exception e) when (e is NumpyException or JsonException or InvalidOperationException)
        {
            throw new ConfigurationException($"{file}: found something else ({e.Message.TrimEnd('.')}), expected {Format} of version {FormatVersion}", e);
        }
    }

    private static Checkpoint Of(HeaderFields header, List<KeyValuePair<string, NumpyArray>> arrays)
    {
        var weights = arrays.FindAll(pair => pair.Key.StartsWith(TracePrefix, StringComparison.Ordinal));
        var trace = header.Trace with { Weights = weights.ToDictionary(pair => pair.Key[TracePrefix.Length..], pair => pair.Value.Values<float>().ToArray(), StringComparer.Ordinal) };
        var state = arrays.Except(weights).ToDictionary(pair => pair.Key, pair => ToState(pair.Value), StringComparer.Ordinal);
        return new Checkpoint(header.Identity, header.Neuro, header.Progress, trace, new SimulationState(state));
    }

    private static byte[] Bytes(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file}: found none that can be read ({e.Message.TrimEnd('.')}), expected a checkpoint", e);
        }
    }

    private static void CheckSeal(byte[] bytes, string file)
    {
        var length = bytes.Length - (2 * SHA256.HashSizeInBytes);
        var found = length < Seal.Length ? string.Empty : Encoding.ASCII.GetString(bytes, length - Seal.Length, bytes.Length - length + Seal.Length);
        var expected = Seal + Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, Math.Max(length, 0))));
        if (found != expected)
        {
            throw new ConfigurationException(
                found.StartsWith(Seal, StringComparison.Ordinal)
                    ? $"{file}: found other bytes than were written, expected {found}: the file was edited"
                    : $"{file}: found {bytes.Length} bytes that do not end with a checksum, expected a whole checkpoint: the file was cut or edited");
        }
    }

    private static NumpyArray ToNumpy(StateArray array) => array.Values switch
    {
        float[] values => NumpyArray.Of<float>(values, [.. array.Shape]),
        double[] values => NumpyArray.Of<double>(values, [.. array.Shape]),
        long[] values => NumpyArray.Of<long>(values, [.. array.Shape]),
        _ => throw new InvalidOperationException($"found {array.Values.GetType().Name}, expected float[], double[] or long[]"),
    };

    private static StateArray ToState(NumpyArray array) => new(
        array.Type switch
        {
            NumpyType.Float32 => array.Values<float>().ToArray(),
            NumpyType.Float64 => array.Values<double>().ToArray(),
            _ => array.Values<long>().ToArray(),
        },
        array.Shape);

    /// <summary>What the header says.</summary>
    private sealed record HeaderFields(string Format, int FormatVersion, string Neuro, string Identity, RunProgressState Progress, ResumedTrace Trace);
}
