namespace Neuro.Experiments.Results;

/// <summary>Measures of one hidden layer on the probe batch. A measure that the model does not have is null.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Alignment">Cosine between its error at the end of nudging and the backprop gradient with respect to its rates (descent direction); of a layered network, between its signal delta and that of backprop.</param>
/// <param name="ErrorRatio">Ratio of their norms, nudging strength divided out.</param>
/// <param name="Cancellation">|t - c| / |t| at the end of prediction.</param>
/// <param name="Mimicry">|s - g| / |s| of the units above and the ghosts that stand for them, at the end of prediction.</param>
/// <param name="ForwardDistance">|V_f - W_f|, Frobenius, of those ghosts.</param>
/// <param name="FeedbackDistance">|V_b - W_b|, Frobenius.</param>
/// <param name="PredictionSpeed">Root mean square of ds/dt at the end of prediction, per ms.</param>
/// <param name="NudgingSpeed">The same at the end of nudging.</param>
/// <param name="LoopGain">Spectral norm of W_b rho' W_f rho' through the layer above, mean over samples.</param>
/// <param name="Asymmetry">|W_b - W_f^T| / |W_f|, Frobenius, of the feedback from the layer above.</param>
public sealed record LayerMeasures(
    string Name,
    double? Alignment,
    double? ErrorRatio,
    double? Cancellation,
    double? Mimicry,
    double? ForwardDistance,
    double? FeedbackDistance,
    double? PredictionSpeed,
    double? NudgingSpeed,
    double? LoopGain,
    double? Asymmetry)
{
    /// <summary>Cosine between the change of its forward weights, before any optimiser, and that of backprop. Layered networks.</summary>
    public double? UpdateAlignment { get; init; }

    /// <summary>Ratio of their norms.</summary>
    public double? UpdateRatio { get; init; }

    /// <summary>Angle in degrees between its feedback weights, as one vector, and the transpose of the forward weights, or of their product, on the way that this feedback comes back.</summary>
    public double? FeedbackAngle { get; init; }

    /// <summary>The same angle to the inverse of the forward weights, where feedback runs beside square ones.</summary>
    public double? InverseAngle { get; init; }

    /// <summary>Condition number in the 1-norm of the forward weights above, where their inverse brings its target.</summary>
    public double? Condition { get; init; }
}
