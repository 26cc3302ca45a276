using Neuro.Experiments.Configuration;
using Neuro.Experiments.Models;
using Neuro.Experiments.Parquet;
using Neuro.Experiments.Studies;
using Neuro.Experiments.Traces;
using Neuro.Runtime.Observing;
using Neuro.Units.Activations;
using Neuro.Units.Losses;
using Neuro.Units.Plasticity;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Running;

/// <summary>Every key of the program. <c>hocon/reference.conf</c> is rendered from this list.</summary>
public static class NeuroKeys
{
    /// <summary>Longest delay of a projection in steps.</summary>
    internal const int LargestDelay = 64;

    /// <summary>All keys.</summary>
    public static ConfigurationSchema Schema { get; } = new("Every key of Neuro, with its default, unit and range. An experiment file overrides some of them.");

    /// <summary>One line that says what an experiment shows.</summary>
    public static ConfigurationKey<string> Summary { get; } = Schema.Text("experiment.summary", "a network of one's own", "What the experiment shows, in one line.");

    /// <summary>The table or figure that an experiment stands for.</summary>
    public static ConfigurationKey<string?> Paper { get; } = Schema.OptionalText("experiment.paper", "The table or figure of the paper that it stands for.");

    /// <summary>Study.</summary>
    public static ConfigurationKey<StudyKind> Study { get; } = Schema.Choice("experiment.study", StudyKind.None, "What is measured instead of training a network. None: a network is trained. Else the study of that name, with the keys of the section of its name.");

    /// <summary>Seed.</summary>
    public static ConfigurationKey<long> Seed { get; } = Schema.Long("run.seed", 1, "Seed of all randomness: initial weights, the order of samples, links and noise.", min: 0);

    /// <summary>Epochs.</summary>
    public static ConfigurationKey<int> Epochs { get; } = Schema.Int("run.epochs", 20, "Passes over the training samples.", min: 1);

    /// <summary>Batch.</summary>
    public static ConfigurationKey<int> Batch { get; } = Schema.Int("run.batch", 100, "Samples of a trial.", min: 1, max: 10000);

    /// <summary>Limit.</summary>
    public static ConfigurationKey<int> Limit { get; } = Schema.Int("run.limit", 0, "Use the first so many training samples; 0 for all.", min: 0);

    /// <summary>Workers.</summary>
    public static ConfigurationKey<int> Workers { get; } = Schema.Int("run.workers", 0, "Worker threads; 0 for as many as cores. The results do not depend on it, except with schedule.kind = live and where threads share weights lock-free.", min: 0, max: 256);

    /// <summary>Replicas.</summary>
    public static ConfigurationKey<int> Replicas { get; } = Schema.Int("run.replicas", 1, "Copies of the network that learn at the same time from different samples, each from every so many-th trial.", min: 1, max: 64);

    /// <summary>What replicas do with their weights.</summary>
    public static ConfigurationKey<Averaging> Averaging { get; } = Schema.Choice("run.averaging", Running.Averaging.Averaged, "Averaged: replicas have weights of their own, whose mean all take at barriers. Lock-free: all change the same weights, racing, and such a run cannot be had again.");

    /// <summary>Trials between averages.</summary>
    public static ConfigurationKey<int> AverageEvery { get; } = Schema.Int("run.average-every", 1, "Trials of each replica between two averages, with run.averaging = averaged; at the end of an epoch weights are averaged as well.", min: 1, unit: "trials");

    /// <summary>Pipeline.</summary>
    public static ConfigurationKey<int> Pipeline { get; } = Schema.Int("run.pipeline", 1, "Trials that each layer of a layered network may have in flight: it responds in so many before it learns from the first of them, if its learning waits for layers above. The results depend on it, not on the workers. 1 is the sequential algorithm.", min: 1, max: Neuro.Runtime.SimulationOptions.LargestPipeline, unit: "trials");

    /// <summary>Shards.</summary>
    public static ConfigurationKey<int> Shards { get; } = Schema.Int("run.shards", 1, "Parts of at least 32 units into which each population but the output is divided, so that several cores share it. The results do not depend on it, except with schedule.kind = live.", min: 1, max: 64);

    /// <summary>Folder for runs.</summary>
    public static ConfigurationKey<string> Out { get; } = Schema.Text("run.out", "traces", "Folder in which the run's own folder is made.");

    /// <summary>Data set.</summary>
    public static ConfigurationKey<string> DataSet { get; } = Schema.Text("data.set", "digits", "Data set: digits, patterns, teacher or bars (built in), mnist, fashion-mnist, kmnist, or a folder below data.root.");

    /// <summary>Inputs of patterns.</summary>
    public static ConfigurationKey<int> PatternInputs { get; } = Schema.Int("data.patterns.inputs", 392, "Inputs of data.set = patterns.", min: 1, max: 65535, unit: "units");

