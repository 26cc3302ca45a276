using Neuro.Units.Activations;

namespace Neuro.Units.Specification;

/// <summary>A population with a state that evolves in time.</summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Activation">Firing-rate function rho.</param>
/// <param name="TimeConstant">tau in ms, above 0; the Euler ratio dt / tau must be at most 1.</param>
public abstract record DynamicSpec(string Name, int Units, Activation Activation, double TimeConstant) : PopulationSpec(Name, Units)
{
    /// <summary>Steps of a period, at least 1: in each the population ticks <see cref="Duty"/> times, at its beginning. Default: 1.</summary>
    public int Period { get; init; } = 1;

    /// <summary>Ticks of a period, 1 .. period. At a step without a tick it holds its state, reads nothing and learns nothing. Default: 1.</summary>
    public int Duty { get; init; } = 1;

    /// <summary>
    /// Steps of a round, at least 1: populations that act in turns, as part of their model, tick in step <see cref="Turn"/> of each round. Each phase begins with a whole round. A period is
    /// then one of rounds. Default: 1.
    /// </summary>
    public int Turns { get; init; } = 1;

    /// <summary>Which step of a round it is, 0 up to but without <see cref="Turns"/>. Default: 0.</summary>
    public int Turn { get; init; }

    /// <summary>
    /// The phase at whose end states are stored by example: a trial begins with those that its examples had when they were shown last, 0 if they never were. Null to begin every
    /// trial alike. Default: null.
    /// </summary>
    public string? Particles { get; init; }

    /// <summary>Whether a trial begins where the one before it ended. Default: no, states begin at 0.</summary>
    public bool KeepsState { get; init; }

    /// <summary>
    /// Noise sigma, finite and at least 0: a step adds <c>sigma sqrt(h) xi</c> to every state, h the Euler ratio of the step and xi standard normal. Default: 0, no noise.
    /// </summary>
    /// <remarks>
    /// Euler and Maruyama's step of <c>tau ds = (-s + b + e) dt + sigma sqrt(tau) dW</c>. A leaky unit under a constant current comes to have the variance
    /// <c>sigma^2 / (2 - h)</c>, which tends to <c>sigma^2 / 2</c> as dt does to 0: a finer step keeps it.
    /// </remarks>
    public double Noise { get; init; }

    /// <summary>
    /// Threshold theta of what is said, a rate, finite and at least 0: a unit of a sample says its level anew when its rate has left the one said last by more than this. Default: 0,
    /// which says everything at every step.
    /// </summary>
    public double Threshold { get; init; }

    /// <summary>Whether the clock of the population ticks at a step; whether it is its turn is another matter.</summary>
    /// <param name="step">The step of the trial, from 1.</param>
    public bool TicksAt(int step) => (step - 1) / Turns % Period < Duty;

    /// <summary>Whether it takes part in a step: where all stand still, clocks do not count.</summary>
    /// <param name="step">The step of the trial, from 1.</param>
    /// <param name="phase">Its phase.</param>
    /// <param name="offset">The step within the phase, from 0.</param>
    internal bool ActsAt(int step, PhaseSpec phase, int offset) => phase.IsStill || (offset % Turns == Turn && TicksAt(step));

    internal override void Validate()
    {
        base.Validate();
        if (Period < 1 || Duty < 1 || Duty > Period)
        {
            throw new SpecificationException(Part, $"has a period of {Period} steps with {Duty} ticks, expected at least 1 tick and at most as many as steps");
        }

        if (Turns < 1 || Turn < 0 || Turn >= Turns)
        {
            throw new SpecificationException(Part, $"has turn {Turn} of {Turns}, expected at least one turn and one of them, counted from 0");
        }

        if (KeepsState && Particles is not null)
        {
            throw new SpecificationException(Part, $"begins trials where the last one ended and with what was stored at the end of phase '{Particles}', expected one of both");
        }

        if (!(Noise >= 0) || double.IsInfinity(Noise))
        {
            throw new SpecificationException(Part, $"has noise {Noise}, expected a finite value of at least 0");
        }

        if (!(Threshold >= 0) || double.IsInfinity(Threshold))
        {
            throw new SpecificationException(Part, $"has threshold {Threshold}, expected a finite value of at least 0");
        }

        if (!(TimeConstant > 0) || double.IsInfinity(TimeConstant))
        {
            throw new SpecificationException(Part, $"has time constant {TimeConstant} ms, expected a finite value above 0");
        }
    }
}
