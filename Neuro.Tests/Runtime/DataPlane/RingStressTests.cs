using Neuro.Runtime.DataPlane;
using Neuro.Units.Messages;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Runtime.DataPlane;

/// <summary>A writer and readers that race at the edge of the slots. A checksum over the whole message shows whether it was torn, or written anew while it was held.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class RingStressTests
{
    private const int Batch = 2;
    private const int Units = 37;

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    [InlineData(8, 2)]
    public void No_message_is_torn_or_reused_while_it_is_held(int slots, int readers) => Race(slots, readers, versions: 40_000);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    [InlineData(8, 2)]
    [InlineData(16, 7)]
    [Trait("Category", "Long")]
    public void No_message_of_millions_is_torn_or_reused_while_it_is_held(int slots, int readers) => Race(slots, readers, versions: 3_000_000);

    private static void Race(int slots, int readers, long versions)
    {
        var ring = new Ring(Enumerable.Range(0, slots).Select(_ => NewMessage()), stride: 1);
        var complaints = new string?[readers];
        var threads = Enumerable.Range(0, readers).Select(reader =>
        {
            var mark = ring.AddReader();
            return new Thread(() => complaints[reader] = reader % 2 == 0 ? ReadAll(ring, mark, versions, lag: slots - 1 - (reader / 2 % slots)) : ReadNewest(ring, mark, versions));
        }).ToArray();
        Array.ForEach(threads, t => t.Start());
        Write(ring, versions);
        Array.ForEach(threads, t => t.Join());
        Assert.All(complaints, Assert.Null);
    }

    private static void Write(Ring ring, long versions)
    {
        var values = new float[Batch * Units];
        for (var version = 0L; version < versions; version++)
        {
            var spinner = default(SpinWait);
            while (!ring.IsFree(version))
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }

            var slot = ring.Take(version, trial: version / 7);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (float)((version * 7919) + (i * 31)) % 65_521;
            }

            slot.VersionsRead[0] = Checksum(version, version / 7, values, values);
            slot.Rate.CopyFrom(values);
            slot.State!.CopyFrom(values);
            ring.Publish(version);
        }
    }

    /// <summary>Reads every version, and the oldest that it holds once more, just before it lets it go: the writer waits for that very slot.</summary>
    private static string? ReadAll(Ring ring, ReadMark mark, long versions, int lag)
    {
        string? complaint = null;
        for (var version = 0L; version < versions; version++)
        {
            Await(ring, version);
            complaint ??= Check(ring.Read(version), version, version);
            if (version >= lag)
            {
                complaint ??= Check(ring.Read(version - lag), version - lag, version - lag);
                mark.Needs = version - lag + 1;
            }
        }

        mark.Needs = versions;
        return complaint;
    }

    /// <summary>Reads the newest version that it finds, twice: others come while it reads.</summary>
    private static string? ReadNewest(Ring ring, ReadMark mark, long versions)
    {
        string? complaint = null;
        for (var version = 0L; version < versions - 1; mark.Needs = version + 1)
        {
            Await(ring, version + (version == 0 ? 0 : 1));
            version = ring.Watermark;
            var message = ring.Read(version);
            complaint ??= Check(message, version, version) ?? Check(message, version, version);
        }

        mark.Needs = versions;
        return complaint;
    }

    private static void Await(Ring ring, long version)
    {
        var spinner = default(SpinWait);
        while (ring.Watermark < version)
        {
            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }

    private static string? Check(Message message, long version, long expected)
    {
        var (rate, state) = (new float[Batch * Units], new float[Batch * Units]);
        message.Rate.CopyTo(rate);
        message.State!.CopyTo(state);
        return message.Version == expected && message.VersionsRead[0] == Checksum(message.Version, message.Trial, rate, state)
            ? null
            : $"version {version}: found version {message.Version} with another checksum than it was written with, or another version";
    }

    /// <summary>FNV-1a over all that a message holds.</summary>
    private static long Checksum(long version, long trial, float[] rate, float[] state)
    {
        var hash = 14695981039346656037UL;
        foreach (var word in (ReadOnlySpan<ulong>)[(ulong)version, (ulong)trial])
        {
            hash = (hash ^ word) * 1099511628211UL;
        }

        for (var i = 0; i < rate.Length; i++)
        {
            hash = (hash ^ BitConverter.SingleToUInt32Bits(rate[i])) * 1099511628211UL;
            hash = (hash ^ BitConverter.SingleToUInt32Bits(state[i])) * 1099511628211UL;
        }

        return (long)hash;
    }

    private static Message NewMessage() => new() { Rate = new PanelMatrix(Batch, Units), State = new PanelMatrix(Batch, Units), VersionsRead = new long[1] };
}
