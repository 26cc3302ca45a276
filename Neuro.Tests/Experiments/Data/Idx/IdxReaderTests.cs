using Neuro.Experiments.Data;
using Neuro.Experiments.Data.Idx;

namespace Neuro.Tests.Experiments.Data.Idx;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_images_and_labels(bool packed)
    {
        var imageFile = packed ? Samples.Pack(Samples.Images) : Samples.Images;
        var images = IdxReader.ReadImages(_folder.Write(packed ? "i.gz" : "i", imageFile));
        var labels = IdxReader.ReadLabels(_folder.Write(packed ? "l.gz" : "l", packed ? Samples.Pack(Samples.Labels) : Samples.Labels));
        var set = IdxReader.Join("s", images, labels, classes: 10);
        Assert.Equal((3, 2, 2, 10), (set.Count, set.Rows, set.Columns, set.Classes));
        Assert.Equal([9, 10, 11, 255], set.Image(2).ToArray());
        Assert.Equal([7, 0, 9], set.Labels.ToArray());
        Assert.Equal(new DataChecksum(packed ? "i.gz" : "i", Samples.Sha256(imageFile), Samples.Sha256(Samples.Images)), images.Checksum);
    }

    /// <summary>Every kind of wrong header, with the offset of the field at fault.</summary>
    [Theory]
    [InlineData(2, 9, 0, "magic number 0x00000803 (images of bytes), found 0x00000903.")]
    [InlineData(3, 1, 0, "magic number 0x00000803 (images of bytes), found 0x00000801 (labels of bytes).")]
    [InlineData(4, 0x80, 4, "a count of 1..2147483647, found 2147483651.")]
    [InlineData(7, 0, 4, "a count of 1..2147483647, found 0.")]
    [InlineData(11, 0, 8, "a side of 1..4096, found 0.")]
    [InlineData(13, 1, 12, "a side of 1..4096, found 65538.")]
    public void A_wrong_header_is_refused(int at, byte value, int offset, string rest)
    {
        var bytes = Samples.Images;
        bytes[at] = value;
        var plain = _folder.Write("i", bytes);
        var packed = _folder.Write("i.gz", Samples.Pack(bytes));
        Assert.Equal($"{plain}: offset {offset}: expected {rest}", Refused(() => IdxReader.ReadImages(plain)));
        Assert.Equal($"{packed}: offset {offset}: expected {rest}", Refused(() => IdxReader.ReadImages(packed)));
    }

    [Theory]
    [InlineData(0, 0, "the 4 bytes of the magic number")]
    [InlineData(3, 3, "the 4 bytes of the magic number")]
    [InlineData(4, 4, "a header of 16 bytes")]
    [InlineData(15, 15, "a header of 16 bytes")]
    [InlineData(16, 16, "28 bytes, as the sizes 3 x 2 x 2 in the header say")]
    [InlineData(27, 27, "28 bytes, as the sizes 3 x 2 x 2 in the header say")]
    public void A_truncated_file_is_refused_wherever_it_ends(int length, int offset, string expected)
    {
        var plain = _folder.Write("i", Samples.Images[..length]);
        var packed = _folder.Write("i.gz", Samples.Pack(Samples.Images[..length]));
        var said = $": offset {offset}: expected {expected}, found the end of the data.";
        Assert.Equal(plain + said, Refused(() => IdxReader.ReadImages(plain)));
        Assert.Equal(packed + said, Refused(() => IdxReader.ReadImages(packed)));
    }

    [Theory]
    [InlineData("i")]
    [InlineData("i.gz")]
    public void Trailing_bytes_are_refused(string name)
    {
        byte[] bytes = [.. Samples.Images, 0];
        var path = _folder.Write(name, name == "i" ? bytes : Samples.Pack(bytes));
        Assert.Equal(
            $"{path}: offset 28: expected the end after 28 bytes, as the sizes 3 x 2 x 2 in the header say, found more bytes.",
            Refused(() => IdxReader.ReadImages(path)));
    }

    /// <summary>Two gigabytes that a file of a hundred bytes promises must not be allocated to find out that they are not there.</summary>
    [Theory]
    [InlineData("i")]
    [InlineData("i.gz")]
    public void Absurd_sizes_are_refused_before_anything_is_allocated(string name)
    {
        byte[] bytes = [0, 0, 8, 3, 0, 0, 0x7F, 0xFF, 0, 0, 1, 0, 0, 0, 0, 0xFF, .. new byte[50]];
        var path = _folder.Write(name, name == "i" ? bytes : Samples.Pack(bytes));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(" 2139029776 bytes", Refused(() => IdxReader.ReadImages(path)), StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000);
    }

    [Fact]
    public void Sizes_beyond_any_array_are_refused()
    {
        byte[] bytes = [0, 0, 8, 3, 0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0x10, 0, 0, 0, 0x10, 0];
        var path = _folder.Write("i.gz", Samples.Pack(bytes));
        Assert.Contains("offset 4: expected sizes of at most", Refused(() => IdxReader.ReadImages(path)), StringComparison.Ordinal);
    }

    /// <summary>Each byte of a compressed file matters, but for those of its head that say nothing of the content.</summary>
    [Fact]
    public void A_damaged_or_cut_compressed_file_is_refused()
    {
        var whole = Samples.Pack(Samples.Images);
        for (var i = 0; i < whole.Length; i++)
        {
            var cut = _folder.Write("cut.gz", whole[..i]);
            Assert.StartsWith(cut, Refused(() => IdxReader.ReadImages(cut)), StringComparison.Ordinal);
            if (i is < 3 or >= 10)
            {
                var bytes = (byte[])whole.Clone();
                bytes[i] ^= 0x55;
                var damaged = _folder.Write("damaged.gz", bytes);
                Assert.StartsWith(damaged, Refused(() => IdxReader.ReadImages(damaged)), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_plain_file_named_gz_and_a_compressed_one_not_named_so_are_refused()
    {
        var plain = _folder.Write("i.gz", Samples.Images);
        var damage = Refused(() => IdxReader.ReadImages(plain));
        Assert.StartsWith($"{plain}: offset 0: expected gzip data, found damage", damage, StringComparison.Ordinal);
        var packed = _folder.Write("i", Samples.Pack(Samples.Images));
        var misnamed = Refused(() => IdxReader.ReadImages(packed));
        Assert.EndsWith("(a gzip file: its name should end with .gz).", misnamed, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_that_differ_are_refused()
    {
        var images = IdxReader.ReadImages(_folder.Write("i", Samples.Images));
        var labels = IdxReader.ReadLabels(_folder.Write("l", [0, 0, 8, 1, 0, 0, 0, 2, 1, 1]));
        Assert.Equal(
            $"{labels.Path}: offset 4: expected 3 labels, one for each image of {images.Path}, found 2.",
            Refused(() => IdxReader.Join("s", images, labels, 10)));
    }

    [Fact]
    public void A_label_out_of_range_is_refused_at_its_byte()
    {
        var images = IdxReader.ReadImages(_folder.Write("i", Samples.Images));
        var labels = IdxReader.ReadLabels(_folder.Write("l", Samples.Labels));
        Assert.Equal(
            $"{labels.Path}: offset 10: expected a label 0..8, found 9.", Refused(() => IdxReader.Join("s", images, labels, classes: 9)));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_told()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "folder")).FullName;
        var gone = Path.Combine(_folder.Path, "gone");
        Assert.StartsWith(folder + ": cannot be read", Refused(() => IdxReader.ReadImages(folder)), StringComparison.Ordinal);
        Assert.StartsWith(gone + ": cannot be read", Refused(() => IdxReader.ReadImages(gone)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_writer_writes_the_same_bytes_and_knows_their_checksums()
    {
        var images = IdxReader.ReadImages(_folder.Write("i", Samples.Images));
        var set = IdxReader.Join("s", images, IdxReader.ReadLabels(_folder.Write("l", Samples.Labels)), 10);
        using var imageBytes = new MemoryStream();
        using var labelBytes = new MemoryStream();
        IdxWriter.WriteImages(imageBytes, set);
        IdxWriter.WriteLabels(labelBytes, set);
        Assert.Equal(Samples.Images, imageBytes.ToArray());
        Assert.Equal(Samples.Labels, labelBytes.ToArray());
        Assert.Equal(images.Checksum, IdxWriter.ChecksumOfImages("i", set));
        Assert.Equal(Samples.Sha256(Samples.Labels), IdxWriter.ChecksumOfLabels("l", set).ContentSha256);
    }

    private static string Refused(Func<object> action) => Assert.Throws<DataException>(action).Message;
}
