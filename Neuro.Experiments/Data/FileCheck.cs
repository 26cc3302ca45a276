namespace Neuro.Experiments.Data;

/// <summary>What a check found of one file.</summary>
/// <param name="File">The name of the file: as it lies there, or compressed when it is missing.</param>
/// <param name="State">Right, wrong, missing or unknown.</param>
/// <param name="Expected">The checksum expected, or what was looked for, in words.</param>
/// <param name="Found">The checksum found, or what is wrong, in words.</param>
public sealed record FileCheck(string File, FileState State, string Expected, string Found);
