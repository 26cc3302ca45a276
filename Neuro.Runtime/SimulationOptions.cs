using Neuro.Runtime.Decisions;
using Neuro.Runtime.Faults;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Units.Populations;

namespace Neuro.Runtime;

/// <summary>How a network runs.</summary>
public sealed record SimulationOptions
{
    /// <summary>Samples per trial, 1 .. 65535.</summary>
    public required int Batch { get; init; }

    /// <summary>Which version each population reads at each step. Default: lockstep.</summary>
    public IReadSchedule Schedule { get; init; } = new LockstepSchedule();

    /// <summary>
    /// Trials that a layer may have in flight, 1 .. <see cref="LargestPipeline"/>: it responds in so many before it learns from the first of them, if its learning waits for layers above.
    /// Without effect on populations that step. Default: 1, which is the sequential algorithm.
    /// </summary>
    public int Pipeline { get; init; } = 1;

    /// <summary>Most trials in flight.</summary>
    public const int LargestPipeline = 64;

    /// <summary>Takes in what every read chooses, so that a racing run can be had again; null for no record. Default: null.</summary>
    public DecisionLog? Decisions { get; init; }

    /// <summary>How populations are divided among actors; null when they are not. Default: null.</summary>
    public ShardPlan? Shards { get; init; }

    /// <summary>Keeps a part of the activity; null for no record. A run may then be as long as its room. Default: null.</summary>
    public ActivityRecorder? Activity { get; init; }

    /// <summary>How the time of populations is measured; null for not at all, which costs nothing. Default: null.</summary>
    public TimingOptions? Timing { get; init; }

    /// <summary>Whether lasting plasticity is on; off for evaluation. Default: on.</summary>
    public bool Plasticity { get; init; } = true;

    /// <summary>Faults to be injected, each once. Default: none.</summary>
    public IReadOnlyList<CrashPoint> Crashes { get; init; } = [];

    /// <summary>Trials after which a snapshot is taken, to which the network is set back after an injected fault; 0 for no recovery. Default: 0.</summary>
    public long SnapshotEvery { get; init; }

    /// <summary>How long no version may advance anywhere before a run is given up, also when somebody hangs in a turn; zero for no watchdog. Default: zero.</summary>
    /// <remarks>With a watchdog a run has a thread of its own, and the caller waits for it.</remarks>
    public TimeSpan Watchdog { get; init; }

    /// <summary>Gives the watchdog the time. Default: that of the system.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How populations compute.</summary>
    public ExecutionOptions Execution { get; init; } = new();
}
