namespace Neuro.Experiments.Measures;

/// <summary>Whether a layer with dendrites still answers, and its interneurons with it.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Slope">Mean of rho'(u) over units and samples, as a part of the steepest slope: 0 where no unit answers to anything.</param>
/// <param name="Strayed">How far interneurons are from the units above, over the potentials of these where they are above 1; null without interneurons.</param>
/// <param name="Residual">What interneurons leave of the feedback, over the feedback; null without interneurons.</param>
internal sealed record LayerResponse(string Layer, double Slope, double? Strayed, double? Residual);
