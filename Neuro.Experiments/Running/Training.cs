using Neuro.Experiments.Checkpoints;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Runtime;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Runtime.Snapshots;
using Neuro.Units.Losses;
using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Running;

/// <summary>What learns in a run: the replicas of a network, their trials, and what they answered meanwhile.</summary>
/// <remarks>Trials are those of each replica. Local trial t of replica i shows trial <c>t * replicas + i</c> of the epoch; what is left of an epoch after the last whole round of all is left out.</remarks>
internal sealed class Training
{
    /// <summary>Trials after which a pipeline runs empty. With several trials in flight that leaves a mark on the results, so it must not depend on how fast a machine is.</summary>
    private const long PipelineStretch = 128;

    private readonly ulong _seed;
    private readonly bool _hasPipeline;
    private readonly ImageTrials _trials;
    private readonly SimulationGroup _group;
    private readonly List<ReadOut> _readOuts = [];
    private readonly List<DecisionLog> _logs = [];
    private IReadOnlyList<long> _stops = [];

    /// <summary>Builds the replicas.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="network">The network.</param>
    /// <param name="images">What it learns from.</param>
    /// <param name="host">The workers.</param>
    /// <param name="recorded">Gives the decisions of each replica of a recorded run; null for a new run.</param>
    /// <param name="compared">The configuration that says what to keep of the activity of a replay; null for nothing. A new run keeps what its own says.</param>
    /// <param name="time">Measures what populations do with their time, and is what the watchdog goes by.</param>
    /// <param name="resumed">Where a run goes on; null for one that begins.</param>
    /// <exception cref="ConfigurationException">There are fewer samples than the trials of one round have.</exception>
    /// <exception cref="DecisionLogException">A log is not one of this network; the message names the file.</exception>
    public Training(
        Settings settings, NetworkSpec network, ImageSet images, WorkerHost host, Func<NetworkSpec, ShardPlan, IReadOnlyList<DecisionRecord>>? recorded, Settings? compared, TimeProvider time, Checkpoint? resumed)
    {
        _seed = (ulong)settings.Get(NeuroKeys.Seed);
        Batch = settings.Get(NeuroKeys.Batch);
        Replicas = settings.Get(NeuroKeys.Replicas);
        _hasPipeline = settings.Get(NeuroKeys.Pipeline) > 1;
        Shards = NetworkConfiguration.Shards(settings, network);
        Check(settings, images);
        _trials = new ImageTrials(images, Batch);
        var schedules = recorded is null
            ? [.. Enumerable.Range(0, Replicas).Select(replica => NetworkConfiguration.Schedule(settings, network, replica))]
            : Replay(recorded(network, Shards));
        Schedule = schedules[0].Name;
        Replayable = NetworkConfiguration.LockFree(settings) is null;
        if (Replayable)
        {
            _logs.AddRange(schedules.OfType<LiveSchedule>().Select(live => new DecisionLog(network, Batch, live, Shards, resumed?.Progress.Trials ?? 0)));
        }

        Activity = (recorded is null ? settings : compared) is { } selecting ? ActivityConfiguration.Recorder(selecting, network, Batch, TrialsPerEpoch) : null;
        CheckRoom(settings);

        var shared = settings.Get(NeuroKeys.Averaging) == Averaging.LockFree;
        Func<WeightStore> weights = () => resumed is null ? InitialWeights.Of(settings, network) : WeightStore.Create(network, _seed);
        var first = weights();
        var replicas = schedules.Select((schedule, index) => new Replica(
            shared || index == 0 ? first : weights(),
            new InterleavedTrials(_trials, index, Replicas),
            new SimulationOptions
            {
                Batch = Batch,
                Pipeline = settings.Get(NeuroKeys.Pipeline),
                Schedule = schedule,
                Execution = NetworkConfiguration.Execution(settings, index) with { Examples = images.Count },
                Decisions = _logs.ElementAtOrDefault(index),
                Activity = index == 0 ? Activity : null,
                Shards = Shards,

                // A replay has no faults of its own: the log holds what was left of the run in the end. Of several replicas the first one crashes.
                Crashes = recorded is null && index == 0 ? FaultConfiguration.Crashes(network, settings, (long)TrialsPerEpoch * settings.Get(NeuroKeys.Epochs)) : [],
                SnapshotEvery = recorded is null ? settings.Get(NeuroKeys.SnapshotEvery) : 0,
                Watchdog = TimeSpan.FromSeconds(settings.Get(NeuroKeys.Watchdog)),
                Time = time,
                Timing = NetworkConfiguration.Timing(settings, time),
            }));
        _group = new SimulationGroup(network, [.. replicas], host, shared ? null : settings.Get(NeuroKeys.AverageEvery));
        Observe(settings.Get(NeuroKeys.Loss), settings.Get(NeuroKeys.Reconstruct) ? null : images.Classes);
        if (resumed is not null)
        {
            _group.RestoreState(resumed.State);
        }
    }

