using Neuro.Units.Specification;

namespace Neuro.Units.Plasticity;

/// <summary>The optimiser of one projection: local to its synapses, each of which has moments of its own. Immutable.</summary>
/// <remarks>
/// g is the gradient: minus the mean or sum over samples of signal times presynaptic rate, plus weight decay and the pull towards orthogonality. The formulas stand at
/// <see cref="OptimiserKind"/>.
/// </remarks>
public sealed record Optimiser
{
    /// <summary>The formula. Default: plain gradient descent.</summary>
    public OptimiserKind Kind { get; init; } = OptimiserKind.Sgd;

    /// <summary>Mean or sum over the samples of a trial. Default: mean.</summary>
    public Reduction Reduction { get; init; } = Reduction.Mean;

    /// <summary>mu, 0 up to but without 1. Default: 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>r, 0 up to but without 1. Default: 0.999.</summary>
    public double SquareDecay { get; init; } = 0.999;

    /// <summary>eps, above 0. Default: 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Whether the moments of Adam are corrected for their start at zero. Default: yes.</summary>
    public bool BiasCorrection { get; init; } = true;

    /// <summary>Weight decay: so many times the weight is added to its gradient, at least 0; biases do not decay. Default: 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>
    /// lambda of the pull of a square matrix towards orthogonal rows, at least 0: <c>4 lambda (M - diag M) W</c> with <c>M = W W^T</c> is added to the gradient, not divided by
    /// the batch (GAIT text, Eq. 23: the gradient of lambda times the sum of the squares of M off its diagonal). Default: 0.
    /// </summary>
    public double Orthogonality { get; init; }

    /// <summary>Whether gradients are used as they come, so that they never have to be formed.</summary>
    internal bool IsPlain => Kind == OptimiserKind.Sgd && WeightDecay == 0 && Orthogonality == 0;

    internal void Validate(string part)
    {
        Check(Momentum is >= 0 and < 1, "momentum", Momentum, "0 up to but without 1");
        Check(SquareDecay is >= 0 and < 1, "a decay of squares", SquareDecay, "0 up to but without 1");
        Check(Epsilon > 0 && double.IsFinite(Epsilon), "epsilon", Epsilon, "a finite value above 0");
        Check(WeightDecay >= 0 && double.IsFinite(WeightDecay), "weight decay", WeightDecay, "a finite value of at least 0");
        Check(Orthogonality >= 0 && double.IsFinite(Orthogonality), "a pull towards orthogonality of", Orthogonality, "a finite value of at least 0");

        void Check(bool isRight, string what, double found, string expected)
        {
            if (!isRight)
            {
                throw new SpecificationException(part, $"has an optimiser with {what} {found}, expected {expected}");
            }
        }
    }
}
