namespace Neuro.Units.Plasticity;

/// <summary>A ghost learns to imitate its pyramidal unit: <c>dV_f = eta (s - g) rho(s_below)</c>.</summary>
/// <remarks>Ghost paper, Eq. 3. Potentials, without a slope.</remarks>
/// <param name="Phase">The phase in which it acts.</param>
public sealed record MimicryRule(string Phase) : PlasticityRule(Phase)
{
    /// <inheritdoc/>
    public override PostSignal Signal => PostSignal.Mimicry;
}
