namespace Neuro.Experiments.Measures;

/// <summary>How far a layer is from rest where it should have settled.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="PerTimeConstant">Root mean square of tau ds/dt over units and samples: the way that a state would go in a time constant.</param>
internal sealed record LayerSpeed(string Layer, double PerTimeConstant);
