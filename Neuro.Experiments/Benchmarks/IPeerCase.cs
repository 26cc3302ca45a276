using Neuro.Runtime;
using Neuro.Runtime.Feeding;

namespace Neuro.Experiments.Benchmarks;

/// <summary>A model that is measured against a peer, which does the same in PyTorch.</summary>
internal interface IPeerCase
{
    /// <summary>What it is called in the output.</summary>
    string Name { get; }

    /// <summary>Samples per trial.</summary>
    int Batch { get; }

    /// <summary>Units of the input.</summary>
    int Inputs { get; }

    /// <summary>Units of the target.</summary>
    int Outputs { get; }

    /// <summary>The peer's program and the options that stand for the model.</summary>
    IReadOnlyList<string> Command { get; }

    /// <summary>The same for a check of one trial.</summary>
    IReadOnlyList<string> CheckCommand { get; }

    /// <summary>The arrays of the peer and the projections that they are here.</summary>
    IReadOnlyList<PeerArray> Arrays { get; }

    /// <summary>The network on the workers of a host.</summary>
    Simulation On(WorkerHost host, ITrialSource source, int pipeline = 1);
}
