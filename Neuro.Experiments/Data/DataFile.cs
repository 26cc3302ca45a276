namespace Neuro.Experiments.Data;

/// <summary>What the catalogue knows of one file of a data set.</summary>
/// <param name="Name">The uncompressed file's name, such as <c>train-images-idx3-ubyte</c>.</param>
/// <param name="ContentSha256">SHA-256 of the uncompressed content in lower-case hexadecimal; null when none is known.</param>
/// <param name="PackedSha256">SHA-256 of the <c>.gz</c> file that the mirrors hold; null when none is known.</param>
/// <param name="PackedBytes">Length of the <c>.gz</c> file that the mirrors hold, in bytes; null when unknown.</param>
public sealed record DataFile(string Name, string? ContentSha256 = null, string? PackedSha256 = null, long? PackedBytes = null)
{
    /// <summary>The compressed file's name.</summary>
    public string PackedName => Name + ".gz";

    /// <summary>Whether a file is the one meant: as the mirrors pack it, or with the same content packed otherwise.</summary>
    internal bool IsMatchedBy(DataChecksum found) => found.Sha256 == PackedSha256 || found.ContentSha256 == ContentSha256;
}
