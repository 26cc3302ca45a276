namespace Neuro.Units.Plasticity;

/// <summary>What a step changes of the state times the presynaptic rate before it: <c>dW = eta rho(s_j) ds_i</c>, a rate-based form of spike-timing dependent plasticity.</summary>
/// <remarks>Bengio and others (2017); summed over a nudging phase, the trajectory form of the rule of Scellier and others (2018).</remarks>
/// <param name="Phase">The phase in which it acts, at every step.</param>
public sealed record StateChangeRule(string Phase) : PlasticityRule(Phase)
{
    /// <inheritdoc/>
    public override PostSignal Signal => PostSignal.StateChange;
}
