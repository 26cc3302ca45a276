using Neuro.Experiments.Data;
using Neuro.Experiments.Traces;
using Neuro.Units.Specification;

namespace Neuro.Experiments.Running;

/// <summary>What is about to be run.</summary>
/// <param name="Network">The network.</param>
/// <param name="Data">The data set.</param>
/// <param name="TrainingSamples">Training samples per epoch, whole trials of all replicas only.</param>
/// <param name="Epochs">Epochs asked for.</param>
/// <param name="Batch">Samples per trial.</param>
/// <param name="Workers">Worker threads.</param>
/// <param name="Replicas">Replicas of the network.</param>
/// <param name="Plastic">Number of plastic values of one.</param>
public sealed record RunStart(NetworkSpec Network, DataSet Data, int TrainingSamples, int Epochs, int Batch, int Workers, int Replicas, long Plastic)
{
    /// <summary>Trials that each replica has run before, where a run goes on; 0 where it begins.</summary>
    public long Before { get; init; }

    /// <summary>What recording it will write; null for a replay, which records nothing.</summary>
    public TraceEstimate? Trace { get; init; }
}
