namespace Neuro.Runtime;

/// <summary>How the time of populations is measured.</summary>
/// <param name="Time">The clock.</param>
/// <remarks>
/// A reading of the clock takes 25 to 150 ns, as long as a step of a few small populations, so only some trials are measured. Where no spell of another kind begins
/// the clock is not read.
/// </remarks>
public sealed record TimingOptions(TimeProvider Time)
{
    /// <summary>Measure every so many trials, from the first on; at least 1. Default: 32, which costs a few per cent at a batch of one and nothing that can be seen at larger ones.</summary>
    public int Every { get; init; } = 32;

    /// <summary>Whether computing and delivering are told apart, which takes two more readings a step. Default: no.</summary>
    public bool Split { get; init; }
}
