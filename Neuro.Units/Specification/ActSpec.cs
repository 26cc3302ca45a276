namespace Neuro.Units.Specification;

/// <summary>One act of a layer in a trial.</summary>
/// <param name="Step">The step of the trial at which it happens, from 1; it reads what had been said so many steps before as a projection's delay.</param>
/// <param name="Phase">The phase that it belongs to: a network without that phase does without the act.</param>
/// <param name="Kind">What is done.</param>
public sealed record ActSpec(int Step, string Phase, ActKind Kind)
{
    /// <summary>Names of the apical projections whose feedback is combined in this act. Default: none.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];
}
