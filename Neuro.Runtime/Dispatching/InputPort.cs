using Neuro.Runtime.DataPlane;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Dispatching;

/// <summary>One input of a population actor: where it reads, how far it has read.</summary>
internal sealed class InputPort
{
    public required ProjectionSpec Projection { get; init; }

    public required Ring Ring { get; init; }

    public required ReadMark Mark { get; init; }

    /// <summary>Which of the sender's inputs the pairing version of a signal stands at; -1 when no signals are applied here.</summary>
    public required int PartnerInput { get; init; }

    /// <summary>Delay of the partner projection, which bounds how far back own rates may be paired.</summary>
    public required int PartnerDelay { get; init; }

    public bool TakesSignals => PartnerInput >= 0;

    /// <summary>The version chosen for the step in hand.</summary>
    public long Chosen { get; set; }

    /// <summary>Signals up to this version have been applied.</summary>
    public long Applied { get; set; }
}
