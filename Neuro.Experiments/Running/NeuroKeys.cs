using Neuro.Experiments.Configuration;
using Neuro.Experiments.Models;
using Neuro.Units.Activations;
using Neuro.Units.Losses;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Running;

/// <summary>Every key of the program. <c>hocon/reference.conf</c> is rendered from this list.</summary>
public static class NeuroKeys
{
    /// <summary>All keys.</summary>
    public static ConfigurationSchema Schema { get; } = new("Every key of Neuro, with its default, unit and range. An experiment file overrides some of them.");

    /// <summary>One line that says what an experiment shows.</summary>
    public static ConfigurationKey<string> Summary { get; } = Schema.Text("experiment.summary", "a network of one's own", "What the experiment shows, in one line.");

    /// <summary>The table or figure that an experiment stands for.</summary>
    public static ConfigurationKey<string?> Paper { get; } = Schema.OptionalText("experiment.paper", "The table or figure of the paper that it stands for.");

    /// <summary>Seed.</summary>
    public static ConfigurationKey<long> Seed { get; } = Schema.Long("run.seed", 1, "Seed of all randomness: initial weights and the order of samples.", min: 0);

    /// <summary>Epochs.</summary>
    public static ConfigurationKey<int> Epochs { get; } = Schema.Int("run.epochs", 20, "Passes over the training samples.", min: 1);

    /// <summary>Batch.</summary>
    public static ConfigurationKey<int> Batch { get; } = Schema.Int("run.batch", 100, "Samples of a trial.", min: 1, max: 10000);

    /// <summary>Limit.</summary>
    public static ConfigurationKey<int> Limit { get; } = Schema.Int("run.limit", 0, "Use the first so many training samples; 0 for all.", min: 0);

    /// <summary>Workers.</summary>
    public static ConfigurationKey<int> Workers { get; } = Schema.Int("run.workers", 0, "Worker threads; 0 for as many as cores. The results do not depend on it, except with schedule.kind = live.", min: 0, max: 256);

    /// <summary>Folder for runs.</summary>
    public static ConfigurationKey<string> Out { get; } = Schema.Text("run.out", "traces", "Folder in which the run's own folder is made.");

    /// <summary>Watchdog.</summary>
    public static ConfigurationKey<string> DataSet { get; } = Schema.Text("data.set", "digits", "Data set: digits (built in), mnist, fashion-mnist, kmnist, or a folder below data.root.");

    /// <summary>Root of data sets.</summary>
    public static ConfigurationKey<string?> DataRoot { get; } = Schema.OptionalText("data.root", "Folder with one folder for each data set; null for NEURO_DATA, else the user's cache.");

    /// <summary>Validation samples.</summary>
    public static ConfigurationKey<int> Validation { get; } = Schema.Int("data.validation", 0, "Training samples, from the end of the file, that are held out for validation.", min: 0);

    /// <summary>Schedule.</summary>
    public static ConfigurationKey<string> Schedule { get; } = Schema.Text("schedule.kind", "lockstep", "Which version of its inputs a population reads at each step. Lockstep: that of so many steps before. Link: the newest that has arrived, with jitter and loss. Live: the newest that a racing sender has said.", "lockstep", "link", "live");

    /// <summary>Slack.</summary>
    public static ConfigurationKey<int> Slack { get; } = Schema.Int("schedule.slack", 1, "Steps by which a read may be older or newer than in lockstep, with schedule.kind = live.", min: 0, max: Neuro.Runtime.Schedules.LiveSchedule.LargestSlack, unit: "steps");

    /// <summary>Delay of all projections.</summary>
    public static ConfigurationKey<int> Delay { get; } = Schema.Int("schedule.delay", 1, "Delay of every projection between populations with a state.", min: 1, max: 64, unit: "steps");

    /// <summary>Jitter.</summary>
    public static ConfigurationKey<int> Jitter { get; } = Schema.Int("schedule.jitter", 0, "Steps by which a message between populations with a state may arrive later than its delay; with schedule.kind = link.", min: 0, max: ProjectionSpec.LargestJitter, unit: "steps");

    /// <summary>Distribution of the jitter.</summary>
    public static ConfigurationKey<JitterDistribution> JitterDistribution { get; } = Schema.Choice("schedule.jitter-distribution", Neuro.Units.Specification.JitterDistribution.Uniform, "Uniform: all as likely. Geometric: each step later half as likely.");

    /// <summary>Loss.</summary>
    public static ConfigurationKey<double> MessageLoss { get; } = Schema.Double("schedule.loss", 0, "Probability that a message between populations with a state never arrives; with schedule.kind = link.", min: 0, max: ProjectionSpec.LargestLoss);

    /// <summary>Periods.</summary>
    public static ConfigurationKey<IReadOnlyList<int>> Period { get; } = Schema.IntList("schedule.period", [1], "Steps of a period, for each layer from below, its ghosts included; the last stands for all layers above.", min: 1, max: 1024, minCount: 1, unit: "steps");

