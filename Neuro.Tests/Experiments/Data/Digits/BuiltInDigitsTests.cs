using Neuro.Experiments.Data;
using Neuro.Experiments.Data.Digits;

namespace Neuro.Tests.Experiments.Data.Digits;

public sealed class BuiltInDigitsTests
{
    private static readonly DataSet Digits = BuiltInDigits.Load();

    [Fact]
    public void Has_the_sizes_that_the_catalogue_says()
    {
        Assert.Equal((10000, 28, 28, 10), (Digits.Train.Count, Digits.Train.Rows, Digits.Train.Columns, Digits.Train.Classes));
        Assert.Equal((2000, 28, 28, 10), (Digits.Test.Count, Digits.Test.Rows, Digits.Test.Columns, Digits.Test.Classes));
        Assert.Same(Digits, BuiltInDigits.Load());
    }

    /// <summary>The checksums were taken with another program from the bytes of the first machine: here they must come out again.</summary>
    [Fact]
    public void Is_the_published_data_set_to_the_last_bit()
    {
        Assert.True(Digits.Verified, string.Join(Environment.NewLine, Digits.Checksums));
        Assert.True(DataChecker.Check(BuiltInDigits.Info, new DataSetLocator("unused", _ => null)).Passed);
    }

    [Fact]
    public void Classes_are_balanced()
    {
        for (byte c = 0; c < 10; c++)
        {
            Assert.Equal(1000, Digits.Train.Labels.Count(c));
            Assert.Equal(200, Digits.Test.Labels.Count(c));
        }
    }

    [Fact]
    public void No_two_images_are_the_same()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in new[] { Digits.Train, Digits.Test })
        {
            for (var i = 0; i < set.Count; i++)
            {
                Assert.True(seen.Add(Convert.ToBase64String(set.Image(i))), $"{set.Name} {i}");
            }
        }
    }

    [Fact]
    public void An_image_depends_on_seed_part_and_index_only()
    {
        var style = new DigitStyle();
        var few = DigitGenerator.Generate("few", 5, part: 0, 10, style);
        var again = DigitGenerator.Generate("again", 5, part: 0, 10, style);
        var other = DigitGenerator.Generate("other", 6, part: 0, 10, style);
        Assert.Equal(few.Pixels.ToArray(), again.Pixels.ToArray());
        Assert.NotEqual(few.Pixels.ToArray(), other.Pixels.ToArray());
    }

    [Fact]
    public void Every_image_holds_ink_on_a_dark_ground()
    {
        foreach (var set in new[] { Digits.Train, Digits.Test })
        {
            for (var i = 0; i < set.Count; i++)
            {
                var inked = 0;
                foreach (var pixel in set.Image(i))
                {
                    inked += pixel > 100 ? 1 : 0;
                }

                Assert.InRange(inked, 15, 28 * 28 / 2);
            }
        }
    }

    /// <summary>
    /// The data set is for networks that need their hidden layers: a linear read-out learns much of it, and stays below 92 %.
    /// The lower bound shows that the regression did learn.
    /// </summary>
    [Fact]
    public void A_linear_read_out_stays_below_92_per_cent()
    {
        var regression = new SoftmaxRegression(28 * 28, 10);
        for (var epoch = 0; epoch < 6; epoch++)
        {
            regression.Train(Digits.Train, rate: 0.02f / (1 + epoch));
        }

        Assert.InRange(regression.Accuracy(Digits.Test), 84, 92);
    }
}
