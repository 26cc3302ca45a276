namespace Neuro.Experiments.Models;

/// <summary>The rules by which layered networks learn.</summary>
public enum LearningRule
{
    /// <summary>BP: errors go back along the synapses by which they came.</summary>
    Backprop,

    /// <summary>FA: errors go down through fixed random weights, from layer to layer (Lillicrap et al. 2014).</summary>
    FeedbackAlignment,

    /// <summary>DFA: the output's error goes to every layer through fixed random weights (Nokland 2016).</summary>
    DirectFeedbackAlignment,

    /// <summary>LAFS: every layer has a fixed random read-out of its own, and learns from its error (Gilmer et al. 2017).</summary>
    LocalErrors,

    /// <summary>The general feedback rule: several errors at once (general feedback text, Eq. 4).</summary>
    General,

    /// <summary>TP: targets by exact inverses (GAIT text, Eq. 4 and 5).</summary>
    TargetPropagation,

    /// <summary>ITP: targets a vanishing increment away (GAIT text, Eq. 12 and 13).</summary>
    IncrementalTargetPropagation,

    /// <summary>GAIT-prop: increments weighted by the squared slope (GAIT text, Eq. 17 and 18).</summary>
    Gait,

    /// <summary>DTP: targets by learned inverses, and the difference that they make (Lee et al. 2015).</summary>
    DifferenceTargetPropagation,
}
