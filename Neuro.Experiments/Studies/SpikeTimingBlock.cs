using Neuro.Units.Randomness;

namespace Neuro.Experiments.Studies;

/// <summary>Runs blocks of simulated time, each from a stationary state of its own.</summary>
/// <param name="options">The protocol.</param>
internal sealed class SpikeTimingBlock(SpikeTimingOptions options)
{
    /// <summary>Steps whose random numbers are drawn at once.</summary>
    private const int Stretch = 1000;
    private const string Owner = "stdp";

    private readonly SmoothedNoise _noise = new(options.Correlation, options.Smoothing, options.Step);

    /// <summary>Runs a block.</summary>
    /// <param name="number">Its number.</param>
    public SpikeTimingSums Run(int number)
    {
        var key = new RandomKey(unchecked((ulong)options.Seed), Owner, "rate").ForSample(number);
        var (rates, before, after) = (new RandomStream(key), new RandomStream(key.ForStream("presynaptic")), new RandomStream(key.ForStream("postsynaptic")));
        var (normals, chancesBefore, chancesAfter) = (new float[2 * Stretch], new float[Stretch], new float[Stretch]);
        var (pre, post) = (new List<(int Step, double Slope)>(), new List<int>());
        var chance = options.Chance(options.PreRate);
        var state = _noise.Begin(rates.Normal(0), rates.Normal(1));
        for (var start = 0; start < SpikeTimingOptions.BlockSteps; start += Stretch)
        {
            rates.FillNormal(normals, 2 * (start + 1));
            before.FillUniform(chancesBefore, 0, 1, start);
            after.FillUniform(chancesAfter, 0, 1, start);
            for (var i = 0; i < Stretch; i++)
            {
                if (chancesBefore[i] < chance)
                {
                    pre.Add((start + i, options.Amplitude * _noise.Slope(state)));
                }

                if (chancesAfter[i] < options.Chance(options.Rate + (options.Amplitude * _noise.Value(state))))
                {
                    post.Add(start + i);
                }

                state = _noise.Next(state, normals[2 * i], normals[(2 * i) + 1]);
            }
        }

        return Pair(pre, post);
    }

    private SpikeTimingSums Pair(List<(int Step, double Slope)> pre, List<int> post)
    {
        var (slopes, pairs) = (new double[options.Bins], new int[options.Bins]);
        var largest = options.LargestLag;
        var first = 0;
        foreach (var (step, slope) in pre)
        {
            while (first < post.Count && post[first] < step - largest)
            {
                first++;
            }

            for (var at = first; at < post.Count && post[at] <= step + largest; at++)
            {
                var bin = (post[at] - step + largest) / options.BinSteps;
                slopes[bin] += slope;
                pairs[bin]++;
            }
        }

        return new SpikeTimingSums(slopes, pairs, pre.Count, post.Count);
    }
}