    /// <summary>Samples per trial.</summary>
    public int Batch { get; }

    /// <summary>How populations are divided.</summary>
    public ShardPlan Shards { get; }

    /// <summary>What is kept of the activity of the first replica; null when nothing is.</summary>
    public ActivityRecorder? Activity { get; }

    /// <summary>Decisions of a trial that are recorded, of all replicas; 0 where none are.</summary>
    public long DecisionsPerTrial => _logs.Sum(log => log.PerTrial);

    /// <summary>Number of replicas.</summary>
    public int Replicas { get; }

    /// <summary>Name of the read schedule.</summary>
    public string Schedule { get; }

    /// <summary>Whether the run can be had again: no threads share weights without locks.</summary>
    public bool Replayable { get; }

    /// <summary>The weights, of all replicas after each epoch.</summary>
    public WeightStore Weights => _group.Simulations[0].Weights;

    /// <summary>Trials run so far, by each replica.</summary>
    public long Trials => _group.TrialsBegun;

    /// <summary>Trials of an epoch, of each replica.</summary>
    public int TrialsPerEpoch => _trials.WholeTrials / Replicas;

    /// <summary>Samples that a trial shows to all replicas together.</summary>
    public int SamplesPerTrial => Batch * Replicas;

    /// <summary>Trials of a recorded run; without limit for a new one.</summary>
    public long RecordedTrials { get; private set; } = long.MaxValue;

    /// <summary>Trials that are left of a recorded run.</summary>
    public long Left => RecordedTrials - Trials;

    /// <summary>Injected faults after which all was set back.</summary>
    public long Crashes => _group.Crashes;

    /// <summary>Trials that were done again.</summary>
    public long TrialsRepeated => _group.TrialsRepeated;

    /// <summary>Right answers while learning in this epoch, per cent.</summary>
    public double Accuracy => ReadOut.AccuracyOf(_readOuts);

    /// <summary>Mean loss per sample while learning in this epoch.</summary>
    public double Loss => ReadOut.LossOf(_readOuts);

    /// <summary>Begins an epoch, or goes on within one.</summary>
    /// <param name="epoch">Epoch from 0.</param>
    /// <param name="done">Trials of it that were run before.</param>
    public void BeginEpoch(int epoch, long done)
    {
        _trials.BeginEpoch((Trials - done) * Replicas, _seed, epoch);
        if (done == 0)
        {
            _readOuts.ForEach(readOut => readOut.Reset());
        }

        _group.TakeSnapshot();
    }

    /// <summary>All State of all replicas; between runs.</summary>
    public SimulationState SaveState() => _group.SaveState();

    /// <summary>How many trials to run next. A replay stops where the recorded run did: its actors may have read across the borders of trials, but not across such a stop.</summary>
    /// <param name="wanted">How many would be good.</param>
    /// <param name="left">How many are left of the epoch.</param>
    public long Stretch(long wanted, long left) => _stops.Count > 0
        ? Math.Min(left, _stops.First(stop => stop > Trials) - Trials)
        : Math.Min(_hasPipeline ? Math.Min(left, PipelineStretch) : wanted, Activity?.Room(Trials) ?? long.MaxValue);

