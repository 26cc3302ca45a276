namespace Neuro.Units.Plasticity;

/// <summary>
/// Every example has its own fast copy of V_b, which cancels its feedback within the trial:
/// <c>dV_b(b) = kappa e_b rho(g_b)</c> at every step, forgotten when the trial ends.
/// </summary>
/// <remarks>
/// Ghost paper, Eq. 6, read "example by example". The learning rate is kappa itself: no dt, no mean over the batch.
/// The copies are never formed: <c>c_b = V_b rho(g_b) + kappa sum_k e_b(k) (rho(g_b(k)) . rho(g_b))</c>.
/// </remarks>
/// <param name="Phase">The phase in which it acts; afterwards the copies stay as they are until the trial ends.</param>
public sealed record TrialCancellationRule(string Phase) : PlasticityRule(Phase)
{
    /// <inheritdoc/>
    public override PostSignal Signal => PostSignal.Error;

    /// <inheritdoc/>
    public override RuleScope Scope => RuleScope.Trial;
}
