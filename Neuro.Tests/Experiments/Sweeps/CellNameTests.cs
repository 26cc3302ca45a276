using Neuro.Experiments.Sweeps;

namespace Neuro.Tests.Experiments.Sweeps;

public sealed class CellNameTests
{
    [Theory]
    [InlineData("0.5", "e_k-0.5_seed3")]
    [InlineData("1E-05", "e_k-1E-05_seed3")]
    [InlineData("[300, 100]", "e_k-300-100_seed3")]
    [InlineData("50 ms", "e_k-50ms_seed3")]
    [InlineData("lock-free", "e_k-lock-free_seed3")]
    public void OrdinaryValues_AreWrittenOut(string value, string name) => Assert.Equal(name, CellName.Of("e", [("k", value)], 3));

    [Fact]
    public void OrderOfTheGrid_DoesNotCount() =>
        Assert.Equal(CellName.Of("e", [("a", "1"), ("b", "2")], 1), CellName.Of("e", [("b", "2"), ("a", "1")], 1));

    [Fact]
    public void WithoutAGrid_ExperimentAndSeedAreAll() => Assert.Equal("ghost-ma_seed12", CellName.Of("ghost-ma", [], 12));

    /// <summary>Whatever the values are, two have two names, and each name is one plain folder.</summary>
    [Fact]
    public void DifferentValues_HaveDifferentPlainNames()
    {
        string[] values =
        [
            "a", "\"a b\"", "\"a-b\"", "[a, b]", "[\"a, b\"]", "[a-b]", "[a]", "\"\"", "[]", "[\"\"]", "1", "[1]", "[1, 2]", "[12]", "[1, -2]", "[-1, 2]", "\"../x\"", "\"/x\"", "\"ä\"", "\"ö\"",
            "[\"hidden1-output delay=3\"]", "[\"hidden1-output delay=4\"]", $"\"{new string('x', 300)}\"", $"\"{new string('x', 301)}\"", new string('y', 300), "\".\"", "\"..\"", "1 ms", "1",
        ];
        var names = values.Distinct().Select(value => CellName.Of("e", [("k", value)], 1)).ToList();
        names.AddRange([CellName.Of(".e", [], 1), CellName.Of("e", [], 1), CellName.Of("é", [], 1), CellName.Of("e", [("k", "a")], 2)]);

        // A list of one number and the number are no two values of one key.
        Assert.Equal(names.Count - 1, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, name => Assert.Matches(@"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,129}$", name));
    }
}
