using Neuro.Runtime.Decisions;

namespace Neuro.Tests.Runtime.Decisions;

public sealed class DecisionStreamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_goes_in_comes_out(int seed)
    {
        var random = new Random(seed);
        var decisions = new List<sbyte>();
        while (decisions.Count < 20_000)
        {
            // Runs on both sides of the lengths and decisions that fit one byte.
            var decision = (sbyte)(random.Next(2) == 0 ? random.Next(-4, 5) : random.Next(-127, 128));
            var run = random.Next(4) switch { 0 => 1, 1 => random.Next(1, 5), 2 => random.Next(30, 35), _ => random.Next(100, 400) };
            decisions.AddRange(Enumerable.Repeat(decision, run));
        }

        Assert.Equal(decisions.Select(d => (long)d), All(DecisionStream.Decode(Encode(decisions), decisions.Count, 127, "stream")));
    }

    [Fact]
    public void Going_on_after_it_was_read_changes_nothing()
    {
        var stream = new DecisionStream();
        for (var i = 0; i < 100; i++)
        {
            stream.Add(i / 10);
            _ = stream.Encoded();
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)(i / 10)), All(DecisionStream.Decode(stream.Encoded(), 100, 9, "stream")));
    }

    [Fact]
    public void Lockstep_and_races_are_small()
    {
        Assert.InRange(Encode(Enumerable.Repeat((sbyte)0, 1_000_000)).Length, 1, 5);
        var random = new Random(1);
        Assert.True(Encode(Enumerable.Range(0, 10_000).Select(_ => (sbyte)random.Next(-3, 3))).Length <= 10_000, "more than a byte for a choice");
    }

    /// <summary>Whatever the bytes are: decisions, or an error that says so.</summary>
    [Fact]
    public void Mutated_bytes_are_decoded_or_refused()
    {
        var random = new Random(1);
        var bytes = Encode(Enumerable.Range(0, 500).Select(_ => (sbyte)random.Next(-60, 60)));
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var mutated = bytes[..random.Next(bytes.Length + 1)];
            for (var change = random.Next(4); change > 0 && mutated.Length > 0; change--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            try
            {
                Assert.Equal(500, DecisionStream.Decode(mutated, 500, 60, "stream").Count);
            }
            catch (DecisionLogException e)
            {
                Assert.Contains("expected", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 10_000, 20_000);
    }

    /// <summary>Without slack any version may have been read.</summary>
    [Fact]
    public void Large_decisions_come_out()
    {
        var stream = new DecisionStream();
        var decisions = new[] { 0, 1, -1, 3, -4, 63, 64, 1_000_000, -1_000_000, 1L << 40, -(1L << 40) };
        foreach (var decision in decisions)
        {
            stream.Add(decision);
        }

        Assert.Equal(decisions, All(DecisionStream.Decode(stream.Encoded(), decisions.Length, null, "stream")));
    }

    /// <summary>A reader that drifts away from its sender, as where nobody waits: large decisions that change a little.</summary>
    [Fact]
    public void Drifting_decisions_are_small()
    {
        var random = new Random(2);
        var stream = new DecisionStream();
        var decisions = new long[20_000];
        for (var i = 1; i < decisions.Length; i++)
        {
            decisions[i] = decisions[i - 1] + random.Next(-2, 4);
        }

        foreach (var decision in decisions)
        {
            stream.Add(decision);
        }

        Assert.True(stream.Encoded().Length <= 1.1 * decisions.Length, $"{stream.Encoded().Length} bytes for {decisions.Length} choices");
        Assert.Equal(decisions, All(DecisionStream.Decode(stream.Encoded(), decisions.Length, null, "stream")));
    }

    /// <summary>Each as it is asked for, in any order.</summary>
    [Fact]
    public void Decisions_are_found_in_any_order()
    {
        var random = new Random(3);
        var decisions = Enumerable.Range(0, 2000).Select(_ => (sbyte)random.Next(-2, 3)).ToList();
        var runs = DecisionStream.Decode(Encode(decisions), decisions.Count, 2, "stream");
        for (var i = 0; i < 10_000; i++)
        {
            var number = random.Next(2) == 0 ? random.Next(2000) : i % 2000;
            Assert.Equal(decisions[number], runs[number]);
        }
    }

    private static IEnumerable<long> All(DecisionRuns runs) => Enumerable.Range(0, (int)runs.Count).Select(i => runs[i]);

    private static byte[] Encode(IEnumerable<sbyte> decisions)
    {
        var stream = new DecisionStream();
        foreach (var decision in decisions)
        {
            stream.Add(decision);
        }

        return stream.Encoded().ToArray();
    }
}