    /// <summary>Ticks.</summary>
    public static ConfigurationKey<IReadOnlyList<int>> Duty { get; } = Schema.IntList("schedule.duty", [1], "Ticks at the beginning of each period, at most as many as its steps; between them a population holds its state. One for each layer, as for schedule.period.", min: 1, max: 1024, minCount: 1, unit: "steps");

    /// <summary>dt.</summary>
    public static ConfigurationKey<double> TimeStep { get; } = Schema.Duration("time.step", 5, "Time step dt.", min: 1e-6);

    /// <summary>tau.</summary>
    public static ConfigurationKey<double> TimeConstant { get; } = Schema.Duration("time.constant", 10, "Time constant tau of all populations; dt / tau must be at most 1.", min: 1e-6);

    /// <summary>Initial sweep.</summary>
    public static ConfigurationKey<bool> Sweep { get; } = Schema.Bool("time.sweep", true, "Whether a trial begins with as many steps as layers, with dt / tau = 1 and no feedback, which set states to their feed-forward values.");

    /// <summary>Prediction phase.</summary>
    public static ConfigurationKey<SimulatedTime> Prediction { get; } = Schema.Time("time.prediction", SimulatedTime.OfMilliseconds(50), "Length of the prediction phase.", minSteps: 1);

    /// <summary>Nudging phase.</summary>
    public static ConfigurationKey<SimulatedTime> NudgingTime { get; } = Schema.Time("time.nudging", SimulatedTime.OfMilliseconds(30), "Length of the nudging phase.", minSteps: 1);

    /// <summary>MA or MB.</summary>
    public static ConfigurationKey<GhostModel> Model { get; } = Schema.Choice("model.kind", GhostModel.MA, "MA: one ghost per pyramidal unit, which mimics it. MB: any number of ghosts, which cancel example by example.");

    /// <summary>TF or FA.</summary>
    public static ConfigurationKey<FeedbackKind> Feedback { get; } = Schema.Choice("model.feedback", FeedbackKind.Transpose, "Transpose: W_b = W_f^T by two-sided plasticity. Random: fixed random W_b (feedback alignment).");

    /// <summary>Hidden widths.</summary>
    public static ConfigurationKey<IReadOnlyList<int>> Hidden { get; } = Schema.IntList("model.hidden", [500], "Units of each hidden layer, from below.", min: 1, max: 65535, unit: "units");

    /// <summary>Ghosts in MB.</summary>
    public static ConfigurationKey<int> GhostUnits { get; } = Schema.Int("model.ghosts", 100, "Ghosts of each ghost population in model MB; MA has as many as units.", min: 1, max: 65535, unit: "units");

    /// <summary>Activation.</summary>
    public static ConfigurationKey<Activation> Activation { get; } = Schema.Choice("model.activation", Units.Activations.Activation.Sigmoid, "Firing-rate function of all units.");

    /// <summary>Loss.</summary>
    public static ConfigurationKey<Loss> Loss { get; } = Schema.Choice("model.loss", Units.Losses.Loss.MeanSquaredError, "Loss by which the output is nudged.");

    /// <summary>Biases.</summary>
    public static ConfigurationKey<bool> Biases { get; } = Schema.Bool("model.biases", true, "Whether W_f and V_f see a constant rate of 1.");

    /// <summary>beta.</summary>
    public static ConfigurationKey<double> Nudging { get; } = Schema.Double("model.nudging", 1, "Nudging strength beta.", min: 0, max: 100);

    /// <summary>eta_W of the input layer.</summary>
    public static ConfigurationKey<double> InputRate { get; } = Schema.Double("learning.input", 10, "eta_W of the synapses from the input, per time constant.", min: 0);

    /// <summary>eta_W between hidden layers.</summary>
    public static ConfigurationKey<double> HiddenRate { get; } = Schema.Double("learning.hidden", 2, "eta_W of the synapses between hidden layers, per time constant.", min: 0);

    /// <summary>eta_W of the output layer.</summary>
    public static ConfigurationKey<double> OutputRate { get; } = Schema.Double("learning.output", 0.4, "eta_W of the synapses onto the output, per time constant.", min: 0);

    /// <summary>eta_V of V_f.</summary>
    public static ConfigurationKey<double> MimicryRate { get; } = Schema.Double("learning.mimicry", 2, "eta_V of V_f, times dt / tau and times (units below + 1). The stable range hardly depends on the width: at dt / tau = 1/2 it ends near 4 while rates are near 1/2, and near 1 once units saturate.", min: 0);

    /// <summary>eta_V of V_b.</summary>
    public static ConfigurationKey<double> CancellationRate { get; } = Schema.Double("learning.cancellation", 5, "eta_V of V_b, times dt / tau and times the number of ghosts.", min: 0);

    /// <summary>kappa.</summary>
    public static ConfigurationKey<double> TrialCancellationRate { get; } = Schema.Double("learning.trial-cancellation", 0.7, "kappa of model MB's fast cancellation of each example, times a quarter of the number of ghosts.", min: 0);

