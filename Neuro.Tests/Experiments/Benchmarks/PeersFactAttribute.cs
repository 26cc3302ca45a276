using Neuro.Experiments.Benchmarks;

namespace Neuro.Tests.Experiments.Benchmarks;

/// <summary>A fact that the peers in PyTorch have to confirm: left out, and said to be, where they cannot be run.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PeersFactAttribute : FactAttribute
{
    public PeersFactAttribute()
    {
        if (Peers is null)
        {
            Skip = "left out: bench/peers is not above the tests, or neither python3 on the path nor /usr/bin/python3 has NumPy and PyTorch";
        }
    }

    /// <summary>The peers; null when they cannot be run.</summary>
    public static PeerPrograms? Peers { get; } = PeerPrograms.Find();
}
