using Neuro.Units.Activations;
using Neuro.Units.Initialisation;

namespace Neuro.Experiments.Models;

/// <summary>What a network that learns by settling is like: equilibrium propagation, or its form without tied weights.</summary>
public sealed record EnergyNetworkOptions
{
    /// <summary>Whether the weights of both directions are tied, so that there is an energy. Default: yes.</summary>
    public bool Tied { get; init; } = true;

    /// <summary>Units of the input, at least 1.</summary>
    public required int Inputs { get; init; }

    /// <summary>Units of each hidden layer, from below; at least one layer.</summary>
    public required IReadOnlyList<int> Hidden { get; init; }

    /// <summary>Units of the output, at least 1.</summary>
    public required int Outputs { get; init; }

    /// <summary>Firing-rate function rho. Default: hard sigmoid.</summary>
    public Activation Activation { get; init; } = Activation.HardSigmoid;

    /// <summary>tau in ms. Default: 10.</summary>
    public double TimeConstant { get; init; } = 10;

    /// <summary>dt in ms, at most tau. Default: 5.</summary>
    public double TimeStep { get; init; } = 5;

    /// <summary>Iterations of the free phase, at least 1. Default: 20.</summary>
    public int FreeSteps { get; init; } = 20;

    /// <summary>Iterations of a nudged phase, at least 1. Default: 4.</summary>
    public int NudgedSteps { get; init; } = 4;

    /// <summary>beta, not 0. Default: 1.</summary>
    public double Nudging { get; init; } = 1;

    /// <summary>Whether the sign of beta is drawn for each trial. Default: yes.</summary>
    public bool RandomSign { get; init; } = true;

    /// <summary>Whether the network is nudged both ways from the same free state, and learns from the difference of both. Default: no.</summary>
    public bool Centred { get; init; }

    /// <summary>Whether layers take turns, odd ones and then even ones, in each iteration; else all go at once. Default: no.</summary>
    public bool Alternate { get; init; }

    /// <summary>Whether the states of an example begin where its last free phase ended. Default: yes.</summary>
    public bool Particles { get; init; } = true;

    /// <summary>Of which changes weights that are not tied learn. Default: of all along the nudged phase.</summary>
    public ChangeForm Form { get; init; } = ChangeForm.Trajectory;

    /// <summary>Learning rates alpha of the layers, from below; the last one also holds for those above. Default: 0.1, 0.05.</summary>
    public IReadOnlyList<double> Rates { get; init; } = [0.1, 0.05];

    /// <summary>Factor of all rates after each epoch. Default: 1.</summary>
    public double Decay { get; init; } = 1;

    /// <summary>Start of the weights. Default: Glorot and Bengio's uniform.</summary>
    public Initialiser ForwardInitialiser { get; init; } = new GlorotUniform(1);

    /// <summary>Start of the weights downwards, where they are not tied. Default: Glorot and Bengio's uniform.</summary>
    public Initialiser BackwardInitialiser { get; init; } = new GlorotUniform(1);

    /// <summary>Whether units have biases. Default: yes.</summary>
    public bool Biases { get; init; } = true;

    /// <summary>Noise of every unit, at least 0. Default: 0.</summary>
    public double Noise { get; init; }
}
