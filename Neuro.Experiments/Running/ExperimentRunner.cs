using System.Diagnostics;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Measures;
using Neuro.Experiments.Results;
using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Running;

/// <summary>Trains and evaluates one network as a configuration says.</summary>
/// <remarks>One run; not thread-safe.</remarks>
public sealed class ExperimentRunner : IDisposable
{
    /// <summary>Training is cut into stretches of about this many seconds, after which progress is told.</summary>
    private const double Stretch = 0.2;
    private const int EvaluationBatch = 100;

    private readonly Settings _settings;
    private readonly string _experiment;
    private readonly DataSet _data;
    private readonly ImageSet _train;
    private readonly ImageSet? _validation;
    private readonly WorkerHost _host;
    private readonly Simulation _training;
    private readonly ImageTrials _trainingTrials;
    private readonly ReadOut _trainingReadOut;
    private readonly Evaluator _evaluator;
    private readonly LayerProbe? _probe;
    private readonly List<EpochMetrics> _history = [];
    private readonly long _trials;
    private double _seconds;

    /// <summary>Builds everything that a run needs.</summary>
    /// <param name="experiment">Name of the experiment.</param>
    /// <param name="settings">Its configuration.</param>
    /// <param name="data">Its data set.</param>
    /// <param name="time">Measures what populations do with their time.</param>
    /// <param name="recorded">The decision log of a recorded run, to be replayed; null for a new run.</param>
    /// <param name="compared">What to keep of the activity of a replay; a new run keeps what its configuration says.</param>
    /// <exception cref="ConfigurationException">A value does not fit the data.</exception>
    /// <exception cref="DecisionLogException">The log is not one of this network.</exception>
    /// <exception cref="SpecificationException">The configuration makes no network.</exception>
    /// <exception cref="DataException">The validation split does not fit the data.</exception>
    public ExperimentRunner(string experiment, Settings settings, DataSet data, TimeProvider time, byte[]? recorded = null, ActivitySelection? compared = null)
    {
        _experiment = experiment;
        _settings = settings;
        _data = data;
        (_train, _validation) = Split(settings, data);
        Batch = settings.Get(NeuroKeys.Batch);
        if (_train.Count < Batch)
        {
            throw ConfigurationException.At(
                settings.Find(NeuroKeys.Batch).Provenance, "run.batch", settings.Find(NeuroKeys.Batch).Text, $"at most the {_train.Count} training samples");
        }

        Network = GhostConfiguration.Network(settings, data.Train.PixelsPerImage, data.Train.Classes);
        if (recorded is null)
        {
            Schedule = GhostConfiguration.Schedule(settings, Network);
            _trials = long.MaxValue;
        }
        else
        {
            var record = DecisionRecord.Parse(recorded, Network, Batch);
            Schedule = new ReplaySchedule(record);
            _trials = record.Trials;
        }

        Activity = (recorded is null ? GhostConfiguration.Activity(settings) : compared) is { } selection ? Recorder(settings, selection) : null;
        Decisions = Schedule is LiveSchedule live ? new DecisionLog(Network, Batch, live.Slack) : null;

        // Evaluation and probe are in lockstep: no jitter, no loss, and all populations tick at every step.
        var synchronous = Network.WithoutClocks();
        var weights = WeightStore.Create(Network, (ulong)settings.Get(NeuroKeys.Seed));
        var execution = GhostConfiguration.Execution(settings);
        _host = new WorkerHost(WorkersOf(settings));
        _trainingTrials = new ImageTrials(_train, Batch);
        var loss = settings.Get(NeuroKeys.Loss);
        _trainingReadOut = new ReadOut(_trainingTrials, loss, data.Train.Classes);
        _training = new Simulation(
            Network,
            weights,
            _trainingTrials,
            _host,
            new SimulationOptions { Batch = Batch, Schedule = Schedule, Execution = execution, Decisions = Decisions, Activity = Activity, Timing = GhostConfiguration.Timing(settings, time) });
        _training.Observe("output", _trainingReadOut);
        _evaluator = new Evaluator(synchronous, weights, data.Test, _host, execution, EvaluationBatch, loss);
        var probed = Math.Min(settings.Get(NeuroKeys.ProbeSamples), _train.Count);
        _probe = probed == 0 ? null : new LayerProbe(synchronous, weights, _train, _host, execution, probed);
    }

    /// <summary>The network.</summary>
    public NetworkSpec Network { get; }

    /// <summary>Samples per trial.</summary>
    public int Batch { get; }

    /// <summary>The activity of the last stretch, as an observer finds it when progress is told; null when none is kept.</summary>
    public ActivityRecorder? Activity { get; }

    /// <summary>Trials run so far.</summary>
    public long Trials => _training.TrialsBegun;

    /// <summary>Trials that a replay has at most: those of its record.</summary>
    public long RecordedTrials => _trials;

    /// <summary>Whether all of the recorded trials have been replayed.</summary>
    public bool IsReplayed => Trials == _trials;

    private DecisionLog? Decisions { get; }

    private IReadSchedule Schedule { get; }

    /// <summary>Whether a replayed run has come to the end of its record.</summary>
    private bool IsAtEnd => Trials >= _trials;

    /// <summary>Worker threads that a configuration asks for.</summary>
    /// <param name="settings">The configuration.</param>
    public static int WorkersOf(Settings settings) => settings.Get(NeuroKeys.Workers) is > 0 and var workers ? workers : Environment.ProcessorCount;

