using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Data;

public sealed class ImageSetTests
{
    private static readonly ImageSet Set = new(
        "s", 2, 3, 4, Enumerable.Range(0, 18).Select(i => (byte)i).ToArray(), new byte[] { 3, 0, 2 });

    [Fact]
    public void Tells_its_sizes_and_images()
    {
        Assert.Equal((3, 2, 3, 6, 4), (Set.Count, Set.Rows, Set.Columns, Set.PixelsPerImage, Set.Classes));
        Assert.Equal([6, 7, 8, 9, 10, 11], Set.Image(1).ToArray());
        Assert.Equal([3, 0, 2], Set.Labels.ToArray());
        Assert.Equal(18, Set.Pixels.Length);
    }

    [Fact]
    public void A_slice_holds_the_images_asked_for()
    {
        var slice = Set.Slice("t", 1, 2);
        Assert.Equal(("t", 2), (slice.Name, slice.Count));
        Assert.Equal(Set.Image(2).ToArray(), slice.Image(1).ToArray());
        Assert.Equal([0, 2], slice.Labels.ToArray());
        Assert.Equal(0, Set.Slice("none", 3, 0).Count);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 4)]
    [InlineData(2, 2)]
    [InlineData(4, 0)]
    [InlineData(0, -1)]
    [InlineData(1, int.MaxValue)]
    public void A_slice_beyond_the_set_is_refused(int start, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Set.Slice("t", start, count));

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void An_image_beyond_the_set_is_refused(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Set.Image(index).Length);

    [Fact]
    public void Lengths_that_disagree_are_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => new ImageSet("s", 2, 2, 2, new byte[9], new byte[2]));
        Assert.Contains("expected 8 pixels (2 images of 2 x 2), found 9", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_out_of_range_is_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => new ImageSet("s", 1, 1, 2, new byte[3], new byte[] { 0, 1, 2 }));
        Assert.Contains("label 2: expected 0..1, found 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_byte_is_a_label_of_256_classes() =>
        Assert.Equal(255, new ImageSet("s", 1, 1, 256, new byte[1], new byte[] { 255 }).Labels[0]);

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, 257)]
    public void Sizes_out_of_range_are_refused(int rows, int columns, int classes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageSet("s", rows, columns, classes, default, default));

    [Fact]
    public void Parts_that_differ_make_no_data_set()
    {
        var other = new ImageSet("other", 3, 3, 4, new byte[9], new byte[1]);
        var e = Assert.Throws<DataException>(() => new DataSet("d", Set, other, [], verified: false, "nowhere"));
        Assert.Equal("d: the parts differ: expected 2 x 3 pixels, 4 classes as in s, found 3 x 3 pixels, 4 classes in other.", e.Message);
    }
}
