namespace Neuro.Experiments.Traces;

/// <summary>The tables of a run.</summary>
public enum TraceTableName
{
    /// <summary>Loss and accuracies, a row for each epoch.</summary>
    Metrics,

    /// <summary>Measures of the hidden layers, a row for each epoch and layer.</summary>
    Alignment,

    /// <summary>States, rates, currents and errors of units, step by step.</summary>
    Activity,

    /// <summary>What every read of a racing run has chosen.</summary>
    Schedule,

    /// <summary>What was sent and computed, a row for each epoch, projection and phase.</summary>
    Traffic,

    /// <summary>Norms of weights, a row for each epoch and projection.</summary>
    Weights,
}
