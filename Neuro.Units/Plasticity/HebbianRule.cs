namespace Neuro.Units.Plasticity;

/// <summary>
/// The rate of the one side times the rate of the other: <c>dW = +-eta rho(s_i) rho(s_j)</c>. Both ends of a tied synapse see both rates, and so make the same change.
/// </summary>
/// <remarks>
/// One half of the contrast of equilibrium propagation (Scellier and Bengio 2017), once at the end of each phase with opposite signs; and, where one side are error units,
/// the rule of predictive coding, <c>dW = eta e rho(s_below)</c>.
/// </remarks>
/// <param name="Phase">The phase in which it acts.</param>
public sealed record HebbianRule(string Phase) : PlasticityRule(Phase)
{
    /// <inheritdoc/>
    public override PostSignal Signal => PostSignal.Rate;
}
