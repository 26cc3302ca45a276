namespace Neuro.Experiments.Models;

/// <summary>Where feedback weights come from.</summary>
public enum FeedbackKind
{
    /// <summary>TF: W_b = W_f^T at every step, by plasticity on both sides of the synapse.</summary>
    Transpose,

    /// <summary>FA: fixed and random (feedback alignment).</summary>
    Random,
}
