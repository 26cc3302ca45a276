using Neuro.Runtime.ControlPlane;
using Neuro.Runtime.Decisions;
using Neuro.Runtime.Feeding;
using Neuro.Runtime.Observing;
using Neuro.Runtime.Schedules;
using Neuro.Runtime.Time;

namespace Neuro.Runtime;

/// <summary>What the actors of one simulation share.</summary>
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
    TimingOptions? Timing);
