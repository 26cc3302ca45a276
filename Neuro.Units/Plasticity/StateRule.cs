namespace Neuro.Units.Plasticity;

/// <summary>
/// The state times the presynaptic rate; with opposite signs at two moments and the rates of the first, <c>dW = eta rho(s_j^0) (s_i^beta - s_i^0)</c>.
/// </summary>
/// <remarks>The fixed-point form of the rule of Scellier and others (2018) for networks without tied weights.</remarks>
/// <param name="Phase">The phase in which it acts.</param>
public sealed record StateRule(string Phase) : PlasticityRule(Phase)
{
    /// <inheritdoc/>
    public override PostSignal Signal => PostSignal.State;
}
