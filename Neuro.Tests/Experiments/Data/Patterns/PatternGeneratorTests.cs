using Neuro.Experiments.Data;
using Neuro.Experiments.Data.Patterns;

namespace Neuro.Tests.Experiments.Data.Patterns;

/// <summary>Random patterns: as many as asked for, about the prototypes of their classes, and the same again.</summary>
public sealed class PatternGeneratorTests
{
    private static readonly PatternOptions Few = new() { Inputs = 60, Classes = 3, Train = 300, Test = 90, Noise = 0.1 };

    [Fact]
    public void Has_the_sizes_asked_for()
    {
        var set = PatternGenerator.Generate(Few);
        Assert.Equal((300, 6, 10, 3), (set.Train.Count, set.Train.Rows, set.Train.Columns, set.Train.Classes));
        Assert.Equal((90, 6, 10, 3), (set.Test.Count, set.Test.Rows, set.Test.Columns, set.Test.Classes));
        Assert.Equal([100, 100, 100], [set.Train.Labels.Count((byte)0), set.Train.Labels.Count((byte)1), set.Train.Labels.Count((byte)2)]);
        Assert.Equal((1, 7), (PatternGenerator.Generate(Few with { Inputs = 7 }).Train.Rows, PatternGenerator.Generate(Few with { Inputs = 7 }).Train.Columns));
    }

    [Fact]
    public void The_set_of_the_defaults_is_the_published_one()
    {
        Assert.True(DataChecker.Check(PatternGenerator.Info, new DataSetLocator("unused", _ => null)).Passed);
        Assert.Equal((14, 28), (PatternGenerator.Generate(new PatternOptions()).Train.Rows, PatternGenerator.Generate(new PatternOptions()).Train.Columns));
    }

    [Fact]
    public void The_seed_makes_another_set()
    {
        Assert.Equal(PatternGenerator.Generate(Few).Train.Pixels.ToArray(), PatternGenerator.Generate(Few).Train.Pixels.ToArray());
        Assert.NotEqual(PatternGenerator.Generate(Few).Train.Pixels.ToArray(), PatternGenerator.Generate(Few with { Seed = 1 }).Train.Pixels.ToArray());
    }

    /// <summary>Without noise all samples of a class are one; with it each differs, by about the noise where nothing is cut.</summary>
    [Fact]
    public void Samples_lie_about_the_prototypes_of_their_classes()
    {
        var bare = PatternGenerator.Generate(Few with { Noise = 0 });
        var noisy = PatternGenerator.Generate(Few);
        Assert.Equal(3, Enumerable.Range(0, bare.Train.Count).Select(i => Convert.ToHexString(bare.Train.Image(i))).Distinct().Count());
        Assert.Equal(bare.Train.Labels.ToArray(), noisy.Train.Labels.ToArray());
        Assert.Equal(390, Enumerable.Range(0, 300).Select(i => Convert.ToHexString(noisy.Train.Image(i))).Concat(Enumerable.Range(0, 90).Select(i => Convert.ToHexString(noisy.Test.Image(i)))).Distinct().Count());
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < noisy.Train.Count; i++)
        {
            for (var j = 0; j < 60; j++)
            {
                if (bare.Train.Image(i)[j] is > 80 and < 175)
                {
                    sum += Math.Pow((noisy.Train.Image(i)[j] - bare.Train.Image(i)[j]) / 255.0, 2);
                    count++;
                }
            }
        }

        Assert.Equal(0.1, Math.Sqrt(sum / count), 0.01);
    }
}