    /// <summary>Classes of patterns.</summary>
    public static ConfigurationKey<int> PatternClasses { get; } = Schema.Int("data.patterns.classes", 10, "Classes of data.set = patterns, each with a random prototype.", min: 2, max: 256);

    /// <summary>Patterns to learn from.</summary>
    public static ConfigurationKey<int> PatternTrain { get; } = Schema.Int("data.patterns.train", 2000, "Training samples of data.set = patterns.", min: 1, max: 1000000);

    /// <summary>Patterns to be tested on.</summary>
    public static ConfigurationKey<int> PatternTest { get; } = Schema.Int("data.patterns.test", 500, "Test samples of data.set = patterns.", min: 1, max: 1000000);

    /// <summary>Noise of patterns.</summary>
    public static ConfigurationKey<double> PatternNoise { get; } = Schema.Double("data.patterns.noise", 0.5, "Standard deviation of the noise about a prototype of data.set = patterns; rates are then cut to 0 .. 1.", min: 0, max: 100);

    /// <summary>Seed of patterns.</summary>
    public static ConfigurationKey<long> PatternSeed { get; } = Schema.Long("data.patterns.seed", 2026, "Seed of data.set = patterns, whatever run.seed.", min: 0);

    /// <summary>Root of data sets.</summary>
    public static ConfigurationKey<string?> DataRoot { get; } = Schema.OptionalText("data.root", "Folder with one folder for each data set; null for NEURO_DATA, else the user's cache.");

    /// <summary>Validation samples.</summary>
    public static ConfigurationKey<int> Validation { get; } = Schema.Int("data.validation", 0, "Training samples, from the end of the file, that are held out for validation.", min: 0);

    /// <summary>Schedule.</summary>
    public static ConfigurationKey<string> Schedule { get; } = Schema.Text("schedule.kind", "lockstep", "Which version of its inputs a population reads at each step. Lockstep: that of so many steps before. Link: the newest that has arrived, with jitter and loss. Live: the newest that a racing sender has said.", "lockstep", "link", "live");

    /// <summary>Slack.</summary>
    public static ConfigurationKey<int?> Slack { get; } = Schema.OptionalInt("schedule.slack", 1, "infinite", string.Empty, "Steps by which a read may be older or newer than in lockstep, with schedule.kind = live. Infinite: nobody waits, and what was not read is overwritten.", min: 0, max: Neuro.Runtime.Schedules.LiveSchedule.LargestSlack, unit: "steps");

    /// <summary>Trial barrier.</summary>
    public static ConfigurationKey<bool> TrialBarrier { get; } = Schema.Bool("schedule.trial-barrier", true, "Whether all populations begin a trial together and read nothing across its borders; off only with schedule.kind = live.");

    /// <summary>Delay of all projections.</summary>
    public static ConfigurationKey<int> Delay { get; } = Schema.Int("schedule.delay", 1, "Delay of every projection between populations with a state.", min: 1, max: LargestDelay, unit: "steps");

    /// <summary>Jitter.</summary>
    public static ConfigurationKey<int> Jitter { get; } = Schema.Int("schedule.jitter", 0, "Steps by which a message between populations with a state may arrive later than its delay; with schedule.kind = link.", min: 0, max: ProjectionSpec.LargestJitter, unit: "steps");

    /// <summary>Distribution of the jitter.</summary>
    public static ConfigurationKey<JitterDistribution> JitterDistribution { get; } = Schema.Choice("schedule.jitter-distribution", Neuro.Units.Specification.JitterDistribution.Uniform, "Uniform: all as likely. Geometric: each step later half as likely.");

    /// <summary>Loss.</summary>
    public static ConfigurationKey<double> MessageLoss { get; } = Schema.Double("schedule.loss", 0, "Probability that a message between populations with a state never arrives; with schedule.kind = link.", min: 0, max: ProjectionSpec.LargestLoss);

    /// <summary>Duplication.</summary>
    public static ConfigurationKey<double> Duplicate { get; } = Schema.Double("schedule.duplicate", 0, "Probability that a message between populations with a state is sent twice, the second copy with a jitter and a loss of its own; with schedule.kind = link.", min: 0, max: 1);

    /// <summary>Lateness.</summary>
    public static ConfigurationKey<double> Late { get; } = Schema.Double("schedule.late", 0, "Probability that a message between populations with a state is held up by schedule.late-steps on top of its jitter; with schedule.kind = link.", min: 0, max: 1);

    /// <summary>Steps of lateness.</summary>
    public static ConfigurationKey<int> LateSteps { get; } = Schema.Int("schedule.late-steps", 16, "Steps by which a late message is held up; together with the jitter at most 63.", min: 1, max: ProjectionSpec.LargestLateness, unit: "steps");

