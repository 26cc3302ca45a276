using Neuro.Experiments.Charts;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Studies;

namespace Neuro.Experiments.Reports;

/// <summary>Every figure that can be asked for, in the order of a report.</summary>
internal static class FigureKinds
{
    private const string OfAlignment = "alignment: epoch, layer, ";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FigureKind> All { get; } =
    [
        new("accuracy", "Accuracy and loss over epochs.", "metrics: epoch, *_accuracy, loss; else history of run.json", AccuracyFigure.Draw),
        new("cancellation", "What is left of the feedback after ghosts have cancelled it, |t - c| / |t|, and how far ghosts are from what they mimic, |s - g| / |s|, at the end of the prediction phase.",
            OfAlignment + "cancellation, mimicry; else history of run.json",
            MeasureFigure.Of("Cancellation and mimicry", [new("cancellation", "|t − c| / |t|", AxisScale.Logarithmic), new("mimicry", "|s − g| / |s|", AxisScale.Logarithmic)])),
        new("alignment", "Cosine between the error of a layer and the gradient of backpropagation, and the ratio of their norms.",
            OfAlignment + "alignment, error_ratio; else history of run.json",
            MeasureFigure.Of("Alignment with backpropagation", [new("alignment", "cosine"), new("error_ratio", "ratio of norms")])),
        new("updates-alignment", "Cosine between the change of a layer's weights and that of backpropagation, the ratio of their norms, and the angle between feedback weights and the transpose of those beside which they run.",
            OfAlignment + "update_alignment, update_ratio, feedback_angle; else history of run.json",
            MeasureFigure.Of("Changes against those of backpropagation", [new("update_alignment", "cosine of changes"), new("update_ratio", "ratio of norms"), new("feedback_angle", "angle of B to Wᵀ", AxisScale.Linear, "degrees")])),
        new("condition", "Condition number of the forward weights whose inverse brings a layer its target.",
            OfAlignment + "condition; else history of run.json",
            MeasureFigure.Of("Condition of inverted weights", [new("condition", "condition number", AxisScale.Logarithmic)])),
        new("distances", "Distance (Frobenius norm) of the weights of ghosts from those that they stand for: Figure 2 of the ghost paper.",
            OfAlignment + "forward_distance, feedback_distance; else history of run.json",
            MeasureFigure.Of("Distance of ghost weights", [new("forward_distance", "|V_f − W_f|"), new("feedback_distance", "|V_b − W_b|")])),
        new("dynamics", "How fast states still move at the end of each phase, how strongly a layer acts back on itself through the next, and how far feedback is from the transpose.",
            OfAlignment + "prediction_speed, nudging_speed, loop_gain, asymmetry; else history of run.json",
            MeasureFigure.Of("Dynamics", [new("prediction_speed", "ds/dt, prediction", AxisScale.Logarithmic, "1/ms"), new("nudging_speed", "ds/dt, nudging", AxisScale.Logarithmic, "1/ms"), new("loop_gain", "loop gain"), new("asymmetry", "|W_b − W_fᵀ| / |W_f|")])),
        new("traces", "One unit of each population, step by step through a trial: feedback t and cancellation c, the error e that is left, state s, and state g of the ghost that stands for it.",
            "activity: trial, step, phase, population, sample, unit, state, apical, cancel, error", TracesFigure.Draw),
        new("apical", "Apical potentials of one unit of each hidden layer: feedback t, what cancels it, c, and what is left; of one run in the first and the last trial recorded, of several in the last of each.",
            "activity: trial, step, phase, population, sample, unit, apical, cancel", ApicalFigure.Draw),
        new("rates", "Rates of all recorded units, step by step through a trial.", "activity: trial, step, phase, population, sample, unit, rate", RatesFigure.Draw),
        new("staleness", "How much newer (above 0) or older (below 0) than in lockstep the versions were that populations read.",
            "schedule: projection, steps, offset; else reads of run.json", StalenessFigure.Draw),
        new("traffic", "Unit events that were said, and synaptic operations that they caused, by projection and phase and over epochs.",
            "traffic: epoch, projection, phase, events, signal_events, synaptic_operations, dense_synaptic_operations; else result.traffic of run.json", TrafficFigure.Draw),
        new("norms", "Frobenius norm of the weights of each projection, and of their change from row to row.", "weights: epoch, projection, norm, change", NormsFigure.Draw),
        new("weights", "Weights from the input to the first units of the first layer, as images.", "the last of matrices/*.npz, else of checkpoints/*.npz", WeightImagesFigure.Draw),
        new("updates", "Entries of the first weight updates of each layer of a layered network against those of backprop.",
            "the configuration in run.json, from which the network is built anew, and the data set", UpdatesFigure.Draw),
        new("reconstructions", "Test images, and what auto-encoders make of them.", "the last of matrices/*.npz, and the data set", ReconstructionsFigure.Draw),
        new("response", "What runs come to in the end against the one key in which those of an experiment differ, a line for each experiment: how models bear a disturbance.",
            "metrics: epoch, test_accuracy; alignment: epoch, layer, alignment, prediction_speed; else history of run.json", ResponseFigure.Draw),
        new("stdp", "Of the study stdp: the mean slope of the postsynaptic rate at presynaptic spikes, by the time to the postsynaptic one, with standard errors, and its closed form.",
            "stdp: difference, measured, standard_error, closed_form", SpikeTimingFigure.Draw) { Study = StudyKind.Stdp },
        new("nudge-depth", "Of the study nudge-depth: direction and size of the error signals of hidden layers against the gradient of each network, down the deepest networks and over the depth.",
            "nudge-depth: model, depth, network, layer, below_output, cosine, ratio, error_norm", NudgeDepthFigure.Draw) { Study = StudyKind.NudgeDepth },
    ];

    /// <summary>The figure of a name.</summary>
    /// <exception cref="ConfigurationException">There is none; the message names those that there are.</exception>
    public static FigureKind Named(string name)
    {
        var names = All.Select(kind => kind.Name).ToList();
        return All.FirstOrDefault(kind => kind.Name == name) ?? throw new ConfigurationException(
            $"--figure: found '{name}', expected one of {string.Join(", ", names)}{(Spelling.Nearest(name, names) is { } nearest ? $" (nearest: {nearest})" : string.Empty)}");
    }
}
