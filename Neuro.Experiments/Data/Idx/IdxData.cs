namespace Neuro.Experiments.Data.Idx;

/// <summary>The content of an IDX file of bytes.</summary>
/// <param name="Path">The file it was read from.</param>
/// <param name="Sizes">The size of each dimension, the count of items first.</param>
/// <param name="Values">The bytes after the header, the last dimension fastest.</param>
/// <param name="Checksum">What identifies the file.</param>
internal sealed record IdxData(string Path, int[] Sizes, byte[] Values, DataChecksum Checksum);
