namespace Neuro.Units.Plasticity;

/// <summary>
/// The rate of a soma less what its basal dendrite predicts of it, times the presynaptic rate: <c>dW = eta (phi(u) - phi(g_b v)) r</c>. Dendrites of pyramidal units and of
/// interneurons learn alike.
/// </summary>
/// <remarks>Urbanczik and Senn (2014); Sacramento and others (2018), Eq. 7 and 8.</remarks>
/// <param name="Phase">The phase in which it acts.</param>
public sealed record DendriticRule(string Phase) : PlasticityRule(Phase)
{
    /// <inheritdoc/>
    public override PostSignal Signal => PostSignal.Dendritic;
}
