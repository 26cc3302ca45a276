using Neuro.Runtime.DataPlane;
using Neuro.Runtime.Dispatching;
using Neuro.Runtime.Schedules;
using Neuro.Units.Messages;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Runtime.Dispatching;

/// <summary>Readers of senders that overwrite: what they hold stays as it is, although nobody waits for them.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class PortReaderTests
{
    private const int Units = 40;
    private static readonly TrialWindow Forever = new(0, long.MaxValue);

    /// <summary>One writer that never waits, readers that hold what they have read for a while, in an order that a seed decides.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void What_is_held_is_never_overwritten(int readers)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (ring, ports) = Ring(readers);
            var all = ports.Select(port => new PortReader(Infinite(), [port], 1, null)).ToArray();
            var said = 0L;
            Say(ring, said);
            for (var i = 0; i < 200; i++)
            {
                var who = random.Next(readers + 1);
                if (who < readers)
                {
                    Assert.Null(all[who].Choose(version: 1, Forever));
                    Assert.Equal(said, ports[who].Chosen);
                }
                else
                {
                    Say(ring, ++said);
                }

                Assert.All(ports.Where(port => port.Message is not null), port => Assert.True(IsWhole(port.Message, port.Chosen), $"seed {seed}: version {port.Chosen} was overwritten"));
            }
        }
    }

    /// <summary>The same on threads that really race.</summary>
    [Fact]
    public void No_message_is_torn()
    {
        const int Versions = 60_000;
        var (ring, ports) = Ring(2);
        Say(ring, 0);
        var torn = 0;
        var ended = false;
        var threads = ports.Select(port => new Thread(() =>
        {
            var reader = new PortReader(Infinite(), [port], 1, null);
            while (!Volatile.Read(ref ended))
            {
                reader.Choose(version: 1, Forever);
                for (var look = 0; look < 3; look++)
                {
                    if (!IsWhole(port.Message, port.Chosen))
                    {
                        Interlocked.Increment(ref torn);
                    }
                }
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        for (var version = 1L; version <= Versions; version++)
        {
            Say(ring, version);
        }

        Volatile.Write(ref ended, true);
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(0, torn);
    }

    /// <summary>Two senders: a choice at which one of them has run on by more than its ring holds is made anew.</summary>
    [Fact]
    public void A_choice_is_one_snapshot()
    {
        var (first, one) = Ring(1);
        var (second, other) = Ring(1);
        Say(first, 0);
        Say(second, 0);
        var schedule = new RunningOn(Infinite(), () =>
        {
            for (var version = 1; version <= 20; version++)
            {
                Say(first, version);
            }
        });
        var reader = new PortReader(schedule, [one[0], Second(other[0])], 2, null);
        Assert.Null(reader.Choose(version: 1, Forever));
        Assert.Equal((20, 0), (one[0].Chosen, reader.Of(1).Version));
        Assert.True(IsWhole(reader.Of(0), 20));
    }

    private static InputPort Second(InputPort port) => Port(port.Ring, input: 1);

    private static (Ring Ring, InputPort[] Ports) Ring(int readers)
    {
        var ring = new Ring(Enumerable.Range(0, 4).Select(_ => Message()), stride: 1);
        var ports = Enumerable.Range(0, readers).Select(_ => Port(ring, input: 0)).ToArray();
        ring.Overwrite(_ => Message());
        return (ring, ports);
    }

    private static InputPort Port(Ring ring, int input) => new()
    {
        Projection = new ProjectionSpec($"p{input}", "a", "b", Neuro.Units.Specification.Port.Basal),
        Index = input,
        Number = input,
        Part = 0,
        Input = input,
        Sender = new PanelRange(0, 2),
        Decisions = null,
        IsClamped = false,
        StaysInTrial = false,
        Ring = ring,
        Mark = ring.AddReader(),
        PartnerPort = -1,
        Partner = null,
        PartnerIndex = -1,
    };

    private static LiveSchedule Infinite() => new(slack: null, stepsPerTrial: 1, trialBarrier: false);

    private static void Say(Ring ring, long version)
    {
        var slot = ring.Take(version, trial: 0);
        for (var unit = 0; unit < Units; unit++)
        {
            slot.Rate[0, unit] = version;
        }

        ring.Publish(version);
    }

    private static bool IsWhole(Message message, long version)
    {
        var whole = message.Version == version;
        for (var unit = 0; unit < Units; unit++)
        {
            whole &= message.Rate[0, unit].Equals((float)version);
        }

        return whole;
    }

    private static Message Message() => new() { Rate = new PanelMatrix(1, Units) };

    /// <summary>Lets something happen once, right after the first choice.</summary>
    private sealed class RunningOn(LiveSchedule schedule, Action happen) : IReadSchedule
    {
        private bool _happened;

        public string Name => schedule.Name;

        public bool IsDeterministic => false;

        public bool HasTrialBarrier => false;

        public bool SkipsUnread => true;

        public bool Overwrites => true;

        public bool TryChoose(in ReadRequest read, long watermark, out long version)
        {
            var chosen = schedule.TryChoose(read, watermark, out version);
            if (!_happened)
            {
                _happened = true;
                happen();
            }

            return chosen;
        }

        public long OldestNeeded(in ReadRequest read) => schedule.OldestNeeded(read);

        public int VersionsKept(int projection, int delay) => schedule.VersionsKept(projection, delay);
    }
}
