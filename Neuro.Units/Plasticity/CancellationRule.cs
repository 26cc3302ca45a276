namespace Neuro.Units.Plasticity;

/// <summary>Ghost feedback learns to cancel top-down feedback: <c>dV_b = eta (t - c) rho(g)</c>.</summary>
/// <remarks>Ghost paper, Eq. 4 (model MA) and Eq. 6 (model MB).</remarks>
/// <param name="Phase">The phase in which it acts.</param>
public sealed record CancellationRule(string Phase) : PlasticityRule(Phase)
{
    /// <inheritdoc/>
    public override PostSignal Signal => PostSignal.Error;
}
