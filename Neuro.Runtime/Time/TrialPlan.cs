using Neuro.Units.Populations;
using Neuro.Units.Specification;

namespace Neuro.Runtime.Time;

/// <summary>Maps a population's own step to (trial, phase, offset); the same for all, owned by none.</summary>
/// <remarks>
/// A trial has <see cref="Steps"/> steps and one version more: version 0 of a trial is the initial one, said when it opens;
/// version k is said by step k. Over a run, version k of trial t is <c>t * Versions + k</c>. Immutable.
/// </remarks>
public sealed class TrialPlan
{
    private readonly StepContext[] _contexts;

    /// <summary>Plans the trials of a network.</summary>
    /// <param name="spec">The network, whose phases it follows.</param>
    public TrialPlan(NetworkSpec spec)
    {
        _contexts = new StepContext[spec.StepsPerTrial];
        var step = 0;
        for (var phase = 0; phase < spec.Phases.Count; phase++)
        {
            for (var offset = 0; offset < spec.Phases[phase].Steps; offset++)
            {
                _contexts[step++] = new StepContext(spec.Phases[phase], phase, offset);
            }
        }
    }

    /// <summary>Steps of a trial.</summary>
    public int Steps => _contexts.Length;

    /// <summary>Versions of a trial: the initial one and one per step.</summary>
    public int Versions => Steps + 1;

    /// <summary>The initial version of a trial.</summary>
    /// <param name="trial">Trial from 0.</param>
    public long FirstVersion(long trial) => trial * Versions;

    /// <summary>Where a step stands.</summary>
    /// <param name="step">1 .. <see cref="Steps"/>.</param>
    public ref readonly StepContext At(int step) => ref _contexts[step - 1];
}