    /// <summary>Links of single projections.</summary>
    public static ConfigurationKey<IReadOnlyList<string>> Links { get; } = Schema.TextList("schedule.links", [], "What single projections have instead, later entries before earlier ones: a projection, or a pattern with *, then any of delay=, jitter=, distribution=, loss=, duplicate=, late=, late-steps=; for example \"hidden1-output delay=3 jitter=2 distribution=geometric\". All but the delay need schedule.kind = link.");

    /// <summary>Periods.</summary>
    public static ConfigurationKey<IReadOnlyList<int>> Period { get; } = Schema.IntList("schedule.period", [1], "Steps of a period, for each layer from below, its ghosts included; the last stands for all layers above.", min: 1, max: 1024, minCount: 1, unit: "steps");

    /// <summary>Ticks.</summary>
    public static ConfigurationKey<IReadOnlyList<int>> Duty { get; } = Schema.IntList("schedule.duty", [1], "Ticks at the beginning of each period, at most as many as its steps; between them a population holds its state. One for each layer, as for schedule.period.", min: 1, max: 1024, minCount: 1, unit: "steps");

    /// <summary>Thresholds.</summary>
    public static ConfigurationKey<IReadOnlyList<double>> Threshold { get; } = Schema.DoubleList("schedule.threshold", [0], "A unit says its rate anew when it has left the one said last by more than this; 0 for at every step. One for each layer, as for schedule.period; in evaluation and probe, too.", min: 0, minCount: 1);

    /// <summary>Crashes.</summary>
    public static ConfigurationKey<IReadOnlyList<string>> Crash { get; } = Schema.TextList("faults.crash", [], "Populations that crash while learning, each entry once: a population with a state, then trial= (from 0, over the whole run) and step= (within the trial, from 1); for example \"hidden1 trial=120 step=5\". Without snapshots the run fails.");

    /// <summary>Snapshots.</summary>
    public static ConfigurationKey<int> SnapshotEvery { get; } = Schema.Int("faults.snapshot-every", 0, "Trials after which a snapshot of the whole network is taken in memory, as at the beginning of an epoch; after a crash the network is set back to the last one. 0 for none, as it must be with run.pipeline above 1.", min: 0, unit: "trials");

    /// <summary>Watchdog over training.</summary>
    public static ConfigurationKey<double> Watchdog { get; } = Schema.Double("faults.watchdog", 60, "Seconds after which a run fails when nothing has moved while learning, although some population is in a turn; 0 for never.", min: 0, max: 1e6, unit: "seconds");

    /// <summary>Feedback weights.</summary>
    public static ConfigurationKey<FeedbackSharing> Sharing { get; } = Schema.Choice("schedule.sharing", FeedbackSharing.Mirrored, "Weights of transposed feedback. Mirrored: both ends of a synapse hold a copy and change it alike. Lock-free: the lower population reads those of the upper one as they stand, racing, and such a run cannot be had again.");

    /// <summary>dt.</summary>
    public static ConfigurationKey<double> TimeStep { get; } = Schema.Duration("time.step", 5, "Time step dt.", min: 1e-6);

    /// <summary>tau.</summary>
    public static ConfigurationKey<double> TimeConstant { get; } = Schema.Duration("time.constant", 10, "Time constant tau of all populations; dt / tau must be at most 1.", min: 1e-6);

    /// <summary>Hop.</summary>
    public static ConfigurationKey<int> Hop { get; } = Schema.Int("time.hop", 0, "Steps from what one layer of a layered network says to the act of another that reads it; what has not arrived by then is silence. 0: the longest delay, with schedule.kind = live the slack on top.", min: 0, max: 256, unit: "steps");

    /// <summary>Initial sweep.</summary>
    public static ConfigurationKey<bool> Sweep { get; } = Schema.Bool("time.sweep", true, "Whether a trial begins with as many steps as layers, with dt / tau = 1 and no feedback, which set states to their feed-forward values.");

    /// <summary>Prediction phase.</summary>
    public static ConfigurationKey<SimulatedTime> Prediction { get; } = Schema.Time("time.prediction", SimulatedTime.OfMilliseconds(50), "Length of the prediction phase, or of the free phase of networks that settle.", minSteps: 1);

    /// <summary>Length of the free phase of an examination.</summary>
    public static ConfigurationKey<int> ExaminationFactor { get; } = Schema.Int("time.examination", 1, "How many times as long the free phase of a network that settles is, or the one phase of model.kind = least-action, in evaluation and probe: states begin at zero there, and not where they were left.", min: 1, max: 1000);

    /// <summary>Nudging phase.</summary>
    public static ConfigurationKey<SimulatedTime> NudgingTime { get; } = Schema.Time("time.nudging", SimulatedTime.OfMilliseconds(30), "Length of the nudging phase, each where there are two; with model.kind = least-action, of a pattern.", minSteps: 1);

