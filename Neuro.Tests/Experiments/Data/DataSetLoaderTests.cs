using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Data;

public sealed class DataSetLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Loads_a_known_set_from_the_root_given(bool packed)
    {
        Samples.Lay(_folder, "mnist", packed);
        var set = DataSetLoader.Load("mnist", _folder.Path, _ => null);
        Assert.Equal(("mnist", "mnist/train", "mnist/test"), (set.Name, set.Train.Name, set.Test.Name));
        Assert.Equal((3, 3, 10), (set.Train.Count, set.Test.Count, set.Train.Classes));
        Assert.Equal(packed ? "train-images-idx3-ubyte.gz" : "train-images-idx3-ubyte", set.Checksums[0].File);
        Assert.Equal(Samples.Sha256(Samples.Labels), set.Checksums[3].ContentSha256);
        Assert.False(set.Verified);
    }

    [Fact]
    public void Loads_from_the_folder_that_the_environment_names()
    {
        Samples.Lay(_folder, "kmnist", packed: true);
        Assert.Equal(3, DataSetLoader.Load("kmnist", null, name => name == "NEURO_DATA" ? _folder.Path : null).Train.Count);
    }

    [Fact]
    public void Loads_a_set_of_the_users_own_with_as_many_classes_as_its_labels_tell()
    {
        Samples.Lay(_folder, "own-set_2", packed: false);
        _folder.Write("own-set_2/t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 3, 1, 11, 2]);
        var set = DataSetLoader.Load("own-set_2", _folder.Path, _ => null);
        Assert.Equal((12, 12), (set.Train.Classes, set.Test.Classes));
        Assert.False(set.Verified);
    }

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    public void An_unknown_name_is_refused(string name)
    {
        _folder.Write("a/b/train-images-idx3-ubyte", []);
        var e = Assert.Throws<DataException>(() => DataSetLoader.Load(name, Path.Combine(_folder.Path), _ => null));
        Assert.Equal(
            "data set: expected one of digits, patterns, teacher, bars, mnist, fashion-mnist, kmnist, or the name of a folder in " +
            $"{_folder.Path}, found '{name}'.",
            e.Message);
    }

    [Fact]
    public void A_missing_file_is_told_before_any_is_read()
    {
        Samples.Lay(_folder, "mnist", packed: true);
        _folder.Write("mnist/train-images-idx3-ubyte.gz", [1, 2, 3]);
        File.Delete(Path.Combine(_folder.Path, "mnist", "t10k-labels-idx1-ubyte.gz"));
        var e = Assert.Throws<DataException>(() => DataSetLoader.Load("mnist", _folder.Path, _ => null));
        Assert.StartsWith("mnist: expected t10k-labels-idx1-ubyte.gz or t10k-labels-idx1-ubyte in", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_different_sizes_are_refused()
    {
        Samples.Lay(_folder, "mnist", packed: false);
        _folder.Write("mnist/t10k-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3]);
        var e = Assert.Throws<DataException>(() => DataSetLoader.Load("mnist", _folder.Path, _ => null));
        Assert.Contains("expected 2 x 2 pixels, 10 classes as in mnist/train, found 1 x 1 pixels", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_a_known_set_cannot_have_is_refused()
    {
        Samples.Lay(_folder, "mnist", packed: false);
        _folder.Write("mnist/train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 3, 1, 10, 2]);
        var e = Assert.Throws<DataException>(() => DataSetLoader.Load("mnist", _folder.Path, _ => null));
        Assert.EndsWith("train-labels-idx1-ubyte: offset 9: expected a label 0..9, found 10.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_built_in_set_needs_no_folder() =>
        Assert.Equal(10000, DataSetLoader.Load("digits", null, _ => null).Train.Count);
}
