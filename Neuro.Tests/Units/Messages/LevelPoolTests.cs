using Neuro.Tests.Oracles;
using Neuro.Units.Messages;
using Neuro.Units.Snapshots;
using Neuro.Units.Tensors;

namespace Neuro.Tests.Units.Messages;

/// <summary>Messages that share memory say what messages with memory of their own would say, whatever is repeated and rewritten in whichever order.</summary>
public sealed class LevelPoolTests
{
    private static readonly PanelRange Whole = PanelRange.Whole(new PanelLayout(3));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Nothing_said_is_changed_by_what_is_said_elsewhere(ulong seed)
    {
        var draws = new TestDraws(seed);
        var pool = new LevelPool();
        var messages = Enumerable.Range(0, 5).Select(_ => Lent(pool)).ToArray();
        var expected = new float[messages.Length];
        for (var i = 1; i <= 2_000; i++)
        {
            var to = draws.Below(messages.Length);
            var from = draws.Below(messages.Length);
            switch (draws.Below(3))
            {
                case 0:
                    messages[to].Repeat(messages[from], Whole);
                    expected[to] = expected[from];
                    break;
                case 1:
                    messages[to].Claim();
                    Write(messages[to], i);
                    expected[to] = i;
                    break;
                default:
                    messages[to].VisitState(new Restorer(i), Whole);
                    expected[to] = i;
                    break;
            }

            for (var m = 0; m < messages.Length; m++)
            {
                Assert.Equal(expected[m], messages[m].Rate[0, 1]);
                Assert.Equal(-expected[m], messages[m].State![1, 2]);
            }
        }
    }

    [Fact]
    public void A_message_that_repeats_another_copies_nothing()
    {
        var pool = new LevelPool();
        var (a, b) = (Lent(pool), Lent(pool));
        b.Repeat(a, Whole);
        Assert.Same(a.Rate, b.Rate);
        Assert.Same(a.State, b.State);
    }

    [Fact]
    public void A_message_without_a_pool_copies()
    {
        var (a, b) = (Fresh(), Fresh());
        Write(a, 3);
        b.Repeat(a, Whole);
        b.Claim();
        Write(a, 4);
        Assert.Equal((3f, -3f), (b.Rate[0, 1], b.State![1, 2]));
    }

    [Fact]
    public void Memory_comes_back_once_nobody_says_it()
    {
        var pool = new LevelPool();
        var (a, b) = (Lent(pool), Lent(pool));
        var all = new HashSet<PanelMatrix> { a.Rate, b.Rate };
        for (var i = 0; i < 10; i++)
        {
            b.Repeat(a, Whole);
            a.Claim();
            a.Repeat(b, Whole);
            b.Claim();
            Assert.NotSame(a.Rate, b.Rate);
            Assert.Contains(a.Rate, all);
            Assert.Contains(b.Rate, all);
        }
    }

    private static Message Fresh() => new() { Rate = new PanelMatrix(2, 3), State = new PanelMatrix(2, 3) };

    private static Message Lent(LevelPool pool)
    {
        var message = Fresh();
        pool.Add(message);
        return message;
    }

    private static void Write(Message message, float value)
    {
        message.Rate[0, 1] = value;
        message.State![1, 2] = -value;
    }

    /// <summary>Puts one value back.</summary>
    private sealed class Restorer(float value) : StateVisitor
    {
        public override bool IsRestoring => true;

        public override bool VisitsShards => false;

        public override void Enter(string kind, string name, int part = 0)
        {
        }

        public override void Number(string name, ref long value)
        {
        }

        public override void Matrix(string name, PanelMatrix matrix, PanelRange range)
        {
            if (name == "rate")
            {
                matrix[0, 1] = value;
            }
            else
            {
                matrix[1, 2] = -value;
            }
        }

        public override void Weights(string name, WeightMatrix weights) => throw new InvalidOperationException("expected no weights in a message");
    }
}