    /// <summary>The model.</summary>
    public static ConfigurationKey<ModelKind> Model { get; } = Schema.Choice("model.kind", ModelKind.MA, "Ghost networks: ma, one ghost per pyramidal unit, which mimics it; mb, any number of ghosts, which cancel example by example. Layered networks: bp, fa, dfa, lafs, general (the general feedback rule), tp, itp, gait, dtp. Networks that settle: eqprop (equilibrium propagation), vector-field (the same without tied weights). Networks of error units: predictive (predictive coding), least-action (in continuous time, without phases). Microcircuit: dendritic microcircuits with interneurons (microcircuit.*).");

    /// <summary>Strategy of the general feedback rule.</summary>
    public static ConfigurationKey<int> Strategy { get; } = Schema.Int("model.strategy", 1, "Which errors reach a hidden layer under model.kind = general, beside its direct one: 1 that of the layer above, 2 that of the layer below, 3 the direct ones of both.", min: 1, max: 3);

    /// <summary>Auxiliary errors.</summary>
    public static ConfigurationKey<bool> AuxiliaryErrors { get; } = Schema.Bool("model.auxiliary-errors", false, "Whether direct errors under model.kind = general are those of a fixed random read-out of each hidden layer, instead of the output's.");

    /// <summary>F of the general feedback rule.</summary>
    public static ConfigurationKey<Combination> Combination { get; } = Schema.Choice("model.combination", Units.Specification.Combination.Mean, "How several errors of a layer are combined under model.kind = general. Largest: of each unit that of the largest size.");

    /// <summary>Auto-encoder.</summary>
    public static ConfigurationKey<bool> Reconstruct { get; } = Schema.Bool("model.reconstruct", false, "Whether a layered network is to find its input again: as many outputs as inputs, and no labels. Accuracies are then the part of the input's energy that is found, in per cent: 100 (1 - sum |x - x'|^2 / sum |x|^2).");

    /// <summary>Tower.</summary>
    public static ConfigurationKey<bool> Tower { get; } = Schema.Bool("model.tower", false, "Whether widths shrink under model.kind = tp, itp or gait, and bp to be compared with them: each layer reads as many units of the layer below, or of the input, as it has itself, and the rest are auxiliary. Off: all layers above the first have the width of the last hidden one, the output included.");

    /// <summary>Auxiliary outputs.</summary>
    public static ConfigurationKey<bool> AuxiliaryOutputs { get; } = Schema.Bool("model.auxiliary-outputs", false, "Whether other layered networks than those of model.kind = tp, itp and gait have as many outputs as units in the last hidden layer, too, of which those beyond the classes have no target: to be compared with them.");

    /// <summary>Activation of the output.</summary>
    public static ConfigurationKey<Activation> OutputActivation { get; } = Schema.Choice("model.output-activation", Units.Activations.Activation.Sigmoid, "Activation of the output of a layered network; without effect with model.loss = softmax-cross-entropy.");

    /// <summary>Largest condition number.</summary>
    public static ConfigurationKey<double> LargestCondition { get; } = Schema.Double("model.largest-condition", 1e6, "Condition number (1-norm) of the weights of a layer above which their inverse is not used and a run with model.kind = tp, itp or gait fails; a warning is given above a tenth of it.", min: 1);

    /// <summary>Step of the topmost hidden target.</summary>
    public static ConfigurationKey<double> TargetStep { get; } = Schema.Double("model.target-step", 0.3277, "eta^ of model.kind = dtp: the step down the mean cost by which the last hidden layer gets its target.", min: 0);

    /// <summary>Noise about which inverses are learned.</summary>
    public static ConfigurationKey<double> Corruption { get; } = Schema.Double("model.corruption", 0.3598, "sigma of model.kind = dtp: standard deviation of the noise in the rates about which inverses are learned.", min: 0);

    /// <summary>Whether errors of inverses drop out.</summary>
    public static ConfigurationKey<bool> Difference { get; } = Schema.Bool("model.difference", true, "Whether targets of model.kind = dtp are h + g(target above) - g(rates above). Off: g(target above) alone, with all that the learned inverse g gets wrong.");

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

    /// <summary>sigma.</summary>
    public static ConfigurationKey<double> Noise { get; } = Schema.Double("model.noise", 0, "Noise sigma of all populations while learning: a step adds sigma sqrt(dt / tau) times a standard normal number to every state. Evaluation and probe have none.", min: 0);

    /// <summary>beta.</summary>
    public static ConfigurationKey<double> Nudging { get; } = Schema.Double("model.nudging", 1, "Nudging strength beta.", min: 0, max: 100);

    /// <summary>Sign of beta.</summary>
    public static ConfigurationKey<bool> RandomSign { get; } = Schema.Bool("model.random-sign", true, "Whether the sign of beta is drawn for each trial, with model.kind = eqprop or vector-field. The probe always nudges towards the target.");

    /// <summary>Centred estimate.</summary>
    public static ConfigurationKey<bool> Centred { get; } = Schema.Bool("model.centred", false, "Whether the network is nudged both ways from the same free state and learns from the difference of both, with model.kind = eqprop or vector-field.");

