namespace Neuro.Experiments.Data;

/// <summary>What the data set <c>teacher</c> is made from: a network of one hidden layer with random weights, whose potentials are to be found.</summary>
public sealed record TeacherOptions
{
    /// <summary>Input units, at least 1.</summary>
    public int Inputs { get; init; } = 30;

    /// <summary>Hidden units of the teacher, at least 1.</summary>
    public int Hidden { get; init; } = 20;

    /// <summary>Output units, 1 .. 256.</summary>
    public int Outputs { get; init; } = 10;

    /// <summary>k_1, the factor of what reaches the hidden units.</summary>
    public double InputGain { get; init; } = 1;

    /// <summary>k_2, the factor of what reaches the outputs.</summary>
    public double OutputGain { get; init; } = 1;

    /// <summary>Samples to learn from, at least 1.</summary>
    public int Train { get; init; } = 1000;

    /// <summary>Samples to be tested on; 0 for those to learn from.</summary>
    public int Test { get; init; } = 200;

    /// <summary>Seed of weights and inputs.</summary>
    public ulong Seed { get; init; } = 1;
}
