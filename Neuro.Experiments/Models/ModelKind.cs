namespace Neuro.Experiments.Models;

/// <summary>The models that a configuration may name.</summary>
public enum ModelKind
{
    /// <summary>Ghosts that mimic one to one.</summary>
    MA,

    /// <summary>Ghosts that cancel example by example.</summary>
    MB,

    /// <summary>Backprop.</summary>
    BP,

    /// <summary>Feedback alignment.</summary>
    FA,

    /// <summary>Direct feedback alignment.</summary>
    DFA,

    /// <summary>Local errors of linear read-outs.</summary>
    LAFS,

    /// <summary>The general feedback rule.</summary>
    General,

    /// <summary>Target propagation by exact inverses.</summary>
    TP,

    /// <summary>Incremental target propagation.</summary>
    ITP,

    /// <summary>GAIT-prop.</summary>
    Gait,

    /// <summary>Difference target propagation.</summary>
    DTP,

    /// <summary>Equilibrium propagation.</summary>
    Eqprop,

    /// <summary>Equilibrium propagation of a vector field: no weights are tied.</summary>
    VectorField,

    /// <summary>Predictive coding.</summary>
    Predictive,

    /// <summary>Least action in continuous time.</summary>
    LeastAction,

    /// <summary>Dendritic microcircuits.</summary>
    Microcircuit,
}