    /// <summary>Order of updates.</summary>
    public static ConfigurationKey<UpdateOrder> Update { get; } = Schema.Choice("model.update", UpdateOrder.Synchronous, "Synchronous: all layers at once. Alternate: in each iteration odd layers, then even ones from the new states of those; with model.kind = eqprop or vector-field.");

    /// <summary>Stored states.</summary>
    public static ConfigurationKey<bool> Particles { get; } = Schema.Bool("model.particles", true, "Whether an example begins with the states at which its last free phase ended, with model.kind = eqprop or vector-field; else with 0. Evaluation and probe begin with 0.");

    /// <summary>Form of the rule without tied weights.</summary>
    public static ConfigurationKey<ChangeForm> Change { get; } = Schema.Choice("model.change", ChangeForm.Trajectory, "What model.kind = vector-field learns from. Trajectory: every step of the nudged phase, each with the presynaptic rate before it. Fixed-point: the whole way from the free to the nudged state, with the presynaptic rate of the free one.");

    /// <summary>Clamped output.</summary>
    public static ConfigurationKey<bool> Clamped { get; } = Schema.Bool("model.clamped", true, "Whether the output of model.kind = predictive is set to its target while errors spread. Off: nudged by model.nudging, by which rates are then divided, with optimisers that follow the size of gradients.");

    /// <summary>Frozen predictions.</summary>
    public static ConfigurationKey<bool> Frozen { get; } = Schema.Bool("model.frozen", false, "Whether predictions and slopes of model.kind = predictive stay those of the sweep while errors spread, which makes them those of backprop.");

    /// <summary>Sigma.</summary>
    public static ConfigurationKey<IReadOnlyList<double>> Variances { get; } = Schema.DoubleList("model.variances", [1], "Variances Sigma by which model.kind = predictive divides the errors of each layer, from below; the last stands for all layers above. Rates are multiplied by that of the output, with optimisers that follow the size of gradients.", min: 1e-6, max: 1e6, minCount: 1);

    /// <summary>lambda of the look-ahead.</summary>
    public static ConfigurationKey<double> LookAhead { get; } = Schema.Double("model.look-ahead", 1, "lambda of model.kind = least-action: the part of the last step's change of F that is taken over into the rate of change that units run ahead by. 1: the plain difference of two steps; less smooths it where that is unstable.", min: 0, max: 1, minExcluded: true);

    /// <summary>Largest speed at rest.</summary>
    public static ConfigurationKey<double> LargestSpeed { get; } = Schema.Double("model.largest-speed", 0.2, "How far a state may still go in a time constant at the end of the phase in which it should settle (root mean square over units and probe samples of tau ds/dt), with model.kind = eqprop, vector-field, predictive or least-action. The probe looks after each epoch; the run fails above, a warning is given above a tenth.", min: 1e-9);

    /// <summary>eta of layered networks.</summary>
    public static ConfigurationKey<double> Rate { get; } = Schema.Double("learning.rate", 0.1, "Learning rate of the forward weights of a layered network.", min: 0);

    /// <summary>alpha of each layer.</summary>
    public static ConfigurationKey<IReadOnlyList<double>> Rates { get; } = Schema.DoubleList("learning.rates", [0.1, 0.05], "alpha of each layer, from below, with model.kind = eqprop, vector-field, predictive or least-action (there per time constant); the last stands for all layers above. Weights downwards learn with the rate of those upwards between the same layers.", min: 0, max: 1e6, minCount: 1);

    /// <summary>What ghost networks learn from.</summary>
    public static ConfigurationKey<ErrorSource> ErrorSource { get; } = Schema.Choice("learning.error", Models.ErrorSource.Feedback, "What W_f of ghost networks takes for the error of a unit. Feedback: t - c, what ghosts do not cancel. Change: tau ds/dt, how fast its state moves.");

    /// <summary>Optimiser.</summary>
    public static ConfigurationKey<OptimiserKind> OptimiserKind { get; } = Schema.Choice("learning.optimiser", Units.Plasticity.OptimiserKind.Sgd, "Optimiser of every projection of a layered network, and of model.kind = predictive; docs/models/layered.md has the formulas.");

    /// <summary>Reduction.</summary>
    public static ConfigurationKey<Reduction> Reduction { get; } = Schema.Choice("learning.reduction", Units.Plasticity.Reduction.Mean, "Whether gradients of a layered network are means or sums over the samples of a trial.");

    /// <summary>mu.</summary>
    public static ConfigurationKey<double> Momentum { get; } = Schema.Double("learning.momentum", 0.9, "mu of momentum and centred-rms-prop, beta1 of adam.", min: 0, max: 0.999999);

    /// <summary>r.</summary>
    public static ConfigurationKey<double> SquareDecay { get; } = Schema.Double("learning.square-decay", 0.999, "Decay of mean squares of rms-prop and centred-rms-prop, beta2 of adam.", min: 0, max: 0.9999999);

