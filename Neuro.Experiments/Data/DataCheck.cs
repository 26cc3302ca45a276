namespace Neuro.Experiments.Data;

/// <summary>What a check found of a data set.</summary>
/// <param name="Name">The name of the data set.</param>
/// <param name="Files">Each of its four files.</param>
public sealed record DataCheck(string Name, IReadOnlyList<FileCheck> Files)
{
    /// <summary>Whether every file is there and right.</summary>
    public bool Passed => Files.All(file => file.State == FileState.Right);
}
