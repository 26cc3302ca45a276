namespace Neuro.Experiments.Data;

/// <summary>What a check found of one file.</summary>
public enum FileState
{
    /// <summary>The file is there and has the checksum that the catalogue names.</summary>
    Right = 0,

    /// <summary>The file is there and is another one, or is damaged.</summary>
    Wrong = 1,

    /// <summary>The file is not there.</summary>
    Missing = 2,

    /// <summary>The file is there, but the catalogue names no checksum for it in this form.</summary>
    Unknown = 3,
}
