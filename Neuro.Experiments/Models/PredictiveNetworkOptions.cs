using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;

namespace Neuro.Experiments.Models;

/// <summary>What a network of values and error units is like: predictive coding, or least action in continuous time.</summary>
public sealed record PredictiveNetworkOptions
{
    /// <summary>Whether patterns stream in continuous time, always nudged and always learning, by least action; else trials have phases. Default: no.</summary>
    public bool Continuous { get; init; }

    /// <summary>Units of the input, at least 1.</summary>
    public required int Inputs { get; init; }

    /// <summary>Units of each hidden layer, from below.</summary>
    public required IReadOnlyList<int> Hidden { get; init; }

    /// <summary>Units of the output, at least 1.</summary>
    public required int Outputs { get; init; }

    /// <summary>Firing-rate function rho of the hidden layers; the output is linear. Default: sigmoid.</summary>
    public Activation Activation { get; init; } = Activation.Sigmoid;

    /// <summary>tau in ms. Default: 10.</summary>
    public double TimeConstant { get; init; } = 10;

    /// <summary>dt in ms, at most tau. Default: 1.</summary>
    public double TimeStep { get; init; } = 1;

    /// <summary>Iterations of the nudged phase, or of a pattern in continuous time, at least 1. Default: 20.</summary>
    public int Steps { get; init; } = 20;

    /// <summary>Steps that the slowest message takes, at least 1: the sweep lasts so many times longer, so that every layer comes to what is predicted of it. Default: 1.</summary>
    public int Hop { get; init; } = 1;

    /// <summary>beta, above 0; without effect where the output is clamped. Default: 1.</summary>
    public double Nudging { get; init; } = 1;

    /// <summary>Whether the output is set to its target; else it is nudged towards it. Default: clamped.</summary>
    public bool Clamped { get; init; } = true;

    /// <summary>Whether predictions and slopes stay those of the sweep while errors spread, which is backprop. Default: no.</summary>
    public bool Frozen { get; init; }

    /// <summary>lambda of the look-ahead in continuous time, above 0 and at most 1. Default: 1.</summary>
    public double LookAhead { get; init; } = 1;

    /// <summary>Variances Sigma of the layers, from below; the last one also holds for those above. Default: 1.</summary>
    public IReadOnlyList<double> Variances { get; init; } = [1];

    /// <summary>Learning rates alpha of the layers, from below; the last one also holds for those above. In continuous time they are per time constant. Default: 0.001.</summary>
    public IReadOnlyList<double> Rates { get; init; } = [0.001];

    /// <summary>Factor of all rates after each epoch. Default: 1.</summary>
    public double Decay { get; init; } = 1;

    /// <summary>The optimiser of each projection; in continuous time plain. Default: plain.</summary>
    public Optimiser Optimiser { get; init; } = new();

    /// <summary>Start of the weights. Default: four times Glorot and Bengio's uniform, for logistic units.</summary>
    public Initialiser ForwardInitialiser { get; init; } = new GlorotUniform(4);

    /// <summary>Whether units have biases. Default: yes.</summary>
    public bool Biases { get; init; } = true;

    /// <summary>Noise of every value unit, at least 0. Default: 0.</summary>
    public double Noise { get; init; }
}
