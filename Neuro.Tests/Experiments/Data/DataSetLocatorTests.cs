using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Data;

public sealed class DataSetLocatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/given", "/env", "/cache", "/home", "/given")]
    [InlineData(null, "/env", "/cache", "/home", "/env")]
    [InlineData("", "/env", "/cache", "/home", "/env")]
    [InlineData(null, null, "/cache", "/home", "/cache/neuro/data")]
    [InlineData(null, "", "relative", "/home", "/home/.cache/neuro/data")]
    [InlineData(null, null, null, "/home", "/home/.cache/neuro/data")]
    public void The_root_given_comes_before_the_variable_before_the_cache(
        string? given, string? variable, string? cache, string? home, string expected)
    {
        var locator = new DataSetLocator(given, name => name switch
        {
            "NEURO_DATA" => variable,
            "XDG_CACHE_HOME" => cache,
            "HOME" => home,
            _ => null,
        });
        Assert.Equal(Path.GetFullPath(expected), locator.Root);
        Assert.Equal(Path.Combine(Path.GetFullPath(expected), "mnist"), locator.Folder("mnist"));
    }

    [Fact]
    public void No_place_at_all_is_told()
    {
        var e = Assert.Throws<DataException>(() => new DataSetLocator(null, _ => null));
        Assert.Contains("NEURO_DATA, XDG_CACHE_HOME, HOME and USERPROFILE, found none", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_compressed_file_comes_first_and_the_plain_one_serves()
    {
        var locator = Samples.Locator(_folder);
        var file = new DataFile("f");
        Assert.Null(locator.Find("s", file));
        var plain = _folder.Write("s/f", []);
        Assert.Equal(plain, locator.Find("s", file));
        var packed = _folder.Write("s/f.gz", []);
        Assert.Equal(packed, locator.Require("s", file));
    }

    [Fact]
    public void A_missing_file_is_told_with_the_names_the_folder_and_the_reason()
    {
        var locator = new DataSetLocator(null, name => name == "NEURO_DATA" ? _folder.Path : null);
        var folder = Path.Combine(_folder.Path, "s");
        var said = $"s: expected f.gz or f in the folder {folder} (below NEURO_DATA), found ";
        Assert.Equal(said + "no such folder.", Assert.Throws<DataException>(() => locator.Require("s", new DataFile("f"))).Message);
        Directory.CreateDirectory(folder);
        Assert.Equal(said + "neither.", Assert.Throws<DataException>(() => locator.Require("s", new DataFile("f"))).Message);
    }

    [Fact]
    public void Has_wants_every_file_of_a_set_and_none_of_a_built_in_one()
    {
        var locator = Samples.Locator(_folder);
        Assert.True(locator.Has(DataCatalogue.Get("digits")));
        Assert.False(locator.Has(Samples.Info()));
        Samples.Lay(_folder, "sample", packed: true);
        Assert.True(locator.Has(Samples.Info()));
        File.Delete(Path.Combine(_folder.Path, "sample", "t10k-labels-idx1-ubyte.gz"));
        Assert.False(locator.Has(Samples.Info()));
    }
}