    /// <summary>Decay.</summary>
    public static ConfigurationKey<double> Decay { get; } = Schema.Double("learning.decay", 0.98, "Factor on eta_W after each epoch.", min: 0.01, max: 1.1);

    /// <summary>Warm-up.</summary>
    public static ConfigurationKey<int> Warmup { get; } = Schema.Int("learning.warmup", 0, "Epochs in which eta_W rises to its value in equal steps: while outputs are far from their targets a high rate saturates hidden units.", min: 0, max: 1000, unit: "epochs");

    /// <summary>Spread of W_f above the first layer.</summary>
    public static ConfigurationKey<double> UpperSpread { get; } = Schema.Double("initial.upper", 0.1, "W_f of the layers that have ghosts, from the second on: uniform with this factor on the bounds of Glorot and Bengio. Small, so that ghosts need to learn no random weights in directions that hardly vary.", min: 0);

    /// <summary>Spread of W_f.</summary>
    public static ConfigurationKey<double> ForwardSpread { get; } = Schema.Double("initial.forward", 1, "W_f of the first layer: uniform with this factor on the bounds of Glorot and Bengio.", min: 0);

    /// <summary>Spread of V.</summary>
    public static ConfigurationKey<double> GhostSpread { get; } = Schema.Double("initial.ghost", 0.1, "V_f and V_b of model MA: uniform with this factor on the bounds of Glorot and Bengio. V_f of model MB: normal with standard deviation this / sqrt(units below).", min: 1e-6);

    /// <summary>Self-predicting start.</summary>
    public static ConfigurationKey<bool> SelfPredicting { get; } = Schema.Bool("initial.self-predicting", false, "Whether model MA starts with V_f and V_b as copies of W_f and W_b, so that ghosts need to learn only what W_f learns.");

    /// <summary>Spread of FA's W_b.</summary>
    public static ConfigurationKey<double> FeedbackSpread { get; } = Schema.Double("initial.feedback", 0.3, "Fixed random W_b: uniform between minus and plus this.", min: 1e-6);

    /// <summary>Control.</summary>
    public static ConfigurationKey<bool> Ghosts { get; } = Schema.Bool("control.ghosts", true, "Off: no ghosts, so that nothing cancels feedback.");

    /// <summary>Control.</summary>
    public static ConfigurationKey<bool> GhostsLearn { get; } = Schema.Bool("control.ghosts-learn", true, "Off: V_f and V_b stay as they were drawn.");

    /// <summary>Control.</summary>
    public static ConfigurationKey<bool> ShuffledFeedback { get; } = Schema.Bool("control.shuffled-feedback", false, "On: errors reach the wrong hidden units with random signs, others in every trial.");

    /// <summary>Saving.</summary>
    public static ConfigurationKey<bool> KeepCurrents { get; } = Schema.Bool("execution.keep-currents", true, "Keep a current while the version that it was computed from stays the same. The same bits either way.");

    /// <summary>Saving.</summary>
    public static ConfigurationKey<bool> DeferPlasticity { get; } = Schema.Bool("execution.defer-plasticity", true, "Accumulate linear plasticity on clamped inputs and consolidate it when the trial closes. The same in algebra, not in bits.");

    /// <summary>Saving.</summary>
    public static ConfigurationKey<bool> SkipZeros { get; } = Schema.Bool("execution.skip-zeros", true, "Skip the zeros of clamped inputs. The same bits either way.");

    /// <summary>Probe.</summary>
    public static ConfigurationKey<int> ProbeSamples { get; } = Schema.Int("measure.samples", 100, "Samples of the fixed probe batch (the first training samples) on which alignment and cancellation are measured after each epoch; 0 for no probe.", min: 0, max: 10000);

    /// <summary>Train evaluation.</summary>
    public static ConfigurationKey<int> TrainEvery { get; } = Schema.Int("measure.train-every", 0, "Evaluate the whole training set after every so many epochs; 0 for after the last alone.", min: 0);

    /// <summary>Timing.</summary>
    public static ConfigurationKey<TimingMode> Timing { get; } = Schema.Choice("measure.timing", TimingMode.Auto, "What is measured of the time of populations with a state, in every 32nd training trial. Waiting: how long they wait. Split: how long they wait, compute and deliver. Auto: waiting with schedule.kind = live, else off.");

    /// <summary>Trials recorded.</summary>
    public static ConfigurationKey<int?> ActivityEvery { get; } = Schema.OptionalInt("trace.activity.every", "100 with schedule.kind = live, else 0", "Record the activity of every so many trials, from the first on, in activity.bin; 0 for none. A replay is verified against it.", min: 0, unit: "trials");

    /// <summary>Units recorded.</summary>
    public static ConfigurationKey<int> ActivityUnits { get; } = Schema.Int("trace.activity.units", 16, "Record the first so many units of each population with a state.", min: 1, max: 65535, unit: "units");

    /// <summary>Samples recorded.</summary>
    public static ConfigurationKey<int> ActivitySamples { get; } = Schema.Int("trace.activity.samples", 1, "Record the first so many samples of a trial.", min: 1, max: 10000);
}
