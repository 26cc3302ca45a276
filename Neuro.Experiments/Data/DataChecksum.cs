namespace Neuro.Experiments.Data;

/// <summary>What identifies one file of a loaded data set.</summary>
/// <param name="File">The name of the file as it was read, such as <c>train-images-idx3-ubyte.gz</c>.</param>
/// <param name="Sha256">SHA-256 of the file as it lies on the disk, in lower-case hexadecimal.</param>
/// <param name="ContentSha256">SHA-256 of its uncompressed content: the same however the file was compressed.</param>
public sealed record DataChecksum(string File, string Sha256, string ContentSha256);