    /// <summary>Whether a run has nothing in flight after so many trials, wherever else it was stopped.</summary>
    public bool StopsAnyway(long trials) => !_hasPipeline || trials % TrialsPerEpoch % PipelineStretch == 0;

    /// <summary>Runs trials; returns how many.</summary>
    public long Run(long trials, CancellationToken cancellation) => _group.Run(trials, cancellation);

    /// <summary>Ends a whole epoch: all replicas have the same weights then.</summary>
    public void EndEpoch() => _group.Average();

    /// <summary>The hash of all weights and states; between runs.</summary>
    public string StateHash() => Runtime.StateHash.Of(_group);

    /// <summary>How projections were read so far, by all replicas together.</summary>
    public IReadOnlyList<ReadStatistics> Reads() => _group.Reads();

    /// <summary>What populations did with their time so far, all replicas together; empty where it is not measured.</summary>
    public IReadOnlyList<PopulationTiming> Timings() => _group.Timings();

    /// <summary>How stale the weights were that updates were computed with, of all replicas together; empty where no layers learn.</summary>
    public IReadOnlyList<UpdateStaleness> Staleness() =>
    [
        .. from layer in _group.Simulations.SelectMany(simulation => simulation.Staleness())
           group layer by layer.Layer into layers
           select new UpdateStaleness(layers.Key, [.. Enumerable.Range(0, layers.Max(l => l.Updates.Count)).Select(age => layers.Sum(l => l.Updates.ElementAtOrDefault(age)))]),
    ];

    /// <summary>What went over the projections so far, of all replicas together.</summary>
    public IReadOnlyList<ProjectionTraffic> Traffic() => _group.Traffic();

    /// <summary>Takes out what every read of each racing replica has chosen since the last time; empty when nothing is recorded.</summary>
    public IReadOnlyList<DecisionBatch> TakeDecisions() => [.. _logs.Select(log => log.Take(Trials))];

    private void Check(Settings settings, ImageSet images)
    {
        if (images.Count < Batch)
        {
            var found = settings.Find(NeuroKeys.Batch);
            throw ConfigurationException.At(found.Provenance, "run.batch", found.Text, $"at most the {images.Count} training samples");
        }

        if (images.Count < SamplesPerTrial)
        {
            var found = settings.Find(NeuroKeys.Replicas);
            throw ConfigurationException.At(found.Provenance, "run.replicas", found.Text, $"at most {images.Count / Batch}, the whole batches of {Batch} among {images.Count} training samples");
        }
    }

    /// <summary>What is recorded must not decide where a pipeline runs empty.</summary>
    private void CheckRoom(Settings settings)
    {
        if (_hasPipeline && Activity is { } activity && (long)(activity.Capacity - 1) * settings.Get(NeuroKeys.ActivityEvery) < PipelineStretch)
        {
            var found = settings.Find(NeuroKeys.ActivityUnits);
            throw ConfigurationException.At(found.Provenance, found.Path, found.Text, $"so few that, with trace.activity.every, {PipelineStretch} trials fit into memory at once, with run.pipeline above 1");
        }
    }

    private List<IReadSchedule> Replay(IReadOnlyList<DecisionRecord> records)
    {
        RecordedTrials = records[0].Trials;
        _stops = records[0].Stops;
        return [.. records.Select(record => new ReplaySchedule(record))];
    }

    private void Observe(Loss loss, int? classes)
    {
        for (var replica = 0; replica < Replicas; replica++)
        {
            _readOuts.Add(new ReadOut(_trials, loss, classes, new InterleavedTrials(_trials, replica, Replicas), NetworkConfiguration.Potentials(_group.Simulations[replica].Spec)));
            _group.Simulations[replica].Observe("output", _readOuts[replica]);
        }
    }
}