    /// <summary>eps.</summary>
    public static ConfigurationKey<double> Epsilon { get; } = Schema.Double("learning.epsilon", 1e-8, "epsilon of rms-prop, centred-rms-prop (there under the root) and adam.", min: 1e-30);

    /// <summary>Bias correction.</summary>
    public static ConfigurationKey<bool> BiasCorrection { get; } = Schema.Bool("learning.bias-correction", true, "Whether the moments of adam are corrected for their start at zero.");

    /// <summary>Weight decay.</summary>
    public static ConfigurationKey<double> WeightDecay { get; } = Schema.Double("learning.weight-decay", 0, "So many times a forward weight is added to its gradient, in layered networks; biases and feedback do not decay.", min: 0);

    /// <summary>lambda.</summary>
    public static ConfigurationKey<double> Orthogonality { get; } = Schema.Double("learning.orthogonality", 0, "lambda of the pull of square forward weights towards orthogonal rows, in layered networks: 4 lambda (W W^T - its diagonal) W is added to the gradient, not divided by the batch.", min: 0);

    /// <summary>Drops of the learning rate.</summary>
    public static ConfigurationKey<IReadOnlyList<int>> Drops { get; } = Schema.IntList("learning.drops", [], "Epochs, from 0, at whose beginning the rate of layered networks drops for good.", min: 0, unit: "epochs");

    /// <summary>Factor of a drop.</summary>
    public static ConfigurationKey<double> DropFactor { get; } = Schema.Double("learning.drop-factor", 0.1, "Factor of each drop.", min: 1e-9, max: 1);

    /// <summary>eta of learned inverses.</summary>
    public static ConfigurationKey<double> InverseRate { get; } = Schema.Double("learning.inverse-rate", 0.005011, "Learning rate of the inverses of model.kind = dtp.", min: 0);

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
    public static ConfigurationKey<double> ForwardSpread { get; } = Schema.Double("initial.forward", 1, "W_f of the first layer, and all weights upwards of networks that settle or have error units: uniform with this factor on the bounds of Glorot and Bengio.", min: 0, max: 1e6);

    /// <summary>Spread of V.</summary>
    public static ConfigurationKey<double> GhostSpread { get; } = Schema.Double("initial.ghost", 0.1, "V_f and V_b of model MA: uniform with this factor on the bounds of Glorot and Bengio. V_f of model MB: normal with standard deviation this / sqrt(units below).", min: 1e-6);

    /// <summary>Spread of the weights downwards.</summary>
    public static ConfigurationKey<double> BackwardSpread { get; } = Schema.Double("initial.backward", 1, "Weights downwards of model.kind = vector-field: uniform with this factor on the bounds of Glorot and Bengio.", min: 0, max: 1e6);

    /// <summary>Self-predicting start.</summary>
    public static ConfigurationKey<bool> SelfPredicting { get; } = Schema.Bool("initial.self-predicting", false, "Whether model MA starts with V_f and V_b as copies of W_f and W_b, so that ghosts need to learn only what W_f learns.");

    /// <summary>Spread of FA's W_b.</summary>
    public static ConfigurationKey<double> FeedbackSpread { get; } = Schema.Double("initial.feedback", 0.3, "Fixed random W_b: uniform between minus and plus this.", min: 1e-6, max: 1e6);

    /// <summary>Start of forward weights.</summary>
    public static ConfigurationKey<WeightStart> WeightStart { get; } = Schema.Choice("initial.kind", Models.WeightStart.GlorotUniform, "Forward weights of layered networks at the start.");

    /// <summary>Start of biases.</summary>
    public static ConfigurationKey<double> BiasSpread { get; } = Schema.Double("initial.bias", 0, "Biases of layered networks at the start: normal with this standard deviation.", min: 0, max: 1e6);

    /// <summary>Fixed feedback.</summary>
    public static ConfigurationKey<FeedbackMatrix> FeedbackMatrix { get; } = Schema.Choice("feedback.kind", Models.FeedbackMatrix.Uniform, "Fixed feedback weights of layered networks. B1: ones with normal noise. B2: identity, not square. B3: identity with noise. B4: sparse ones. B5: ones with uniform noise. B6: sparse ones with noise. B7: noise alone. Transposed, sign-symmetric: of the forward weights at the start, where feedback runs beside them (fa).");

    /// <summary>Spread of fixed feedback.</summary>
    public static ConfigurationKey<double> FixedSpread { get; } = Schema.Double("feedback.spread", 0.5, "Largest size of uniform feedback weights, standard deviation of normal ones, size of sign-symmetric ones.", min: 1e-9, max: 1e6);

    /// <summary>Noise on regular feedback.</summary>
    public static ConfigurationKey<double> FeedbackNoise { get; } = Schema.Double("feedback.noise", 0.01, "Standard deviation of the noise of b1, b3, b6 and b7, largest size of that of b5.", min: 0);

