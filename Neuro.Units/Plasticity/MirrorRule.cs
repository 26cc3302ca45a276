namespace Neuro.Units.Plasticity;

/// <summary>
/// The other side of a two-sided synapse: feedback weights change by the signal that the upper population sent, times the
/// own rates that it had used, so that <c>W_b = W_f^T</c> holds at every step without a transport of weights.
/// </summary>
/// <remarks>Ghost paper, transpose feedback (TF). Rate and phase are those of the rule that is mirrored.</remarks>
/// <param name="Phase">The phase in which the mirrored rule acts.</param>
/// <param name="Forward">The projection whose rule is mirrored: it runs the other way between the same populations.</param>
public sealed record MirrorRule(string Phase, string Forward) : PlasticityRule(Phase)
{
    /// <inheritdoc/>
    public override PostSignal Signal => PostSignal.Partner;
}
