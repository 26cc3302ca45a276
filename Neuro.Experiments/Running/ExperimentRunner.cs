using System.Diagnostics;
using Neuro.Experiments.Checkpoints;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Measures;
using Neuro.Experiments.Models;
using Neuro.Experiments.Results;
using Neuro.Experiments.Traces;
using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Observing;
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
    private readonly Training _training;
    private readonly Evaluator _evaluator;
    private readonly IProbe? _probe;
    private readonly bool _isReplay;
    private readonly List<EpochMetrics> _history = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private double _seconds;
    private double _epochSeconds;
    private long _stretch;

    /// <summary>Builds everything that a run needs.</summary>
    /// <param name="experiment">Name of the experiment.</param>
    /// <param name="settings">Its configuration.</param>
    /// <param name="data">Its data set.</param>
    /// <param name="time">Measures what populations do with their time, and is what the watchdog goes by.</param>
    /// <param name="recorded">Gives the decisions of each replica of a recorded run, to be replayed, for the network and its shards; null for a new run.</param>
    /// <param name="compared">The configuration that says what to keep of the activity of a replay; null for nothing. A new run keeps what its own says.</param>
    /// <exception cref="ConfigurationException">A value does not fit the data.</exception>
    /// <exception cref="DecisionLogException">A log is not one of this network.</exception>
    /// <exception cref="SpecificationException">The configuration makes no network.</exception>
    /// <exception cref="DataException">The validation split does not fit the data.</exception>
    public ExperimentRunner(
        string experiment,
        Settings settings,
        DataSet data,
        TimeProvider time,
        Func<NetworkSpec, ShardPlan, IReadOnlyList<DecisionRecord>>? recorded = null,
        Settings? compared = null)
        : this(experiment, settings, data, time, recorded, compared, resumed: null)
    {
    }

    /// <summary>Builds everything that a run needs, or that one needs to go on.</summary>
    internal ExperimentRunner(
        string experiment,
        Settings settings,
        DataSet data,
        TimeProvider time,
        Func<NetworkSpec, ShardPlan, IReadOnlyList<DecisionRecord>>? recorded,
        Settings? compared,
        Checkpoint? resumed)
    {
        _experiment = experiment;
        _isReplay = recorded is not null;
        _settings = settings;
        _data = data;
        (_train, _validation) = Split(settings, data);
        Network = NetworkConfiguration.Network(settings, data.Train.PixelsPerImage, data.Train.Classes);

        var synchronous = NetworkConfiguration.Examined(settings, Network);
        var execution = NetworkConfiguration.Execution(settings);
        _host = new WorkerHost(WorkersOf(settings));
        try
        {
            _training = new Training(settings, Network, _train, _host, recorded, compared, time, resumed);
        }
        catch
        {
            _host.Dispose();
            throw;
        }

        _evaluator = new Evaluator(synchronous, _training.Weights, data.Test, _host, execution, Shards, EvaluationBatch, settings.Get(NeuroKeys.Loss), settings.Get(NeuroKeys.Reconstruct));
        var probed = Math.Min(settings.Get(NeuroKeys.ProbeSamples), _train.Count);
        _probe = probed == 0 ? null : NetworkConfiguration.Family(settings) switch
        {
            ModelFamily.Microcircuits => new MicrocircuitProbe(synchronous, _training.Weights, _train, _host, execution, probed),

            // All others are compared with the gradient by labels.
            _ when _train.HasTargets => null,
            ModelFamily.Layers => new LayeredProbe(synchronous, _training.Weights, _train, _host, execution, probed),
            ModelFamily.Energy => new EnergyProbe(synchronous, _training.Weights, _train, _host, execution, probed),
            ModelFamily.Predictive => new PredictiveProbe(synchronous, _training.Weights, _train, _host, execution, probed),
            _ => new LayerProbe(synchronous, _training.Weights, _train, _host, execution, probed),
        };
        if (resumed is not null)
        {
            GoOn(resumed.Progress);
        }
    }

    /// <summary>The network.</summary>
    public NetworkSpec Network { get; }

    /// <summary>How its populations are divided.</summary>
    public ShardPlan Shards => _training.Shards;

    /// <summary>Samples per trial.</summary>
    public int Batch => _training.Batch;

    /// <summary>The activity of the first replica in the last stretch, as an observer finds it when progress is told; null when none is kept.</summary>
    public ActivityRecorder? Activity => _training.Activity;

    /// <summary>The weights, of all replicas after each epoch; read between runs only.</summary>
    public WeightStore Weights => _training.Weights;

    /// <summary>Trials of an epoch, of each replica.</summary>
    public int TrialsPerEpoch => _training.TrialsPerEpoch;

    /// <summary>Trials run so far, by each replica.</summary>
    public long Trials => _training.Trials;

    /// <summary>Trials that a replay has at most: those of its record.</summary>
    public long RecordedTrials => _training.RecordedTrials;

    /// <summary>Whether all of the recorded trials have been replayed.</summary>
    public bool IsReplayed => _training.Left == 0;

    /// <summary>Takes in what is to be told at once; null for nobody. Set before the run.</summary>
    public Action<string>? Warn { get; set; }

    /// <summary>Takes the checkpoints of the run; null for none. Set before the run.</summary>
    internal CheckpointWriter? Checkpoints { get; set; }

    /// <summary>Whether a run has nothing in flight after so many trials also where it goes on at once.</summary>
    internal bool StopsAnyway(long trials) => _training.StopsAnyway(trials);

    /// <summary>Worker threads that a configuration asks for.</summary>
    /// <param name="settings">The configuration.</param>
    public static int WorkersOf(Settings settings) => settings.Get(NeuroKeys.Workers) is > 0 and var workers ? workers : Environment.ProcessorCount;

    /// <summary>Runs.</summary>
    /// <param name="observer">Follows the run.</param>
    /// <param name="cancellation">Ends it after the trial in hand; what is known by then is returned.</param>
    /// <exception cref="Runtime.ControlPlane.SimulationFailedException">A population failed.</exception>
    /// <exception cref="DivergedException">The network no longer settles; all that was known before has been told.</exception>
    public RunResult Run(IRunObserver observer, CancellationToken cancellation)
    {
        var epochs = _settings.Get(NeuroKeys.Epochs);
        var plastic = Network.Projections.Where(p => p.Rules.Count > 0).Sum(p => (long)_training.Weights[p.Name].Count);
        observer.Started(new RunStart(Network, _data, _training.TrialsPerEpoch * _training.SamplesPerTrial, epochs, _training.Batch, _host.Workers, _training.Replicas, plastic)
        {
            Before = _training.Trials,
            Trace = _isReplay ? null : TraceEstimate.Of(Network, Activity?.Layout, TraceConfiguration.Options(_settings), _training.TrialsPerEpoch, epochs, _training.DecisionsPerTrial),
        });
        var interrupted = false;
        for (var epoch = _history.Count; epoch < epochs && !interrupted; epoch++)
        {
            interrupted = !TryTrain(epoch, epochs, observer, cancellation) || cancellation.IsCancellationRequested;
            if (!interrupted)
            {
                _history.Add(Evaluate(epoch, epochs));
                (_seconds, _epochSeconds) = (_seconds + _epochSeconds, 0);
                observer.EpochEnded(_history[^1]);
                CheckDivergence(_history[^1].Layers);
                TakeDueCheckpoint();
            }
        }

        if (interrupted)
        {
            TakeCheckpoint();
        }

        return Result(interrupted);
    }

    /// <summary>Takes out what every read of each racing replica has chosen since the last time; when progress is told, and empty when nothing is recorded.</summary>
    public IReadOnlyList<DecisionBatch> TakeDecisions() => _training.TakeDecisions();

    /// <summary>What went over the projections so far, of all replicas together; when an epoch has ended.</summary>
    public IReadOnlyList<ProjectionTraffic> Traffic() => _training.Traffic();

    /// <inheritdoc/>
    public void Dispose() => _host.Dispose();

    /// <summary>The training samples that a configuration asks for, and those set aside.</summary>
    internal static ValidationSplit Split(Settings settings, DataSet data)
    {
        var split = ValidationSplit.Of(data.Train, settings.Get(NeuroKeys.Validation));
        var limit = settings.Get(NeuroKeys.Limit);
        return limit > 0 && limit < split.Train.Count
            ? split with { Train = split.Train.Slice(split.Train.Name, 0, limit) }
            : split;
    }

    /// <summary>One epoch, or what is left of it.</summary>
    /// <returns>Whether it was done as a whole.</returns>
    private bool TryTrain(int epoch, int epochs, IRunObserver observer, CancellationToken cancellation)
    {
        long trials = _training.TrialsPerEpoch;
        var done = _training.Trials - (epoch * trials);
        _training.BeginEpoch(epoch, done);
        var samples = _training.SamplesPerTrial;
        var earlier = _epochSeconds;
        var started = Stopwatch.GetTimestamp();
        long stretch = 1;
        while (done < trials && !cancellation.IsCancellationRequested && _training.Left > 0)
        {
            var before = Stopwatch.GetTimestamp();
            var wanted = Math.Min(stretch, Checkpoints?.Until(_training.Trials) ?? long.MaxValue);
            var run = _training.Stretch(Math.Min(wanted, trials - done), trials - done);
            _stretch = _training.Run(run, cancellation);
            done += _stretch;
            var seconds = Math.Max(Stopwatch.GetElapsedTime(before).TotalSeconds, 1e-6);
            stretch = Math.Clamp((long)(run * Stretch / seconds), 1, 4 * stretch);
            _epochSeconds = earlier + Stopwatch.GetElapsedTime(started).TotalSeconds;
            observer.Progressed(new RunProgress(epoch + 1, epochs, done * samples, trials * samples, done * samples / _epochSeconds, _training.Accuracy));
            if (done < trials)
            {
                TakeDueCheckpoint();
            }
        }

        if (done == trials)
        {
            _training.EndEpoch();
        }

        _epochSeconds = earlier + Stopwatch.GetElapsedTime(started).TotalSeconds;
        return done == trials;
    }

    private void TakeDueCheckpoint()
    {
        if (Checkpoints?.IsDue(_training.Trials, _stretch) == true)
        {
            TakeCheckpoint();
        }
    }

    private void TakeCheckpoint() => Checkpoints?.Take(
        new RunProgressState(_training.Trials, [.. _history], _seconds, _epochSeconds, _evaluator.Trials, _probe?.Trials ?? 0),
        _training.SaveState());

    /// <summary>Stands where a run was left; the network does already.</summary>
    private void GoOn(RunProgressState progress)
    {
        _history.AddRange(progress.History);
        (_seconds, _epochSeconds) = (progress.Seconds, progress.EpochSeconds);
        _evaluator.Trials = progress.Evaluated;
        if (_probe is { } probe)
        {
            probe.Trials = progress.Probed;
        }
    }

    /// <summary>Weights that will soon have no inverse that can be trusted are told of before the run fails.</summary>
    private void WarnOfConditions(IReadOnlyList<LayerMeasures> measures)
    {
        var largest = _settings.Get(NeuroKeys.LargestCondition);
        foreach (var layer in measures.Where(layer => layer.Condition > largest / 10))
        {
            Warn?.Invoke($"the weights whose inverse brings '{layer.Name}' its target have condition number {layer.Condition:g3}; the run fails above {largest:g3} (model.largest-condition)");
        }
    }

    /// <summary>A network that no longer settles learns nothing that means anything: what begins is told of, what has gone too far ends the run.</summary>
    private void CheckDivergence(IReadOnlyList<LayerMeasures> measures)
    {
        if (_probe is not { } probe)
        {
            return;
        }

        var largest = _settings.Get(NeuroKeys.LargestSpeed);
        foreach (var finding in (Finding[])[.. SettlingCheck.Of(probe.Speeds, largest), .. EnergyCheck.Of(probe.Energies), .. ResponseCheck.Of(probe.Responses), .. LoopGainCheck.Of(measures)])
        {
            if (finding.IsFatal)
            {
                throw new DivergedException(finding.Text);
            }

            if (_told.Add(finding.Subject))
            {
                Warn?.Invoke(finding.Text);
            }
        }
    }

    private EpochMetrics Evaluate(int epoch, int epochs)
    {
        var measures = _probe?.Measure() ?? [];
        WarnOfConditions(measures);
        var every = _settings.Get(NeuroKeys.TrainEvery);
        var last = epoch == epochs - 1;
        var wantsTrain = last || (every > 0 && (epoch + 1) % every == 0);
        var train = wantsTrain ? _evaluator.Accuracy(_train) : (double?)null;
        var validation = _validation is null ? (double?)null : _evaluator.Accuracy(_validation);
        var validationLoss = _validation is null ? (double?)null : _evaluator.Loss;
        return new EpochMetrics(
            epoch + 1,
            _training.Loss,
            _training.Accuracy,
            train,
            validation,
            _evaluator.Accuracy(_data.Test),
            _epochSeconds,
            _training.TrialsPerEpoch * _training.SamplesPerTrial / _epochSeconds,
            measures)
        {
            ValidationLoss = validationLoss,
        };
    }

    private RunResult Result(bool interrupted)
    {
        var last = _history.Count > 0 ? _history[^1] : null;
        var traffic = new Traffic(_training.Traffic());
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
            _seconds + _epochSeconds,
            _seconds + _epochSeconds is > 0 and var seconds ? _training.Trials * _training.SamplesPerTrial / seconds : 0,
            _training.StateHash(),
            _training.Schedule,
            _host.Workers,
            _training.Replicas,
            interrupted,
            _training.Replayable,
            traffic,
            NetworkConfiguration.Energy(_settings).Estimate(traffic),
            _training.Reads(),
            _history)
        {
            Crashes = _training.Crashes,
            Staleness = _training.Staleness(),
            TrialsRepeated = _training.TrialsRepeated,
            Populations = _training.Timings(),
        };
    }
}
