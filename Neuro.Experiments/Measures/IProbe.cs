using Neuro.Experiments.Results;

namespace Neuro.Experiments.Measures;

/// <summary>Measures the hidden layers of a network on a fixed batch, from outside and on separate state.</summary>
internal interface IProbe
{
    /// <summary>Trials so far; may be set before the first one, where a run goes on.</summary>
    long Trials { get; set; }

    /// <summary>Measures every hidden layer, from below.</summary>
    IReadOnlyList<LayerMeasures> Measure();
}
