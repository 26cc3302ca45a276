namespace Neuro.Experiments.Data;

/// <summary>How far the download of one file has come.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Bytes">Bytes received so far from the mirror now tried.</param>
/// <param name="Total">Bytes in all; null when neither the mirror nor the catalogue says.</param>
public readonly record struct DownloadProgress(string File, long Bytes, long? Total);
