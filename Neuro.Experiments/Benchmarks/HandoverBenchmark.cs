using System.Threading.Channels;
using System.Threading.Tasks.Dataflow;
using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.DataPlane;
using Neuro.Units.Messages;
using Neuro.Units.Tensors;

namespace Neuro.Experiments.Benchmarks;

/// <summary>What it costs to hand a message over: the rings and mailboxes of the runtime against channels and dataflow blocks.</summary>
/// <remarks>Each message carries its number, and the reader's sum of them is checked.</remarks>
internal sealed class HandoverBenchmark : IBenchmark
{
    private const int Messages = 1_000_000;
    private const int RoundTrips = 100_000;
    private const int Slots = 4;
    private const int Repeats = 9;

    public string Name => "handover";

    public string Summary => "handing a message over: data plane and control plane against System.Threading.Channels and TPL Dataflow";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        var channel = Measure("bounded channel", SameThreadChannel(Channel.CreateBounded<Message>(new BoundedChannelOptions(Slots) { SingleReader = true, SingleWriter = true })));
        var unbounded = Measure("unbounded channel", SameThreadChannel(Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true })));
        var ring = Measure("data plane (ring)", SameThreadRing());
        var block = Measure("dataflow buffer block", SameThreadBlock());
        var mailbox = Measure("control plane (mailbox)", SameThreadMailbox());
        var control = Measure("unbounded channel, several writers", SameThreadControlChannel());
        foreach (var (what, time, bytes) in new[] { ring, mailbox, channel, unbounded, control, block })
        {
            yield return new BenchmarkRow($"{what}, same thread, a message", time.Median, "ns", time.Low, time.High);
            yield return new BenchmarkRow($"{what}, allocated a message", bytes, "bytes", Goal: what == ring.What ? "0" : null, Met: what == ring.What ? bytes == 0 : null);
        }

        var best = Math.Min(channel.Time.Median, unbounded.Time.Median);
        yield return new BenchmarkRow("data plane / the faster channel, same thread", ring.Time.Median / best, "x", Goal: "<= 0.2 x", Met: ring.Time.Median / best <= 0.2);
        yield return new BenchmarkRow("control plane / channel, same thread", mailbox.Time.Median / control.Time.Median, "x", Goal: "<= 1 x", Met: mailbox.Time.Median <= control.Time.Median);
        var rings = Timing.Of(RingRoundTrips, Repeats, 0).Scaled(1e9 / RoundTrips);
        var channels = Timing.Of(ChannelRoundTrips, Repeats, 0).Scaled(1e9 / RoundTrips);
        yield return new BenchmarkRow("data plane, to another thread and back", rings.Median, "ns", rings.Low, rings.High);
        yield return new BenchmarkRow("bounded channels, to another thread and back", channels.Median, "ns", channels.Low, channels.High);
    }

    private static (string What, Timing Time, double Bytes) Measure(string what, Func<long> pass)
    {
        long Checked()
        {
            var sum = pass();
            return sum == (long)Messages * (Messages - 1) / 2 ? sum : throw new BenchmarkException($"{what}: the messages add up to {sum}, expected {(long)Messages * (Messages - 1) / 2}");
        }

        Checked();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Checked();
        var bytes = Math.Round((double)(GC.GetAllocatedBytesForCurrentThread() - before) / Messages, 2);
        return (what, Timing.Of(() => Checked(), Repeats, 0).Scaled(1e9 / Messages), bytes);
    }

    private static Func<long> SameThreadRing()
    {
        var ring = NewRing();
        var mark = ring.AddReader();
        long next = 0;
        return () =>
        {
            var sum = 0L;
            for (var end = next + Messages; next < end; next++)
            {
                if (!ring.IsFree(next))
                {
                    return -1;
                }

                ring.Take(next, trial: 0);
                ring.Publish(next);
                if (ring.Watermark >= next)
                {
                    sum += ring.Read(next).Version - (end - Messages);
                    mark.Needs = next + 1;
                }
            }

            return sum;
        };
    }

    private static Func<long> SameThreadChannel(Channel<Message> channel)
    {
        var messages = NewMessages();
        return () =>
        {
            var sum = 0L;
            for (var i = 0; i < Messages; i++)
            {
                var message = messages[i & (Slots - 1)];
                message.Version = i;
                if (channel.Writer.TryWrite(message) && channel.Reader.TryRead(out var read))
                {
                    sum += read.Version;
                }
            }

            return sum;
        };
    }

    private static Func<long> SameThreadBlock()
    {
        var block = new BufferBlock<Message>();
        var messages = NewMessages();
        return () =>
        {
            var sum = 0L;
            for (var i = 0; i < Messages; i++)
            {
                var message = messages[i & (Slots - 1)];
                message.Version = i;
                if (block.Post(message) && block.TryReceive(out var read))
                {
                    sum += read!.Version;
                }
            }

            return sum;
        };
    }

    private static Func<long> SameThreadMailbox()
    {
        var mailbox = new Mailbox();
        return () =>
        {
            var sum = 0L;
            for (var i = 0; i < Messages; i++)
            {
                mailbox.Post(Resume.Instance);
                sum += mailbox.TryTake(out var message) && ReferenceEquals(message, Resume.Instance) ? i : 0;
            }

            return sum;
        };
    }

    private static Func<long> SameThreadControlChannel()
    {
        var channel = Channel.CreateUnbounded<ControlMessage>(new UnboundedChannelOptions { SingleReader = true });
        return () =>
        {
            var sum = 0L;
            for (var i = 0; i < Messages; i++)
            {
                sum += channel.Writer.TryWrite(Resume.Instance) && channel.Reader.TryRead(out var message) && ReferenceEquals(message, Resume.Instance) ? i : 0;
            }

            return sum;
        };
    }

    /// <summary>Two threads that answer each other, each waiting in a loop.</summary>
    private static void RingRoundTrips()
    {
        var (there, back) = (NewRing(), NewRing());
        var (atThere, atBack) = (there.AddReader(), back.AddReader());
        var other = new Thread(() =>
        {
            for (var version = 0L; version < RoundTrips; version++)
            {
                while (there.Watermark < version)
                {
                    Thread.SpinWait(1);
                }

                back.Take(there.Read(version).Version, trial: 0);
                atThere.Needs = version + 1;
                back.Publish(version);
            }
        });
        other.Start();
        for (var version = 0L; version < RoundTrips; version++)
        {
            there.Take(version, trial: 0);
            there.Publish(version);
            while (back.Watermark < version)
            {
                Thread.SpinWait(1);
            }

            Check(back.Read(version).Version, version);
            atBack.Needs = version + 1;
        }

        other.Join();
    }

    private static void ChannelRoundTrips()
    {
        var options = new BoundedChannelOptions(Slots) { SingleReader = true, SingleWriter = true };
        var (there, back) = (Channel.CreateBounded<Message>(options), Channel.CreateBounded<Message>(options));
        var messages = NewMessages();
        var other = new Thread(() =>
        {
            for (var i = 0; i < RoundTrips; i++)
            {
                Message? message;
                while (!there.Reader.TryRead(out message))
                {
                    Thread.SpinWait(1);
                }

                back.Writer.TryWrite(message);
            }
        });
        other.Start();
        for (var i = 0; i < RoundTrips; i++)
        {
            var message = messages[i & (Slots - 1)];
            message.Version = i;
            there.Writer.TryWrite(message);
            while (!back.Reader.TryRead(out message))
            {
                Thread.SpinWait(1);
            }

            Check(message.Version, i);
        }

        other.Join();
    }

    private static void Check(long found, long expected)
    {
        if (found != expected)
        {
            throw new BenchmarkException($"message {found} came back, expected {expected}");
        }
    }

    private static Ring NewRing() => new(NewMessages(), stride: 1);

    private static Message[] NewMessages() => [.. Enumerable.Range(0, Slots).Select(_ => new Message { Rate = new PanelMatrix(1, 1) })];
}
