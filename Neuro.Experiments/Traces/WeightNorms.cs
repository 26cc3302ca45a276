namespace Neuro.Experiments.Traces;

/// <summary>Norms of the weights of one projection.</summary>
/// <param name="Projection">Its name.</param>
/// <param name="Norm">Frobenius norm of the weights.</param>
/// <param name="BiasNorm">Norm of the biases.</param>
/// <param name="Largest">Largest absolute weight.</param>
/// <param name="Change">Frobenius norm of the change since the last time; null the first time.</param>
internal sealed record WeightNorms(string Projection, double Norm, double BiasNorm, double Largest, double? Change);
