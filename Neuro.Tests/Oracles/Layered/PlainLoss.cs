namespace Neuro.Tests.Oracles.Layered;

/// <summary>What the output of <see cref="PlainLayers"/> is, and what its loss.</summary>
internal enum PlainLoss
{
    /// <summary>Softmax of the potentials; -sum of y log(yhat).</summary>
    SoftmaxCrossEntropy,

    /// <summary>Rates; 1/2 |h - y|^2.</summary>
    SquaredError,

    /// <summary>Logistic rates; -sum of y log(h) + (1 - y) log(1 - h).</summary>
    BernoulliCrossEntropy,
}