    /// <summary>Density of fixed feedback.</summary>
    public static ConfigurationKey<double> FeedbackDensity { get; } = Schema.Double("feedback.density", 1, "Part of the weights that are there: of uniform and normal ones, and of the sparse ones of b4 and b6.", min: 0, max: 1);

    /// <summary>Weights from a file.</summary>
    public static ConfigurationKey<string?> InitialWeights { get; } = Schema.OptionalText("init.weights", "File (.npz) with all weights to begin with, NAME.weight (post x pre) and NAME.bias of each projection that has them, such as matrices/epoch-00010.npz of a run; null to draw them.");

    /// <summary>Control.</summary>
    public static ConfigurationKey<bool> Ghosts { get; } = Schema.Bool("control.ghosts", true, "Off: no ghosts, so that nothing cancels feedback.");

    /// <summary>Control.</summary>
    public static ConfigurationKey<bool> GhostsLearn { get; } = Schema.Bool("control.ghosts-learn", true, "Off: V_f and V_b stay as they were drawn.");

    /// <summary>Control.</summary>
    public static ConfigurationKey<bool> ShuffledFeedback { get; } = Schema.Bool("control.shuffled-feedback", false, "On: errors reach the wrong hidden units with random signs, others in every trial.");

    /// <summary>Saving.</summary>
    public static ConfigurationKey<bool> KeepCurrents { get; } = Schema.Bool("execution.keep-currents", true, "Keep a current while the rates and weights that it was computed from stay the same. The same bits either way.");

    /// <summary>Saving.</summary>
    public static ConfigurationKey<bool> DeferPlasticity { get; } = Schema.Bool("execution.defer-plasticity", true, "Accumulate linear plasticity on clamped inputs and consolidate it when the trial closes. The same in algebra, not in bits.");

    /// <summary>Saving.</summary>
    public static ConfigurationKey<bool> SkipZeros { get; } = Schema.Bool("execution.skip-zeros", true, "Skip the zeros of clamped inputs. The same bits either way.");

    /// <summary>Saving.</summary>
    public static ConfigurationKey<int> Refresh { get; } = Schema.Int("execution.refresh", 64, "How often in a row a current may follow the events of a population with a threshold (schedule.threshold) before it is computed anew; 0 for never. The same in algebra, not in bits.", min: 0);

    /// <summary>Probe.</summary>
    public static ConfigurationKey<int> ProbeSamples { get; } = Schema.Int("measure.samples", 100, "Samples of the fixed probe batch (the first training samples) on which alignment and cancellation are measured after each epoch; 0 for no probe.", min: 0, max: 10000);

    /// <summary>Train evaluation.</summary>
    public static ConfigurationKey<int> TrainEvery { get; } = Schema.Int("measure.train-every", 0, "Evaluate the whole training set after every so many epochs; 0 for after the last alone.", min: 0);

    /// <summary>Timing.</summary>
    public static ConfigurationKey<TimingMode> Timing { get; } = Schema.Choice("measure.timing", TimingMode.Auto, "What is measured of the time of populations with a state, in every 32nd training trial. Waiting: how long they wait. Split: how long they wait, compute and deliver. Auto: waiting with schedule.kind = live, else off.");

    /// <summary>Tables.</summary>
    public static ConfigurationKey<IReadOnlyList<TraceTableName>> Tables { get; } = Schema.ChoiceList("trace.tables", Enum.GetValues<TraceTableName>(), "Tables of a run that are written; an empty list for none. Without schedule no racing run can be had again.");

    /// <summary>Compression.</summary>
    public static ConfigurationKey<Compression> TraceCompression { get; } = Schema.Choice("trace.compression", Compression.None, "Compression of the tables.");

    /// <summary>Size of a part.</summary>
    public static ConfigurationKey<int> PartSize { get; } = Schema.Int("trace.part-size", 64, "Size at which a part of a table is closed and the next one begun.", min: 1, max: 4096, unit: "MiB");

    /// <summary>Age of a part.</summary>
    public static ConfigurationKey<double> PartAge { get; } = Schema.Double("trace.part-age", 10, "Age at which a part is closed, if that is more than an eighth of the time that the run has taken. A killed run loses the part in hand.", min: 0.1, max: 86400, unit: "s");

    /// <summary>A slow disk.</summary>
    public static ConfigurationKey<SlowDisk> WhenBehind { get; } = Schema.Choice("trace.when-behind", SlowDisk.Block, "What happens when the disk is too slow for the activity. Block: the run waits. Drop: the activity of some trials is left out, and counted.");

    /// <summary>Trials recorded.</summary>
    public static ConfigurationKey<int> ActivityEvery { get; } = Schema.Int("trace.activity.every", 100, "Record the activity of every so many trials of an epoch, from the first on; 0 for none. A replay is verified against it.", min: 0, unit: "trials");

