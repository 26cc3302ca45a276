namespace Neuro.Experiments.Results;

/// <summary>The folder of a run cannot be made or written.</summary>
/// <param name="folder">The folder.</param>
/// <param name="doing">What was tried, such as <c>written</c>.</param>
/// <param name="inner">Why it could not be done.</param>
internal sealed class RunFolderException(string folder, string doing, Exception inner)
    : Exception($"run folder {folder}: cannot be {doing}: {inner.Message}", inner);
