namespace Neuro.Tests.Runtime;

/// <summary>Tests that drive several workers run one after another, so that they do not fight for the cores that they spin on.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ThreadedCollection
{
    public const string Name = "several workers";
}
