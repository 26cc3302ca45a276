namespace Neuro.Experiments.Data;

/// <summary>A file that is now there, with the right checksum.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="From">The address it came from; null when it was there before.</param>
public sealed record DownloadedFile(string File, Uri? From);
