using Neuro.Units.Activations;
using Neuro.Units.Losses;

namespace Neuro.Units.Specification;

/// <summary>A layer of units without a time course: <c>h = f(a)</c>, <c>a = W h_below + b</c>, computed and corrected in a few acts of a trial.</summary>
/// <remarks>
/// A layer acts on the messages that it has: rates from below, errors or targets from above or from the output. What has not arrived by an act is silence, which is zero.
/// </remarks>
/// <param name="Name">Unique in its network.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Activation">f; without effect where the loss brings a softmax of its own.</param>
/// <param name="Loss">By which an output or an auxiliary read-out gets its error from a target; null for a layer that feedback teaches.</param>
public sealed record LayerSpec(string Name, int Units, Activation Activation, Loss? Loss = null) : PopulationSpec(Name, Units)
{
    /// <summary>Its acts, in the order of their steps.</summary>
    public required IReadOnlyList<ActSpec> Acts { get; init; }

    /// <summary>F of the general feedback rule (Eq. 4). Default: the mean.</summary>
    public Combination Combination { get; init; }

    /// <summary>What it sends back along the synapses of its basal projection, which is then its only one. Default: nothing.</summary>
    public BackwardKind Backward { get; init; }

    /// <summary>Factor of the errors that come back from the layer above, finite. Default: 1.</summary>
    public double BackwardGain { get; init; } = 1;

    /// <summary>Whether errors that come back are those of a mean over the batch, and so are divided by its size. Default: no.</summary>
    public bool MeanCost { get; init; }

    /// <summary>Factor of the signal, finite: 2 where the loss of the layer is |h - target|^2 without a half. Default: 1.</summary>
    public double SignalGain { get; init; } = 1;

    /// <summary>Standard deviation of the noise in corrupted rates, finite and at least 0. Default: 0.</summary>
    public double Corruption { get; init; }

    /// <summary>Condition number of the weights, in the 1-norm, above which their inverse is not used and the run fails. Default: 1e6.</summary>
    public double LargestCondition { get; init; } = 1e6;

    /// <summary>
    /// Whether a target through a learned inverse g is h + g(target above) - g(rates above), in which errors of the inverse drop out, or g(target above) alone. Default: yes.
    /// </summary>
    public bool DropsInverseError { get; init; } = true;

    /// <summary>The act of a kind, or null.</summary>
    /// <param name="kind">The kind.</param>
    public ActSpec? Act(ActKind kind) => Acts.FirstOrDefault(act => act.Kind == kind);

    /// <summary>The act that says something.</summary>
    /// <param name="content">What is said.</param>
    public static ActKind SaidBy(Content content) => content switch
    {
        Content.Rate => ActKind.Respond,
        Content.Direct => ActKind.Direct,
        Content.Corrupted => ActKind.Corrupt,
        Content.Echo => ActKind.Echo,
        _ => ActKind.Learn,
    };

    /// <summary>What an act reads of a projection; null when it does not read it.</summary>
    /// <param name="act">The act.</param>
    /// <param name="projection">A projection that ends on this layer.</param>
    public static Content? Reads(ActSpec act, ProjectionSpec projection) => (act.Kind, projection.Port) switch
    {
        (ActKind.Respond, Port.Basal) => Content.Rate,
        (ActKind.Direct or ActKind.Learn, Port.Apical) when act.Terms.Contains(projection.Name) => projection.Content,
        (ActKind.Learn, Port.Basal) when projection.Rules.Count > 0 => Content.Rate,
        (ActKind.Learn, Port.Target) => Content.Rate,
        (ActKind.Learn, Port.Backward) => Content.Backward,
        (ActKind.Learn, Port.Inverse) => Content.Target,
        (ActKind.Echo, Port.Corrupted) => Content.Corrupted,
        (ActKind.Invert, Port.Inverse) => Content.Echo,
        _ => null,
    };
}
