namespace Neuro.Units.Plasticity;

/// <summary>The signal of a layer times the rates that it read, through an optimiser: <c>dW = eta delta h_below^T</c> (general feedback text, Eq. 2 to 4).</summary>
/// <param name="Phase">The phase of the act in which it is applied.</param>
public sealed record GradientRule(string Phase) : PlasticityRule(Phase)
{
    /// <inheritdoc/>
    public override PostSignal Signal => PostSignal.Gradient;
}
