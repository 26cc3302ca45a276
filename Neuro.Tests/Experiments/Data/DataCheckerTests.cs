using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Data;

public sealed class DataCheckerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Right_files_pass_compressed_or_not(bool packed)
    {
        Samples.Lay(_folder, "sample", packed);
        var check = DataChecker.Check(Samples.Info(), Samples.Locator(_folder));
        Assert.True(check.Passed);
        Assert.Equal(4, check.Files.Count);
    }

    /// <summary>The content decides: the same images packed by another program are the same data.</summary>
    [Fact]
    public void A_file_packed_otherwise_passes_by_its_content()
    {
        Samples.Lay(_folder, "sample", packed: true);
        var other = Samples.Pack(Samples.Images);
        other[4] ^= 1;
        _folder.Write("sample/train-images-idx3-ubyte.gz", other);
        Assert.True(DataChecker.Check(Samples.Info(), Samples.Locator(_folder)).Passed);
    }

    [Fact]
    public void Wrong_damaged_and_missing_files_are_told_apart()
    {
        Samples.Lay(_folder, "sample", packed: true);
        byte[] other = [.. Samples.Images, 1];
        _folder.Write("sample/train-images-idx3-ubyte.gz", Samples.Pack(other));
        _folder.Write("sample/train-labels-idx1-ubyte.gz", [1, 2, 3]);
        File.Delete(Path.Combine(_folder.Path, "sample", "t10k-images-idx3-ubyte.gz"));
        var check = DataChecker.Check(Samples.Info(), Samples.Locator(_folder));
        Assert.False(check.Passed);
        Assert.Equal(
            [FileState.Wrong, FileState.Wrong, FileState.Missing, FileState.Right], check.Files.Select(file => file.State));
        Assert.Equal("content " + Samples.Sha256(Samples.Images), check.Files[0].Expected);
        Assert.Equal("content " + Samples.Sha256(other), check.Files[0].Found);
        Assert.StartsWith("damaged data", check.Files[1].Found, StringComparison.Ordinal);
        Assert.Equal("no such file", check.Files[2].Found);
    }

    [Fact]
    public void Without_a_known_content_only_the_packed_file_can_be_right()
    {
        Samples.Lay(_folder, "sample", packed: true);
        var info = Samples.Info();
        info = info with
        {
            TrainImages = info.TrainImages with { ContentSha256 = null },
            TrainLabels = info.TrainLabels with { ContentSha256 = null },
            TestImages = info.TestImages with { ContentSha256 = null },
        };
        File.Delete(Path.Combine(_folder.Path, "sample", "train-labels-idx1-ubyte.gz"));
        _folder.Write("sample/train-labels-idx1-ubyte", Samples.Labels);
        _folder.Write("sample/t10k-images-idx3-ubyte.gz", Samples.Pack(Samples.Labels));
        var check = DataChecker.Check(info, Samples.Locator(_folder));
        Assert.Equal(
            [FileState.Right, FileState.Unknown, FileState.Wrong, FileState.Right], check.Files.Select(file => file.State));
        Assert.False(check.Passed);
    }

    [Fact]
    public void A_file_cut_short_is_wrong()
    {
        Samples.Lay(_folder, "sample", packed: true);
        _folder.Write("sample/train-images-idx3-ubyte.gz", Samples.Pack(Samples.Images)[..^9]);
        Assert.Equal(FileState.Wrong, DataChecker.Check(Samples.Info(), Samples.Locator(_folder)).Files[0].State);
    }
}
