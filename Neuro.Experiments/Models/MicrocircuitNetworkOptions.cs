using Neuro.Units.Activations;
using Neuro.Units.Initialisation;

namespace Neuro.Experiments.Models;

/// <summary>Everything that makes one network of dendritic microcircuits another.</summary>
public sealed record MicrocircuitNetworkOptions
{
    /// <summary>Whether a trial is a sweep, a short teaching phase and one change at its end; else all goes on in continuous time and learns at every step.</summary>
    public bool Simplified { get; init; }

    /// <summary>Input units.</summary>
    public int Inputs { get; init; } = 784;

    /// <summary>Units of each hidden layer, from below.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [500];

    /// <summary>Output units.</summary>
    public int Outputs { get; init; } = 10;

    /// <summary>phi of all units.</summary>
    public Activation Activation { get; init; } = Activation.Sigmoid;

    /// <summary>Whether basal dendrites, of interneurons too, see a constant rate of 1.</summary>
    public bool Biases { get; init; }

    /// <summary>g_lk in 1 / ms.</summary>
    public double Leak { get; init; } = 0.1;

    /// <summary>g_B in 1 / ms.</summary>
    public double Basal { get; init; } = 1;

    /// <summary>g_D of interneurons in 1 / ms.</summary>
    public double Dendritic { get; init; } = 1;

    /// <summary>g_A of hidden layers in 1 / ms.</summary>
    public double Apical { get; init; } = 0.8;

    /// <summary>g_som in 1 / ms, by which outputs and interneurons are taught.</summary>
    public double Somatic { get; init; } = 0.8;

    /// <summary>dt in ms; dt G at most 1.</summary>
    public double TimeStep { get; init; } = 0.1;

    /// <summary>Steps without a target at the beginning of a trial in continuous time, at least 1: at their end the answer is read.</summary>
    public int PredictionSteps { get; init; } = 100;

    /// <summary>Steps with a target; 0 for no target at all, in continuous time only.</summary>
    public int TeachingSteps { get; init; } = 900;

    /// <summary>dt G of the teaching phase of the simplified form, above 0 and at most 1.</summary>
    public double TeachingRatio { get; init; } = 1;

    /// <summary>Whether a trial in continuous time begins where the one before it ended.</summary>
    public bool KeepsState { get; init; } = true;

    /// <summary>The potentials of an output that targets 0 and 1 stand for.</summary>
    public (double Low, double High) Targets { get; init; } = (0, 1);

    /// <summary>sigma of all somata in continuous time: a step adds sigma sqrt(dt) xi.</summary>
    public double Noise { get; init; }

    /// <summary>tau_w in ms in continuous time; 0 for none.</summary>
    public double InductionTime { get; init; }

    /// <summary>eta of the basal synapses of pyramidal units, from below; the last stands for all above.</summary>
    public IReadOnlyList<double> ForwardRates { get; init; } = [0.001];

    /// <summary>eta of the synapses from pyramidal units to interneurons, from below; the last stands for all above.</summary>
    public IReadOnlyList<double> InterneuronRates { get; init; } = [0.001];

    /// <summary>eta of the synapses from interneurons to pyramidal units, from below; the last stands for all above.</summary>
    public IReadOnlyList<double> CancellationRates { get; init; } = [0];

    /// <summary>Whether rates are divided by the mixing factors on the way down to their synapses, so that all layers learn alike from an error that gets weaker from layer to layer.</summary>
    public bool DividesRates { get; init; }

    /// <summary>Factor on all rates per epoch.</summary>
    public double Decay { get; init; } = 1;

    /// <summary>Initial basal weights of pyramidal units.</summary>
    public Initialiser ForwardInitialiser { get; init; } = new Uniform(-1, 1);

    /// <summary>Fixed weights from above onto apical dendrites.</summary>
    public Initialiser FeedbackInitialiser { get; init; } = new Uniform(-1, 1);

    /// <summary>Initial weights of interneurons and of those that they send back, where they do not start self-predicting.</summary>
    public Initialiser InterneuronInitialiser { get; init; } = new Uniform(-1, 1);

    /// <summary>Whether feedback starts as the transpose of the forward weights. It does not follow them.</summary>
    public bool TransposedFeedback { get; init; }

    /// <summary>Whether interneurons start as exact mirrors of the layer above, so that apical dendrites are silent without a target.</summary>
    public bool SelfPredicting { get; init; }

    /// <summary>Control: without interneurons nothing cancels feedback.</summary>
    public bool Interneurons { get; init; } = true;
}
