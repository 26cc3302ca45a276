namespace Neuro.Experiments.Models;

/// <summary>How transposed feedback weights come to be those of the forward projection.</summary>
public enum FeedbackSharing
{
    /// <summary>Both ends hold a copy and apply the same change, by plasticity signals; no population reads another's memory.</summary>
    Mirrored,

    /// <summary>There is one copy, which the lower population reads as it stands, racing; such a run cannot be had again.</summary>
    LockFree,
}
