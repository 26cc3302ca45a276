using Neuro.Units.Initialisation;
using Neuro.Units.Plasticity;

namespace Neuro.Units.Specification;

/// <summary>All synapses from one population to one port of another.</summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Source">Presynaptic population.</param>
/// <param name="Target">Postsynaptic population.</param>
/// <param name="Port">Where it ends.</param>
public sealed record ProjectionSpec(string Name, string Source, string Target, Port Port)
{
    /// <summary>Largest jitter in steps.</summary>
    public const int LargestJitter = 31;

    /// <summary>Largest probability of loss.</summary>
    public const double LargestLoss = 0.95;

    /// <summary>Most steps by which jitter and <see cref="LateSteps"/> together may hold a message up: a reader remembers 64 signals that overtook others.</summary>
    public const int LargestLateness = 63;

    /// <summary>What of a layer's messages the apical port reads: <see cref="Specification.Content.Signal"/> or <see cref="Specification.Content.Direct"/>. Default: the signal.</summary>
    public Content Content { get; init; } = Content.Signal;

    /// <summary>How many of the source's units are read, from the first on; null for all. Between layers only. Default: null.</summary>
    public int? SourceUnits { get; init; }

    /// <summary>Where the biases come from; null for zero. Default: null.</summary>
    public Initialiser? BiasInitialiser { get; init; }

    /// <summary>Delay in steps, at least 1: the reader at step n sees version n - delay.</summary>
    public int Delay { get; init; } = 1;

    /// <summary>Steps by which a message may arrive later than its delay, 0 .. 31; under the <c>link</c> schedule only. Default: 0.</summary>
    public int Jitter { get; init; }

    /// <summary>How the jitter is distributed.</summary>
    public JitterDistribution JitterDistribution { get; init; }

    /// <summary>Probability that a message never arrives, 0 .. 0.95; under the <c>link</c> schedule only. Default: 0.</summary>
    public double Loss { get; init; }

    /// <summary>Probability that a message is sent twice, 0 .. 1; under the <c>link</c> schedule only. Default: 0.</summary>
    public double Duplicate { get; init; }

    /// <summary>Probability that a message is held up by <see cref="LateSteps"/> on top of its jitter, 0 .. 1; under the <c>link</c> schedule only. Default: 0.</summary>
    public double Late { get; init; }

    /// <summary>Steps by which a late message is held up, 1 .. 63 less the jitter; without effect where none is late. Default: 0.</summary>
    public int LateSteps { get; init; }

    /// <summary>Where the weights come from; null for the one-to-one ports, which have none.</summary>
    public Initialiser? Initialiser { get; init; }

    /// <summary>Whether a constant presynaptic rate of 1 has weights, too (they start at 0).</summary>
    public bool Bias { get; init; }

    /// <summary>The local rules that change the weights.</summary>
    public IReadOnlyList<PlasticityRule> Rules { get; init; } = [];

    /// <summary>
    /// A projection that runs the other way, whose weights this one reads transposed at each of its steps, as they stand, without locks; it then has no initialiser, bias or
    /// rule. Null for weights of its own. Default: null.
    /// </summary>
    /// <remarks>No signals are sent for it. Where the two populations run on two threads they race, and no log can have such a run again.</remarks>
    public string? SharesTransposeOf { get; init; }

    /// <summary>How the projection is called in messages.</summary>
    internal string Part => $"projection '{Name}'";

    /// <summary>Most steps by which a message arrives later than its delay.</summary>
    internal int LongestLateness => Jitter + (Late > 0 ? LateSteps : 0);

    /// <summary>Whether the projection has weights, be they its own or shared.</summary>
    internal bool HasWeights => Port is Port.Basal or Port.Apical or Port.Cancel or Port.Inverse;

    /// <summary>Whether the projection has weights of its own.</summary>
    internal bool OwnsWeights => HasWeights && SharesTransposeOf is null;
}
