using System.Diagnostics;

namespace Neuro.Experiments.Benchmarks;

/// <summary>Seconds of one thing over several repeats; the warm-up is thrown away.</summary>
internal sealed class Timing
{
    private readonly double[] _sorted;

    private Timing(double[] seconds) => _sorted = [.. seconds.Order()];

    public double Median => _sorted[_sorted.Length / 2];

    public double Low => _sorted[0];

    public double High => _sorted[^1];

    /// <summary>The same, each repeat times a factor.</summary>
    public Timing Scaled(double factor) => new([.. _sorted.Select(seconds => seconds * factor)]);

    /// <summary>Times one action, several calls to a repeat so that a repeat is long enough for the clock.</summary>
    public static Timing Of(Action action, int repeats = 15, double secondsPerRepeat = 0.02)
    {
        action();
        var calls = 1;
        for (; ; calls *= 2)
        {
            if (Run(action, calls) > secondsPerRepeat)
            {
                break;
            }
        }

        var seconds = new double[repeats];
        for (var i = 0; i < repeats; i++)
        {
            seconds[i] = Run(action, calls) / calls;
        }

        return new Timing(seconds);
    }

    /// <summary>Times two actions in turn, so that a drift of the machine's speed meets both; gives the ratio pair by pair, too.</summary>
    public static (Timing First, Timing Second, Timing Ratio) InTurn(Action first, Action second, int repeats)
    {
        first();
        second();
        var a = new double[repeats];
        var b = new double[repeats];
        var ratio = new double[repeats];
        for (var i = 0; i < repeats; i++)
        {
            a[i] = Run(first, 1);
            b[i] = Run(second, 1);
            ratio[i] = a[i] / b[i];
        }

        return (new Timing(a), new Timing(b), new Timing(ratio));
    }

    private static double Run(Action action, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
