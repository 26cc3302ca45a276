using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Dispatching;

namespace Neuro.Tests.Runtime.Dispatching;

/// <summary>Thousands of actors that wake one another without a pause. Every ring is counted: one whose wake-up was lost never ends, and the run is found stuck.</summary>
[Collection(ThreadedCollection.Name)]
public sealed class DispatchStressTests
{
    public static TheoryData<string, int> Graphs
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var graph in new[] { "ring", "random", "star", "pairs" })
            {
                for (var workers = 1; workers <= 4; workers++)
                {
                    data.Add(graph, workers);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void No_ring_is_lost_in_a_graph_of_thousands(string graph, int workers) => PassRings(graph, workers, relays: 2000, passes: 60, rounds: 2);

    /// <summary>Few actors: nearly every ring meets an actor that is just falling asleep, or in its turn.</summary>
    [Theory]
    [MemberData(nameof(Graphs))]
    public void No_ring_is_lost_among_a_few(string graph, int workers) => PassRings(graph, workers, relays: 6, passes: 200, rounds: 50);

    [Theory]
    [MemberData(nameof(Graphs))]
    [Trait("Category", "Long")]
    public void No_ring_is_lost_in_millions(string graph, int workers)
    {
        PassRings(graph, workers, relays: 5000, passes: 1000, rounds: 2);
        PassRings(graph, workers, relays: 6, passes: 20_000, rounds: 100);
    }

    /// <summary>Millions of control messages, told by actors on all workers: each sender's come in its order, none is lost, and none is received outside of a turn.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    public void Messages_that_are_told_arrive_in_the_order_of_each_sender(int workers, int senders) => Tell(workers, senders, each: 100_000);

    [Theory]
    [InlineData(2, 3)]
    [InlineData(4, 8)]
    [Trait("Category", "Long")]
    public void Millions_that_are_told_arrive_in_the_order_of_each_sender(int workers, int senders) => Tell(workers, senders, each: 2_000_000);

    private static void PassRings(string graph, int workers, int relays, int passes, int rounds)
    {
        using var pool = new WorkerPool(workers);
        for (var round = 0; round < rounds; round++)
        {
            var ended = new Relay.Counter();
            var all = Enumerable.Range(0, relays).Select(i => new Relay(passes, ended) { Dispatcher = pool, Home = i }).ToArray();
            Connect(all, graph, new Random(round));

            // Each is passed on until it meets an actor that has done its share.
            var rings = Math.Max(1, relays / 4);
            for (var i = 0; i < rings; i++)
            {
                all[i * relays / rings].Ring();
            }

            var stuck = false;
            pool.Drive(() => Interlocked.Read(ref ended.Value) == rings, () => stuck = true);
            Assert.False(stuck, $"{graph}, {workers} workers, round {round}: {rings - ended.Value} of {rings} rings were lost");
            Assert.All(all, relay => Assert.Equal((relay.Rung, false), (relay.Answered, relay.Overlapped)));
            Assert.Equal(rings + all.Sum(relay => (long)relay.Passed), all.Sum(relay => relay.Answered));
        }
    }

    private static void Connect(Relay[] all, string graph, Random random)
    {
        for (var i = 0; i < all.Length; i++)
        {
            all[i].Neighbours = graph switch
            {
                "ring" => [all[(i + 1) % all.Length]],
                "random" => [.. Enumerable.Range(0, 3).Select(_ => all[random.Next(all.Length)])],
                "star" => i == 0 ? all[1..] : [all[0]],
                _ => [all[i ^ 1]],
            };
        }
    }

    private static void Tell(int workers, int senders, int each)
    {
        using var pool = new WorkerPool(workers);
        var listener = new Listener { Dispatcher = pool };
        for (var i = 0; i < senders; i++)
        {
            new Teller($"{i}", listener, each) { Dispatcher = pool, Home = i }.Tell(Resume.Instance);
        }

        var stuck = false;
        pool.Drive(() => listener.Received == (long)senders * each, () => stuck = true);
        Assert.False(stuck, $"{((long)senders * each) - listener.Received} messages were lost");
        Assert.Null(listener.Complaint);
    }

    /// <summary>Tells a number of messages, some in each turn.</summary>
    private sealed class Teller(string name, Listener listener, int messages) : Actor
    {
        private const int Some = 50;
        private int _told;

        protected override void Receive(ControlMessage message) => Assert.IsType<Resume>(message);

        protected override bool Turn()
        {
            for (var end = Math.Min(_told + Some, messages); _told < end; _told++)
            {
                listener.Tell(new Finished(name, _told));
            }

            return _told < messages;
        }
    }

    private sealed class Listener : Actor
    {
        private readonly Dictionary<string, long> _next = new(StringComparer.Ordinal);
        private long _received;

        public long Received => Volatile.Read(ref _received);

        public string? Complaint { get; private set; }

        protected override void Receive(ControlMessage message)
        {
            var (sender, number) = (Finished)message;
            if (_next.GetValueOrDefault(sender) != number)
            {
                Complaint ??= $"sender {sender}: expected message {_next.GetValueOrDefault(sender)}, found {number}";
            }

            _next[sender] = number + 1;
            Volatile.Write(ref _received, _received + 1);
        }

        protected override bool Turn() => false;
    }
}
