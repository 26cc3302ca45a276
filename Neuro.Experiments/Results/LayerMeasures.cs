namespace Neuro.Experiments.Results;

/// <summary>Measures of one hidden layer on the probe batch. A measure that the model does not have is null.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Alignment">Cosine between its error at the end of nudging and the backprop gradient with respect to its rates (descent direction).</param>
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
    double? Asymmetry);
