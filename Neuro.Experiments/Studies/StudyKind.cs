namespace Neuro.Experiments.Studies;

/// <summary>The studies: experiments that measure something and train no network.</summary>
public enum StudyKind
{
    /// <summary>No study: a network is trained.</summary>
    None,

    /// <summary>What a synapse would learn from pairs of spikes, by the time between them.</summary>
    Stdp,

    /// <summary>How a nudge of the output travels down networks of several kinds and depths.</summary>
    NudgeDepth,
}