    /// <summary>First trial recorded.</summary>
    public static ConfigurationKey<long> ActivityFrom { get; } = Schema.Long("trace.activity.from", 0, "The first trial of the run that may be recorded.", min: 0);

    /// <summary>Epochs recorded.</summary>
    public static ConfigurationKey<int> ActivityEveryEpoch { get; } = Schema.Int("trace.activity.every-epoch", 1, "Record in every so many epochs only, from the first on.", min: 1, unit: "epochs");

    /// <summary>Populations recorded.</summary>
    public static ConfigurationKey<IReadOnlyList<string>> ActivityPopulations { get; } = Schema.TextList("trace.activity.populations", ["*"], "What is recorded of which population, later entries before earlier ones: a population with a state, or a pattern with *, then any of units=, variables=, which count instead of the keys below; for example \"hidden1 units=0..99,random:20 variables=state,error\".");

    /// <summary>Variables recorded.</summary>
    public static ConfigurationKey<IReadOnlyList<ActivityVariable>> ActivityVariables { get; } = Schema.ChoiceList("trace.activity.variables", Enum.GetValues<ActivityVariable>(), "Variables recorded, of those that a population has: state s (or g of a ghost), rate rho(s), basal b, apical t, cancel c, error e.");

    /// <summary>Units recorded.</summary>
    public static ConfigurationKey<IReadOnlyList<string>> ActivityUnits { get; } = Schema.TextList("trace.activity.units", ["first 16"], "Units recorded of each population, as far as it has them: all, first N, every N, random N, A..B, or single numbers, from 0.");

    /// <summary>Samples recorded.</summary>
    public static ConfigurationKey<IReadOnlyList<string>> ActivitySamples { get; } = Schema.TextList("trace.activity.samples", ["first 1"], "Samples recorded of a trial; as for units.");

    /// <summary>Steps recorded.</summary>
    public static ConfigurationKey<IReadOnlyList<string>> ActivitySteps { get; } = Schema.TextList("trace.activity.steps", ["all"], "Steps recorded of a trial, where 0 is the initial version; as for units.");

    /// <summary>Phases recorded.</summary>
    public static ConfigurationKey<IReadOnlyList<string>> ActivityPhases { get; } = Schema.TextList("trace.activity.phases", [], "Phases of which steps are recorded; an empty list for all.");

    /// <summary>Checkpoints.</summary>
    public static ConfigurationKey<int> CheckpointEvery { get; } = Schema.Int("checkpoint.every", 0, "Write a checkpoint, from which 'neuro resume' goes on, after every so many trials of each replica; 0 for none but where a run is interrupted. With run.pipeline above 1 they are taken where the pipeline is empty next.", min: 0, unit: "trials");

    /// <summary>Checkpoints kept.</summary>
    public static ConfigurationKey<int> CheckpointKeep { get; } = Schema.Int("checkpoint.keep", 2, "Keep the last so many checkpoints.", min: 1);

    /// <summary>Weights written.</summary>
    public static ConfigurationKey<int> MatricesEvery { get; } = Schema.Int("trace.matrices.every", 0, "Write all weights to matrices/epoch-NNNNN.npz before training, after every so many epochs and after the last; 0 for never.", min: 0, unit: "epochs");

    /// <summary>Energy of an event.</summary>
    public static ConfigurationKey<double> EventEnergy { get; } = Schema.Double("energy.event", 1.7, "Assumed energy of an event, for energyEstimateJoules. Default: a spike within a tile of Loihi (Davies and others 2018, Table 2).", min: 0, unit: "pJ");

    /// <summary>Energy of a byte.</summary>
    public static ConfigurationKey<double> ByteEnergy { get; } = Schema.Double("energy.byte", 1, "Assumed energy of moving a byte, for energyEstimateJoules. Default: a hop between tiles of Loihi, 3 to 4 pJ (same table), for a message taken as 4 bytes that hops once.", min: 0, unit: "pJ");

    /// <summary>Energy of a synaptic operation.</summary>
    public static ConfigurationKey<double> SynapticOperationEnergy { get; } = Schema.Double("energy.synaptic-operation", 23.6, "Assumed energy of a synaptic operation, for energyEstimateJoules. Default: the least of a synaptic spike operation of Loihi (same table).", min: 0, unit: "pJ");

    /// <summary>Keys of microcircuits.</summary>
    internal static MicrocircuitKeys Microcircuit { get; } = new(Schema);

    /// <summary>Keys of the data set teacher.</summary>
    internal static TeacherKeys Teacher { get; } = new(Schema);

    /// <summary>Keys of the study of spike timing.</summary>
    internal static SpikeTimingKeys SpikeTiming { get; } = new(Schema);

    /// <summary>Keys of the study of nudging over depth.</summary>
    internal static NudgeDepthKeys NudgeDepth { get; } = new(Schema);
}
