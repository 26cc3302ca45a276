using Neuro.Experiments.Results;

namespace Neuro.Experiments.Measures;

/// <summary>Measures the hidden layers of a network on a fixed batch, from outside and on separate state.</summary>
internal interface IProbe
{
    /// <summary>Trials so far; may be set before the first one, where a run goes on.</summary>
    long Trials { get; set; }

    /// <summary>Measures every hidden layer, from below.</summary>
    IReadOnlyList<LayerMeasures> Measure();

    /// <summary>How far layers were from rest where they should have settled, when measured last; empty where nothing has to settle.</summary>
    IReadOnlyList<LayerSpeed> Speeds => [];

    /// <summary>Mean energies per sample along the free phase, the start first, when measured last; empty where there is no energy.</summary>
    IReadOnlyList<double> Energies => [];

    /// <summary>Whether layers with dendrites answered, when measured last; empty for other networks.</summary>
    IReadOnlyList<LayerResponse> Responses => [];
}
