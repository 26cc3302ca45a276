namespace Neuro.Experiments.Studies;

/// <summary>What a nudge of the output makes of the hidden layers of one network.</summary>
/// <param name="Model">Its kind.</param>
/// <param name="Depth">Its number of hidden layers.</param>
/// <param name="Network">Which of several it is, from 0.</param>
/// <param name="Errors">The error signal of each hidden layer, from below, divided by beta: samples by units.</param>
/// <param name="Gradients">Minus the gradient of the network's own loss, in the variables that the error stands for.</param>
internal sealed record NudgedErrors(string Model, int Depth, int Network, IReadOnlyList<double[]> Errors, IReadOnlyList<double[]> Gradients);
