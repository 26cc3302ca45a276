namespace Neuro.Units.Plasticity;

/// <summary>The error of the postsynaptic unit, as its slope lets it pass, times the presynaptic rate: <c>dW_f = eta e rho'(s) rho(s_below)</c>.</summary>
/// <remarks>Ghost paper, Eq. 5 (model MA) and Eq. 7 (model MB).</remarks>
/// <param name="Phase">The phase in which it acts.</param>
public sealed record ErrorSlopeRule(string Phase) : PlasticityRule(Phase)
{
    /// <inheritdoc/>
    public override PostSignal Signal => PostSignal.ErrorSlope;
}
