using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Data;

public sealed class DataCatalogueTests
{
    [Fact]
    public void Knows_its_sets() =>
        Assert.Equal(["digits", "patterns", "teacher", "bars", "mnist", "fashion-mnist", "kmnist"], DataCatalogue.All.Select(info => info.Name));

    /// <summary>A checksum that was mistyped in form, or pasted twice, would refuse good files for ever.</summary>
    [Fact]
    public void Checksums_are_well_formed_and_all_different()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in DataCatalogue.All.SelectMany(info => info.Files))
        {
            foreach (var sum in new[] { file.ContentSha256, file.PackedSha256 }.OfType<string>())
            {
                Assert.Matches("^[0-9a-f]{64}$", sum);
                Assert.True(seen.Add(sum));
            }
        }

        Assert.Equal(4 + 4 + 8 + 8 + 4, seen.Count);
    }

    [Fact]
    public void What_can_be_fetched_can_be_verified()
    {
        foreach (var info in DataCatalogue.All.Where(info => !info.BuiltIn))
        {
            Assert.All(info.Files, file => Assert.True(file is { PackedSha256: not null, PackedBytes: > 0 }));
            Assert.NotEmpty(info.Mirrors);
            Assert.All(info.Mirrors, mirror => Assert.EndsWith("/", mirror.AbsoluteUri, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_ones()
    {
        Assert.Null(DataCatalogue.Find("MNIST"));
        Assert.Same(DataCatalogue.Find("mnist"), DataCatalogue.Get("mnist"));
        Assert.Equal(
            "data set: expected one of digits, patterns, teacher, bars, mnist, fashion-mnist, kmnist, found 'cifar'.",
            Assert.Throws<DataException>(() => DataCatalogue.Get("cifar")).Message);
    }
}
