using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Losses;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Models;

/// <summary>Everything that makes one layered network another.</summary>
public sealed record LayeredNetworkOptions
{
    /// <summary>How it learns.</summary>
    public LearningRule Rule { get; init; } = LearningRule.Backprop;

    /// <summary>Which errors reach which layer under the general rule, 1 to 3: from above as well; from below as well; from both, before they are mixed.</summary>
    public int Strategy { get; init; } = 1;

    /// <summary>Whether the general rule takes the direct error of each layer from a read-out of its own (experiment 2) instead of from the output (experiment 1).</summary>
    public bool AuxiliaryErrors { get; init; }

    /// <summary>F of the general rule.</summary>
    public Combination Combination { get; init; } = Combination.Mean;

    /// <summary>Whether it is to find its input again (experiment 3): the target is the input, and there are as many outputs.</summary>
    public bool Reconstruct { get; init; }

    /// <summary>Input units.</summary>
    public int Inputs { get; init; } = 784;

    /// <summary>Units of each hidden layer, from below, at least one layer.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [800, 800];

    /// <summary>Classes. Target propagation in all its forms but the tower has more outputs than that: as many as units in the layer below.</summary>
    public int Outputs { get; init; } = 10;

    /// <summary>Whether widths of target propagation shrink: each layer reads as many units of the layer below as it has itself, and the rest of those are auxiliary.</summary>
    public bool Tower { get; init; }

    /// <summary>Whether backprop and its like have auxiliary outputs, too, which have no target, to be compared with target propagation: as many outputs as units in the layer below.</summary>
    public bool AuxiliaryOutputs { get; init; }

    /// <summary>f of the hidden layers.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>f of the output; without effect with a softmax.</summary>
    public Activation OutputActivation { get; init; } = Activation.Sigmoid;

    /// <summary>The loss of the output.</summary>
    public Loss Loss { get; init; } = Loss.SoftmaxCrossEntropy;

    /// <summary>Optimiser of the forward weights.</summary>
    public Optimiser Optimiser { get; init; } = new();

    /// <summary>eta.</summary>
    public LearningRate Rate { get; init; } = new(0.1);

    /// <summary>Initial forward weights.</summary>
    public Initialiser ForwardInitialiser { get; init; } = new GlorotUniform();

    /// <summary>Initial biases; null for zero.</summary>
    public Initialiser? BiasInitialiser { get; init; }

    /// <summary>Fixed feedback weights: of the forward projection beside which they run, or null where there is none such (direct feedback).</summary>
    public Func<string?, Initialiser> FeedbackInitialiser { get; init; } = _ => new Uniform(-0.5f, 0.5f);

    /// <summary>Steps from what one layer says to the act of another that reads it, at least the delay of the projections.</summary>
    public int Hop { get; init; } = 1;

    /// <summary>Condition number of weights above which their inverse is not used.</summary>
    public double LargestCondition { get; init; } = 1e6;

    /// <summary>Step eta^ of the topmost hidden target in difference target propagation.</summary>
    public double TargetStep { get; init; } = 0.3277;

    /// <summary>Optimiser of the learned inverses.</summary>
    public Optimiser InverseOptimiser { get; init; } = new();

    /// <summary>eta of the learned inverses.</summary>
    public LearningRate InverseRate { get; init; } = new(0.005011);

    /// <summary>Standard deviation of the noise about which inverses are learned.</summary>
    public double Corruption { get; init; } = 0.3598;

    /// <summary>Whether dropping what the inverse gets wrong is left out: plain target propagation through learned inverses, for comparison.</summary>
    public bool WithoutDifference { get; init; }
}
