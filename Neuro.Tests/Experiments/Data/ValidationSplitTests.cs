using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Data;

public sealed class ValidationSplitTests
{
    private static readonly ImageSet Train = new("d/train", 1, 1, 10, new byte[] { 10, 11, 12, 13, 14 }, new byte[] { 0, 1, 2, 3, 4 });

    [Fact]
    public void Sets_the_last_images_aside_in_file_order()
    {
        var split = ValidationSplit.Of(Train, 2);
        Assert.Equal([10, 11, 12], split.Train.Pixels.ToArray());
        Assert.Equal([0, 1, 2], split.Train.Labels.ToArray());
        Assert.Equal([13, 14], split.Validation!.Pixels.ToArray());
        Assert.Equal([3, 4], split.Validation.Labels.ToArray());
        Assert.Equal(("d/train", "d/train/validation"), (split.Train.Name, split.Validation.Name));
    }

    [Fact]
    public void None_leaves_the_part_as_it_is()
    {
        var split = ValidationSplit.Of(Train, 0);
        Assert.Same(Train, split.Train);
        Assert.Null(split.Validation);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(int.MaxValue)]
    public void A_count_that_leaves_nothing_to_learn_from_is_refused(int count)
    {
        var e = Assert.Throws<DataException>(() => ValidationSplit.Of(Train, count));
        Assert.Equal($"d/train: images for validation: expected 0..4, found {count}.", e.Message);
    }
}
