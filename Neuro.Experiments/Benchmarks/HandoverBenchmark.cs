using System.Threading.Channels;
using System.Threading.Tasks.Dataflow;
using Neuro.Experiments.Benchmarks.Handover;
using Neuro.Runtime.ControlPlane;
using Neuro.Units.Messages;

namespace Neuro.Experiments.Benchmarks;

/// <summary>What it costs to hand a message over: the rings and mailboxes of the runtime against channels and dataflow blocks.</summary>
/// <remarks>Each message carries a number; what arrives is checked in every pass.</remarks>
internal sealed class HandoverBenchmark : IBenchmark
{
    private const int Repeats = 9;

    public string Name => "handover";

    public string Summary => "handing a message over: data plane and control plane against System.Threading.Channels and TPL Dataflow";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        Way[] data =
        [
            Way.Of("data plane (ring)", () => new RingHandover()),
            Way.Of("bounded channel", () => Channel(Bounded<Message>(), new DataParcel())),
            Way.Of("unbounded channel, one writer", () => Channel(Unbounded<Message>(oneWriter: true), new DataParcel())),
            Way.Of("dataflow buffer block", () => new BlockHandover<Message, DataParcel>(new BufferBlock<Message>(), new DataParcel())),
        ];
        Way[] control =
        [
            Way.Of("control plane (mailbox)", () => new MailboxHandover()),
            Way.Of("unbounded channel, several writers", () => Channel(Unbounded<ControlMessage>(oneWriter: false), new ControlParcel())),
            Way.Of("dataflow buffer block, control messages", () => new BlockHandover<ControlMessage, ControlParcel>(new BufferBlock<ControlMessage>(), new ControlParcel())),
        ];
        foreach (var way in data.Concat(control))
        {
            foreach (var row in Rows(way, wantsNone: way == data[0]))
            {
                yield return row;
            }
        }

        // The fastest channel is that to which the ratio is largest.
        foreach (var (same, place) in new[] { (true, "same worker"), (false, "other worker") })
        {
            yield return Ratio($"data plane / the faster channel, {place}", data[0], data[1..3], same, same ? 0.2 : null);
            yield return Ratio($"data plane / dataflow, {place}", data[0], data[3..], same, null);
            yield return Ratio($"control plane / channel, {place}", control[0], control[1..2], same, same ? 1 : null);
            yield return Ratio($"control plane / dataflow, {place}", control[0], control[2..], same, null);
        }
    }

    private static IEnumerable<BenchmarkRow> Rows(Way way, bool wantsNone)
    {
        foreach (var (make, place, factor) in new[] { (way.Same, "same worker, a message", 1.0), (way.Other, "to another worker and back", 2.0) })
        {
            var pass = make();
            using var disposable = pass as IDisposable;
            pass.Run();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            pass.Run();
            var bytes = Math.Round((double)(GC.GetTotalAllocatedBytes(precise: true) - before) / pass.Messages, 2);
            var time = Timing.Of(pass.Run, Repeats, 0).Scaled(factor * 1e9 / pass.Messages);
            yield return new BenchmarkRow($"{way.Name}, {place}", time.Median, "ns", time.Low, time.High);
            yield return new BenchmarkRow("  allocated a message", bytes, "bytes", Goal: wantsNone ? "0" : null, Met: wantsNone ? bytes == 0 : null);
        }
    }

    private static BenchmarkRow Ratio(string what, Way way, Way[] others, bool same, double? goal)
    {
        var ratio = others.Select(other =>
        {
            var (first, second) = same ? (way.Same(), other.Same()) : (way.Other(), other.Other());
            using var one = first as IDisposable;
            using var two = second as IDisposable;
            return Timing.InTurn(first.Run, second.Run, Repeats).Ratio;
        }).MaxBy(timing => timing.Median)!;
        return new BenchmarkRow(what, ratio.Median, "x", ratio.Low, ratio.High, goal is null ? null : $"<= {goal} x", goal is null ? null : ratio.Median <= goal);
    }

    private static ChannelHandover<T, TParcel> Channel<T, TParcel>(Channel<T> channel, TParcel parcel)
        where TParcel : struct, IParcel<T> => new(channel, parcel);

    private static Channel<T> Bounded<T>() =>
        System.Threading.Channels.Channel.CreateBounded<T>(new BoundedChannelOptions(Numbers.Slots) { SingleReader = true, SingleWriter = true });

    private static Channel<T> Unbounded<T>(bool oneWriter) =>
        System.Threading.Channels.Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = oneWriter });

    /// <summary>One way of handing over, on one worker and between two.</summary>
    private sealed record Way(string Name, Func<IPass> Same, Func<IPass> Other)
    {
        public static Way Of<T>(string name, Func<T> make)
            where T : struct, IHandover => new(name, () => new SameWorker<T>(make()), () => new OtherWorker<T>(make(), make()));
    }
}
