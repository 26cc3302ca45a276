using Neuro.Units.Activations;
using Neuro.Units.Initialisation;
using Neuro.Units.Losses;

namespace Neuro.Experiments.Models;

/// <summary>Everything that makes one ghost network another.</summary>
public sealed record GhostNetworkOptions
{
    /// <summary>MA or MB.</summary>
    public GhostModel Model { get; init; } = GhostModel.MA;

    /// <summary>TF or FA.</summary>
    public FeedbackKind Feedback { get; init; } = FeedbackKind.Transpose;

    /// <summary>How W_b of TF comes to be W_f^T.</summary>
    public FeedbackSharing Sharing { get; init; } = FeedbackSharing.Mirrored;

    /// <summary>Input units.</summary>
    public int Inputs { get; init; } = 784;

    /// <summary>Units of each hidden layer, from below.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [500];

    /// <summary>Output units.</summary>
    public int Outputs { get; init; } = 10;

    /// <summary>Ghosts per ghost population in model MB.</summary>
    public int GhostUnits { get; init; } = 100;

    /// <summary>rho of all units.</summary>
    public Activation Activation { get; init; } = Activation.Sigmoid;

    /// <summary>The loss of the output.</summary>
    public Loss Loss { get; init; } = Loss.MeanSquaredError;

    /// <summary>Whether W_f and V_f have biases.</summary>
    public bool Biases { get; init; } = true;

    /// <summary>Noise sigma of all populations, at least 0.</summary>
    public double Noise { get; init; }

    /// <summary>tau in ms.</summary>
    public double TimeConstant { get; init; } = 10;

    /// <summary>dt in ms.</summary>
    public double TimeStep { get; init; } = 5;

    /// <summary>Whether a trial begins with a sweep that sets states to their feed-forward values.</summary>
    public bool Sweep { get; init; } = true;

    /// <summary>Steps of the prediction phase.</summary>
    public int PredictionSteps { get; init; } = 20;

    /// <summary>Steps of the nudging phase.</summary>
    public int NudgingSteps { get; init; } = 8;

    /// <summary>beta.</summary>
    public double Nudging { get; init; } = 1;

    /// <summary>eta of the input layer's W_f, of those between, and of the output layer's.</summary>
    public (double Input, double Hidden, double Output) ForwardRates { get; init; } = (10, 4, 0.4);

    /// <summary>eta_V of V_f, times dt/tau and times (units below + 1): the stable range is independent of the width.</summary>
    public double MimicryRate { get; init; } = 1.25;

    /// <summary>eta_V of V_b, times dt/tau and times the number of ghosts.</summary>
    public double CancellationRate { get; init; } = 2.5;

    /// <summary>kappa of the fast cancellation of each example in model MB, times the number of ghosts / 4.</summary>
    public double TrialCancellationRate { get; init; } = 0.7;

    /// <summary>Factor on the forward rates per epoch.</summary>
    public double Decay { get; init; } = 1;

    /// <summary>Epochs in which the forward rates rise to their values.</summary>
    public int Warmup { get; init; }

    /// <summary>Initial W_f of the first layer.</summary>
    public Initialiser ForwardInitialiser { get; init; } = new GlorotUniform();

    /// <summary>Initial W_f of the layers that have ghosts, from the second on; null for the same as the first.</summary>
    public Initialiser? UpperInitialiser { get; init; }

    /// <summary>Initial V_f.</summary>
    public Initialiser GhostInitialiser { get; init; } = new GlorotUniform();

    /// <summary>Fixed W_b of FA.</summary>
    public Initialiser FeedbackInitialiser { get; init; } = new GlorotUniform();

    /// <summary>Control: without ghosts nothing cancels feedback.</summary>
    public bool Ghosts { get; init; } = true;

    /// <summary>Control: V_f and V_b stay as they were drawn.</summary>
    public bool GhostsLearn { get; init; } = true;

    /// <summary>Control: errors reach the wrong units, others in every trial.</summary>
    public bool ShuffledFeedback { get; init; }

    /// <summary>W_f learns from the rate of change of the states, instead of from what is left of feedback.</summary>
    public bool ErrorFromChange { get; init; }

    /// <summary>V_f and V_b start as copies of W_f and W_b; model MA only, unless there are as many ghosts as units above.</summary>
    public bool GhostsStartAsCopies { get; init; }
}
