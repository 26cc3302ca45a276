namespace Neuro.Experiments.Data;

/// <summary>A data set in memory: a part to learn from, a part to be tested on, and where both came from.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class DataSet
{
    /// <summary>Joins the two parts.</summary>
    /// <param name="name">The name it is asked for by.</param>
    /// <param name="train">The part to learn from.</param>
    /// <param name="test">The part to be tested on; it selects nothing.</param>
    /// <param name="checksums">The checksums of its four files, or of its generated content.</param>
    /// <param name="verified">Whether every checksum is the one that the catalogue names.</param>
    /// <param name="origin">Where the data come from.</param>
    /// <exception cref="DataException">The parts differ in image size or number of classes.</exception>
    public DataSet(
        string name, ImageSet train, ImageSet test, IReadOnlyList<DataChecksum> checksums, bool verified, string origin)
    {
        if ((train.Rows, train.Columns, train.Classes, train.HasTargets) != (test.Rows, test.Columns, test.Classes, test.HasTargets))
        {
            throw new DataException(
                $"{name}: the parts differ: expected {Shape(train)} as in {train.Name}, found {Shape(test)} in {test.Name}.");
        }

        Name = name;
        Train = train;
        Test = test;
        Checksums = checksums;
        Verified = verified;
        Origin = origin;
    }

    /// <summary>The name it is asked for by.</summary>
    public string Name { get; }

    /// <summary>The part to learn from, in file order.</summary>
    public ImageSet Train { get; }

    /// <summary>The part to be tested on, in file order.</summary>
    public ImageSet Test { get; }

    /// <summary>The checksums of the four files, or of the generated content.</summary>
    public IReadOnlyList<DataChecksum> Checksums { get; }

    /// <summary>Whether every checksum is the one that the catalogue names; false for a set that the catalogue does not know.</summary>
    public bool Verified { get; }

    /// <summary>Where the data come from, in words.</summary>
    public string Origin { get; }

    private static string Shape(ImageSet set) => $"{set.Rows} x {set.Columns} pixels, {set.Classes} {(set.HasTargets ? "targets" : "classes")}";
}
