using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Data;

/// <summary>Data sets that follow from keys: sizes, ranges, seeds, and targets without a mean.</summary>
public sealed class TeacherDataTests
{
    private static readonly TeacherOptions Options = new() { Inputs = 7, Hidden = 5, Outputs = 3, Train = 4000, Test = 40, InputGain = 2, OutputGain = 3 };

    [Fact]
    public void Sizes_are_those_asked_for()
    {
        var data = DataSetLoader.Load("teacher", null, _ => null, Options);
        Assert.Equal((1, 7, 3, 4000), (data.Train.Rows, data.Train.Columns, data.Train.Classes, data.Train.Count));
        Assert.Equal(40, data.Test.Count);
        Assert.Equal((-1f, 1f), (data.Train.InputLow, data.Train.InputHigh));
        Assert.True(data.Train.HasTargets);
        Assert.Equal(4000 * 3, data.Train.Targets.Length);
        Assert.Equal(0, data.Train.Pixels.ToArray().Min());
        Assert.Equal(255, data.Train.Pixels.ToArray().Max());
        Assert.Equal(30, DataSetLoader.Load("teacher", null, _ => null).Train.PixelsPerImage);
    }

    /// <summary>Antisymmetric in symmetric inputs, so without a mean; never beyond what all weights of one sign could bring.</summary>
    [Fact]
    public void Targets_have_no_mean_and_a_bound()
    {
        var targets = DataSetLoader.Load("teacher", null, _ => null, Options).Train.Targets.ToArray();
        for (var unit = 0; unit < 3; unit++)
        {
            var own = targets.Where((_, i) => i % 3 == unit).ToArray();
            var deviation = Math.Sqrt(own.Sum(t => (double)t * t) / own.Length);
            Assert.True(deviation > 0.1);
            Assert.Equal(0, own.Average(), 5 * deviation / Math.Sqrt(own.Length));
            Assert.All(own, t => Assert.InRange(t, -3 * 5 * 0.5, 3 * 5 * 0.5));
        }
    }

    [Fact]
    public void A_gain_of_the_outputs_multiplies_targets()
    {
        var once = DataSetLoader.Load("teacher", null, _ => null, Options with { OutputGain = 1 }).Train.Targets.ToArray();
        var thrice = DataSetLoader.Load("teacher", null, _ => null, Options).Train.Targets.ToArray();
        Assert.All(once.Zip(thrice), pair => Assert.Equal(3 * pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Seeds_make_the_same_again_and_others_others()
    {
        var one = DataSetLoader.Load("teacher", null, _ => null, Options);
        Assert.Equal(one.Checksums, DataSetLoader.Load("teacher", null, _ => null, Options).Checksums);
        var other = DataSetLoader.Load("teacher", null, _ => null, Options with { Seed = 2 });
        Assert.NotEqual(one.Checksums[0], other.Checksums[0]);
        Assert.NotEqual(one.Checksums[1], other.Checksums[1]);
        Assert.NotEqual(one.Train.Target(0).ToArray(), one.Test.Target(0).ToArray());
        Assert.Equal("no samples of its own", DataSetLoader.Load("teacher", null, _ => null, Options with { Test = 0 }) is { } same && ReferenceEquals(same.Train, same.Test) ? "no samples of its own" : "others");
    }

    [Fact]
    public void Bars_are_eight_patterns_of_three_classes()
    {
        var bars = DataSetLoader.Load("bars", null, _ => null).Train;
        Assert.Equal((8, 3, 3, 3), (bars.Count, bars.Rows, bars.Columns, bars.Classes));
        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal(3, bars.Image(i).ToArray().Count(pixel => pixel == 255)));
        Assert.Equal([3, 3, 2], bars.Labels.ToArray().GroupBy(label => label).OrderBy(group => group.Key).Select(group => group.Count()));
        Assert.Equal(8, Enumerable.Range(0, 8).Select(i => Convert.ToHexString(bars.Image(i))).Distinct().Count());
        Assert.False(bars.HasTargets);
    }

    [Fact]
    public void Slices_keep_targets_and_range()
    {
        var train = DataSetLoader.Load("teacher", null, _ => null, Options).Train;
        var slice = train.Slice("slice", 10, 5);
        Assert.Equal(train.Target(12).ToArray(), slice.Target(2).ToArray());
        Assert.Equal((-1f, 1f), (slice.InputLow, slice.InputHigh));
    }

    [Fact]
    public void What_is_wrong_is_refused()
    {
        var plain = new ImageSet("plain", 1, 2, 3, new byte[4], new byte[2]);
        Assert.Contains("expected 6 targets", Assert.Throws<ArgumentException>(() => plain.WithTargets(new float[5])).Message, StringComparison.Ordinal);
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => plain.WithTargets(new[] { 0f, 0f, float.NaN, 0f, 0f, 0f })).Message, StringComparison.Ordinal);
        Assert.Contains("finite range", Assert.Throws<ArgumentException>(() => plain.WithInputs(1, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => plain.Target(0).Length);
        var other = plain.WithTargets(new float[6]);
        Assert.Contains("3 targets", Assert.Throws<DataException>(() => new DataSet("both", other, plain, [], false, "here")).Message, StringComparison.Ordinal);
    }
}
