namespace Neuro.Experiments.Data.Patterns;

/// <summary>What random patterns are like.</summary>
internal sealed record PatternOptions
{
    /// <summary>Inputs, at least 1. Default: 392.</summary>
    public int Inputs { get; init; } = 392;

    /// <summary>Classes, 2 .. 256. Default: 10.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Samples to learn from, at least 1. Default: 2000.</summary>
    public int Train { get; init; } = 2000;

    /// <summary>Samples to be tested on, at least 1. Default: 500.</summary>
    public int Test { get; init; } = 500;

    /// <summary>Standard deviation of the noise about a prototype, at least 0. Default: 0.5.</summary>
    public double Noise { get; init; } = 0.5;

    /// <summary>Seed. Default: 2026.</summary>
    public ulong Seed { get; init; } = 2026;
}
