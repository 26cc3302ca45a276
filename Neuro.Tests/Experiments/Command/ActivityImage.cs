using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Neuro.Tests.Experiments.Command;

/// <summary>The bytes of an <c>activity.bin</c>, taken apart after the description of the format alone.</summary>
internal sealed class ActivityImage
{
    private const int HashBytes = 32;
    private readonly List<(int At, int Trials)> _blocks = [];

    public ActivityImage(byte[] bytes)
    {
        Bytes = bytes;
        Assert.Equal("NEUROACT"u8.ToArray(), bytes[..8]);
        var at = 8;
        Assert.Equal(1, Number(ref at));
        (Every, Units, Samples) = (Number(ref at), Number(ref at), Number(ref at));
        at += HashBytes;
        ValuesPerTrial = (int)Number(ref at);
        Versions = (int)Number(ref at);
        SamplesOfTrial = (int)Number(ref at);
        for (var populations = Number(ref at); populations > 0; populations--)
        {
            var units = (int)Number(ref at);
            var length = (int)Number(ref at);
            Populations.Add((System.Text.Encoding.UTF8.GetString(bytes, at, length), units));
            at += length;
        }

        HeaderLength = at + HashBytes;
        Assert.Equal(SHA256.HashData(bytes.AsSpan(0, at)), bytes[at..HeaderLength]);
        for (at = HeaderLength; at < bytes.Length; at += (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 8)) * ValuesPerTrial * 4 + 16 + HashBytes)
        {
            _blocks.Add((at, (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 8))));
        }
    }

    public byte[] Bytes { get; }

    public long Every { get; }

    public long Units { get; }

    public long Samples { get; }

    public int ValuesPerTrial { get; }

    public int Versions { get; }

    public int SamplesOfTrial { get; }

    public int HeaderLength { get; }

    public List<(string Name, int Units)> Populations { get; } = [];

    public IReadOnlyList<(int At, int Trials)> Blocks => _blocks;

    public int Trials => _blocks.Sum(block => block.Trials);

    /// <summary>Where a value lies.</summary>
    /// <param name="number">Which of the recorded trials.</param>
    public int PlaceOf(int number, int step, string population, bool rate, int sample, int unit)
    {
        var index = step * 2 * SamplesOfTrial * Populations.Sum(p => p.Units);
        index += 2 * SamplesOfTrial * Populations.TakeWhile(p => p.Name != population).Sum(p => p.Units);
        var units = Populations.First(p => p.Name == population).Units;
        index += ((((rate ? 1 : 0) * SamplesOfTrial) + sample) * units) + unit;
        foreach (var (at, trials) in _blocks)
        {
            if (number < trials)
            {
                return at + 16 + (((number * ValuesPerTrial) + index) * 4);
            }

            number -= trials;
        }

        throw new ArgumentOutOfRangeException(nameof(number));
    }

    /// <summary>Gives every block the checksum of what it holds now.</summary>
    public void Sign()
    {
        var before = Bytes[(HeaderLength - HashBytes)..HeaderLength];
        foreach (var (at, trials) in _blocks)
        {
            var length = 16 + (trials * ValuesPerTrial * 4);
            before = SHA256.HashData([.. before, .. Bytes[at..(at + length)]]);
            before.CopyTo(Bytes, at + length);
        }
    }

    private long Number(ref int at)
    {
        at += 8;
        return BinaryPrimitives.ReadInt64LittleEndian(Bytes.AsSpan(at - 8));
    }
}