    /// <summary>Runs.</summary>
    /// <param name="observer">Follows the run.</param>
    /// <param name="cancellation">Ends it after the trial in hand; what is known by then is returned.</param>
    /// <exception cref="Runtime.ControlPlane.SimulationFailedException">A population failed.</exception>
    public RunResult Run(IRunObserver observer, CancellationToken cancellation)
    {
        var epochs = _settings.Get(NeuroKeys.Epochs);
        var plastic = Network.Projections.Where(p => p.Rules.Count > 0).Sum(p => (long)_training.Weights[p.Name].Count);
        observer.Started(new RunStart(Network, _data, _trainingTrials.WholeTrials * Batch, epochs, Batch, _host.Workers, plastic));
        var interrupted = false;
        for (var epoch = 0; epoch < epochs && !interrupted; epoch++)
        {
            var (seconds, whole) = Train(epoch, epochs, observer, cancellation);
            interrupted = !whole || cancellation.IsCancellationRequested;
            if (!interrupted)
            {
                _history.Add(Evaluate(epoch, epochs, seconds));
                observer.EpochEnded(_history[^1]);
            }
        }

        return Result(interrupted);
    }

    /// <summary>What every read of a racing run has chosen so far, as it is saved; between epochs, and null when nothing races.</summary>
    public byte[]? SaveDecisions() => Decisions?.ToBytes(Trials);

    /// <inheritdoc/>
    public void Dispose() => _host.Dispose();

    private ActivityRecorder Recorder(Settings settings, ActivitySelection selection)
    {
        try
        {
            return new ActivityRecorder(Network, Batch, selection);
        }
        catch (ArgumentOutOfRangeException)
        {
            var units = settings.Find(NeuroKeys.ActivityUnits);
            throw ConfigurationException.At(
                units.Provenance, units.Path, units.Text, $"so few that, with trace.activity.samples, a trial has at most {ActivityLayout.LargestTrial} values to record");
        }
    }

    private static ValidationSplit Split(Settings settings, DataSet data)
    {
        var split = ValidationSplit.Of(data.Train, settings.Get(NeuroKeys.Validation));
        var limit = settings.Get(NeuroKeys.Limit);
        return limit > 0 && limit < split.Train.Count
            ? split with { Train = split.Train.Slice(split.Train.Name, 0, limit) }
            : split;
    }

    /// <summary>One epoch: the seconds that it took, and whether it was done as a whole.</summary>
    private (double Seconds, bool Whole) Train(int epoch, int epochs, IRunObserver observer, CancellationToken cancellation)
    {
        _trainingTrials.BeginEpoch(_training.TrialsBegun, (ulong)_settings.Get(NeuroKeys.Seed), epoch);
        _trainingReadOut.Reset();
        long trials = _trainingTrials.WholeTrials;
        var started = Stopwatch.GetTimestamp();
        long done = 0;
        long stretch = 1;
        while (done < trials && !cancellation.IsCancellationRequested && !IsAtEnd)
        {
            var before = Stopwatch.GetTimestamp();
            var run = Math.Min(Math.Min(Math.Min(stretch, trials - done), _trials - Trials), Activity?.Room(Trials) ?? long.MaxValue);
            done += _training.Run(run, cancellation);
            var seconds = Math.Max(Stopwatch.GetElapsedTime(before).TotalSeconds, 1e-6);
            stretch = Math.Clamp((long)(run * Stretch / seconds), 1, 4 * stretch);
            var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
            observer.Progressed(new RunProgress(epoch + 1, epochs, done * Batch, trials * Batch, done * Batch / elapsed, _trainingReadOut.Accuracy));
        }

        var total = Stopwatch.GetElapsedTime(started).TotalSeconds;
        _seconds += total;
        return (total, done == trials);
    }

    private EpochMetrics Evaluate(int epoch, int epochs, double seconds)
    {
        var every = _settings.Get(NeuroKeys.TrainEvery);
        var last = epoch == epochs - 1;
        var wantsTrain = last || (every > 0 && (epoch + 1) % every == 0);
        return new EpochMetrics(
            epoch + 1,
            _trainingReadOut.Loss,
            _trainingReadOut.Accuracy,
            wantsTrain ? _evaluator.Accuracy(_train) : null,
            _validation is null ? null : _evaluator.Accuracy(_validation),
            _evaluator.Accuracy(_data.Test),
            seconds,
            _trainingTrials.WholeTrials * Batch / seconds,
            _probe?.Measure() ?? []);
    }

    private RunResult Result(bool interrupted)
    {
        var last = _history.Count > 0 ? _history[^1] : null;
        return new RunResult(
            _experiment,
            _data.Name,
            _settings.Get(NeuroKeys.Seed),
            _history.Count,
            last?.TrainAccuracy,
            last?.ValidationAccuracy,
            last?.TestAccuracy,
            _history.Count > 0 ? _history.Max(m => m.TestAccuracy) : null,
            last?.Loss,
            _seconds,
            _seconds > 0 ? _training.TrialsBegun * Batch / _seconds : 0,
            StateHash.Of(_training),
            Schedule.Name,
            _host.Workers,
            interrupted,
            Traffic.Of(Network, Batch, _training.TrialsBegun),
            _training.Reads(),
            _history)
        {
            Populations = _training.Timings(),
        };
    }
}
