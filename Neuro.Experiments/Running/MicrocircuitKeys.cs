using Neuro.Experiments.Configuration;
using Neuro.Experiments.Models;

namespace Neuro.Experiments.Running;

/// <summary>Keys of microcircuits.</summary>
/// <param name="schema">Takes them in.</param>
internal sealed class MicrocircuitKeys(ConfigurationSchema schema)
{
    private const string Conductance = "1/ms";

    /// <summary>Continuous or simplified.</summary>
    public ConfigurationKey<MicrocircuitForm> Form { get; } = schema.Choice("microcircuit.form", MicrocircuitForm.Continuous, "Continuous: Euler steps of all equations, plasticity at every step. Simplified: a sweep without feedback and a teaching phase, both with dt G = 1 unless said otherwise, and one change when the trial closes.");

    /// <summary>g_lk.</summary>
    public ConfigurationKey<double> Leak { get; } = schema.Double("microcircuit.leak", 0.1, "Leak conductance g_lk of all somata.", min: 0, max: 1000, unit: Conductance);

    /// <summary>g_B.</summary>
    public ConfigurationKey<double> Basal { get; } = schema.Double("microcircuit.basal", 1, "Conductance g_B from the basal dendrite of a pyramidal unit to its soma.", min: 0, max: 1000, unit: Conductance, minExcluded: true);

    /// <summary>g_D.</summary>
    public ConfigurationKey<double> Dendritic { get; } = schema.Double("microcircuit.dendritic", 1, "Conductance g_D from the dendrite of an interneuron to its soma.", min: 0, max: 1000, unit: Conductance, minExcluded: true);

    /// <summary>g_A.</summary>
    public ConfigurationKey<double> Apical { get; } = schema.Double("microcircuit.apical", 0.8, "Conductance g_A from the apical dendrite of a hidden unit to its soma.", min: 0, max: 1000, unit: Conductance);

    /// <summary>g_som.</summary>
    public ConfigurationKey<double> Somatic { get; } = schema.Double("microcircuit.somatic", 0.8, "Conductance g_som by which targets teach outputs, and the layer above teaches interneurons.", min: 0, max: 1000, unit: Conductance);

    /// <summary>Time without a target.</summary>
    public ConfigurationKey<SimulatedTime> Prediction { get; } = schema.Time("microcircuit.prediction", SimulatedTime.OfMilliseconds(20), "Length of the time without a target at the beginning of a trial, at whose end the answer is read; without effect in the simplified form, which sweeps.", minSteps: 1);

    /// <summary>Time with a target.</summary>
    public ConfigurationKey<SimulatedTime> Teaching { get; } = schema.Time("microcircuit.teaching", SimulatedTime.OfMilliseconds(80), "Length of the time with a target; 0 for no targets at all, in continuous time.");

    /// <summary>dt G of the simplified form.</summary>
    public ConfigurationKey<double> TeachingRatio { get; } = schema.Double("microcircuit.teaching-ratio", 1, "dt G of the teaching phase of the simplified form.", min: 0, max: 1, minExcluded: true);

    /// <summary>Whether trials follow upon one another.</summary>
    public ConfigurationKey<bool> KeepsState { get; } = schema.Bool("microcircuit.keep-state", true, "Whether a trial in continuous time begins where the one before it ended; off, potentials begin at 0.");

    /// <summary>Targets.</summary>
    public ConfigurationKey<IReadOnlyList<double>> Targets { get; } = schema.DoubleList("microcircuit.targets", [0, 1], "Potentials of an output that targets of 0 and 1 stand for.", min: -1000, max: 1000, minCount: 2, maxCount: 2);

    /// <summary>sigma.</summary>
    public ConfigurationKey<double> Noise { get; } = schema.Double("microcircuit.noise", 0, "sigma of all somata while learning in continuous time: a step adds sigma sqrt(dt) times a standard normal number to every potential.", min: 0);

    /// <summary>tau_w.</summary>
    public ConfigurationKey<double> Induction { get; } = schema.Duration("microcircuit.induction", 0, "Time constant tau_w of the filter between what synapses see and how they change, in continuous time; 0 for none, else at least time.step.");

    /// <summary>eta of basal synapses.</summary>
    public ConfigurationKey<IReadOnlyList<double>> ForwardRates { get; } = schema.DoubleList("microcircuit.forward-rates", [0.001], "eta of the basal synapses of pyramidal units, from below, the last for all above; per ms in continuous time, per trial in the simplified form.", min: 0, minCount: 1);

    /// <summary>eta of interneurons.</summary>
    public ConfigurationKey<IReadOnlyList<double>> InterneuronRates { get; } = schema.DoubleList("microcircuit.interneuron-rates", [0.001], "eta of the synapses onto interneurons, as for microcircuit.forward-rates.", min: 0, minCount: 1);

    /// <summary>eta of interneuron feedback.</summary>
    public ConfigurationKey<IReadOnlyList<double>> CancellationRates { get; } = schema.DoubleList("microcircuit.cancellation-rates", [0], "eta of the synapses from interneurons onto apical dendrites, as for microcircuit.forward-rates.", min: 0, minCount: 1);

    /// <summary>Division by mixing factors.</summary>
    public ConfigurationKey<bool> DividesRates { get; } = schema.Bool("microcircuit.divide-rates", false, "Whether rates of basal synapses, and those of the interneurons that mirror them, are divided by lambda of the output, g_som / (g_lk + g_B + g_som), and by g_A / G of every hidden layer from there down to their own: errors get weaker by these.");

    /// <summary>Interneurons.</summary>
    public ConfigurationKey<bool> Interneurons { get; } = schema.Bool("microcircuit.interneurons", true, "Off: no interneurons, so that nothing cancels feedback.");

    /// <summary>Self-predicting start.</summary>
    public ConfigurationKey<bool> SelfPredicting { get; } = schema.Bool("microcircuit.self-predicting", false, "Whether interneurons start as exact mirrors of the layer above, and send back what that sends.");

    /// <summary>Transposed feedback.</summary>
    public ConfigurationKey<bool> Transposed { get; } = schema.Bool("microcircuit.transposed", false, "Whether feedback is the transpose of the forward weights as they were at the start; it does not follow them. Off: random.");

    /// <summary>Spread of forward weights.</summary>
    public ConfigurationKey<double> ForwardSpread { get; } = schema.Double("microcircuit.forward-spread", 1, "Basal weights at the start: uniform between minus and plus this.", min: 0, max: 1e6, minExcluded: true);

    /// <summary>Spread of feedback.</summary>
    public ConfigurationKey<double> FeedbackSpread { get; } = schema.Double("microcircuit.feedback-spread", 1, "Random feedback weights: uniform between minus and plus this.", min: 0, max: 1e6, minExcluded: true);

    /// <summary>Spread of interneurons.</summary>
    public ConfigurationKey<double> InterneuronSpread { get; } = schema.Double("microcircuit.interneuron-spread", 1, "Weights to and from interneurons at the start: uniform between minus and plus this; without effect where they start self-predicting.", min: 0, max: 1e6, minExcluded: true);

    /// <summary>All of them.</summary>
    public IEnumerable<ConfigurationKey> All =>
    [
        Form, Leak, Basal, Dendritic, Apical, Somatic, Prediction, Teaching, TeachingRatio, KeepsState, Targets, Noise, Induction, ForwardRates, InterneuronRates, CancellationRates, DividesRates, Interneurons,
        SelfPredicting, Transposed, ForwardSpread, FeedbackSpread, InterneuronSpread,
    ];
}
