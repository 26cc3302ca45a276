using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Runtime.Time;

namespace Neuro.Runtime;

/// <summary>What the actors of one simulation share; with other replicas they share gate, poison and coordinator.</summary>
internal sealed record SimulationContext(
    TrialPlan Plan,
    IReadSchedule Schedule,
    TrialGate Gate,
    ITrialSource Source,
    Poison Poison,
    Coordinator Coordinator,
    bool Lasting,
    DecisionLog? Decisions,
    ActivityRecorder? Activity,
    TimingOptions? Timing,
    ShardPlan Shards,
    int Replica,
    int Replicas,
    int Pipeline);
