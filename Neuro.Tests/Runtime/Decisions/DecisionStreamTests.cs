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

        Assert.Equal(decisions.Select(d => (long)d), Taken(Filled(decisions.Select(d => (long)d))));
    }

    [Fact]
    public void Going_on_after_it_was_taken_out_begins_anew()
    {
        var stream = new DecisionStream();
        for (var i = 0; i < 100; i++)
        {
            stream.Add(i / 10);
            var runs = new List<DecisionRun>();
            stream.Take(port: 7, first: 1000 + i, runs);
            Assert.Equal([new DecisionRun(7, 1000 + i, 1, i / 10)], runs);
            Assert.Equal(0, stream.Count);
        }
    }

    [Fact]
    public void Equal_decisions_are_one_run()
    {
        var runs = new List<DecisionRun>();
        Filled(Enumerable.Repeat(0L, 1_000_000).Append(1)).Take(3, 5, runs);
        Assert.Equal([new DecisionRun(3, 5, 1_000_000, 0), new DecisionRun(3, 1_000_005, 1, 1)], runs);
    }

    /// <summary>Without slack any version may have been read.</summary>
    [Fact]
    public void Large_decisions_come_out()
    {
        long[] decisions = [0, 1, -1, 3, -4, 63, 64, 1_000_000, -1_000_000, 1L << 40, -(1L << 40)];
        Assert.Equal(decisions, Taken(Filled(decisions)));
    }

    /// <summary>A reader that drifts away from its sender, as where nobody waits: large decisions that change a little.</summary>
    [Fact]
    public void Drifting_decisions_come_out()
    {
        var random = new Random(2);
        var decisions = new long[20_000];
        for (var i = 1; i < decisions.Length; i++)
        {
            decisions[i] = decisions[i - 1] + random.Next(-2, 4);
        }

        Assert.Equal(decisions, Taken(Filled(decisions)));
    }

    /// <summary>Each as it is asked for, in any order, and equal neighbours of two batches as one run.</summary>
    [Fact]
    public void Decisions_are_found_in_any_order()
    {
        var random = new Random(3);
        var decisions = Enumerable.Range(0, 2000).Select(_ => (long)random.Next(-2, 3)).ToList();
        var builder = new DecisionRunsBuilder();
        foreach (var decision in decisions)
        {
            builder.Add(1, decision);
        }

        var runs = builder.Build();
        Assert.Equal(2000, runs.Count);
        for (var i = 0; i < 10_000; i++)
        {
            var number = random.Next(2) == 0 ? random.Next(2000) : i % 2000;
            Assert.Equal(decisions[number], runs[number]);
        }
    }

    private static DecisionStream Filled(IEnumerable<long> decisions)
    {
        var stream = new DecisionStream();
        foreach (var decision in decisions)
        {
            stream.Add(decision);
        }

        return stream;
    }

    private static List<long> Taken(DecisionStream stream)
    {
        var runs = new List<DecisionRun>();
        stream.Take(0, 0, runs);
        var all = new List<long>();
        foreach (var run in runs)
        {
            Assert.Equal(all.Count, run.First);
            all.AddRange(Enumerable.Repeat(run.Offset, (int)run.Count));
        }

        return all;
    }
}
