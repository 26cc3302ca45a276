using Neuro.Units.Initialisation;
using Neuro.Units.Randomness;
using Neuro.Units.Snapshots;
using Neuro.Units.Specification;
using Neuro.Units.Tensors;

namespace Neuro.Units.Populations;

/// <summary>The weights of a network by projection; a training and an evaluation network share one.</summary>
/// <remarks>Each matrix is written by the population that receives through it, and read by others at barriers only, unless a projection is declared to share them.</remarks>
public sealed class WeightStore
{
    private readonly Dictionary<string, WeightMatrix> _matrices = new(StringComparer.Ordinal);

    private WeightStore()
    {
    }

    /// <summary>The weights of a projection, <c>post x pre</c>.</summary>
    /// <param name="projection">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such projection, or it has no weights of its own.</exception>
    public WeightMatrix this[string projection] => _matrices.TryGetValue(projection, out var matrix)
        ? matrix
        : throw new KeyNotFoundException($"no weights for projection '{projection}'; there are {string.Join(", ", _matrices.Keys)}");

    /// <summary>Names of the projections that have weights of their own, in the order of the description.</summary>
    public IEnumerable<string> Projections => _matrices.Keys;

    /// <summary>Draws the initial weights of a network: a pure function of description and seed.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="seed">The seed; each projection draws from a stream of its own.</param>
    public static WeightStore Create(NetworkSpec spec, ulong seed)
    {
        var store = new WeightStore();
        foreach (var projection in spec.Projections.Where(p => p.OwnsWeights))
        {
            var post = spec.Population(projection.Target).Units;
            var pre = projection.SourceUnits ?? spec.Population(projection.Source).Units;
            var matrix = new WeightMatrix(post, pre, projection.Bias);
            if (projection.Initialiser is { } initialiser and not CopyOf)
            {
                var values = new float[post * pre];
                initialiser.Fill(values, post, pre, new RandomKey(seed, projection.Name, "weights"));
                matrix.CopyFrom(values);
            }

            if (projection.BiasInitialiser is { } biases)
            {
                var values = new float[post];
                biases.Fill(values, post, 1, new RandomKey(seed, projection.Name, "bias"));
                matrix.CopyBiasFrom(values);
            }

            store._matrices.Add(projection.Name, matrix);
        }

        foreach (var projection in spec.Projections.Where(p => p.Initialiser is CopyOf))
        {
            store.Copy(projection, (CopyOf)projection.Initialiser!);
        }

        return store;
    }

    /// <summary>Visits all weights, in the order of the description; at a barrier only.</summary>
    /// <param name="visitor">Takes them out or puts them back.</param>
    public void VisitState(StateVisitor visitor)
    {
        foreach (var (projection, matrix) in _matrices)
        {
            visitor.Enter("projection", projection);
            visitor.Weights("weights", matrix);
        }
    }

    private void Copy(ProjectionSpec projection, CopyOf copy)
    {
        var source = this[copy.Projection];
        var target = this[projection.Name];
        for (var post = 0; post < target.Post; post++)
        {
            for (var pre = 0; pre < target.Pre; pre++)
            {
                var value = copy.Transposed ? source[pre, post] : source[post, pre];
                target[post, pre] = (float)(copy.Scale * (copy.SignsOnly ? Math.Sign(value) : value));
            }
        }

        if (!copy.Transposed && source.HasBias && target.HasBias)
        {
            var bias = new float[target.Post];
            source.CopyBiasTo(bias);
            for (var post = 0; post < bias.Length; post++)
            {
                bias[post] = (float)(copy.Scale * (copy.SignsOnly ? Math.Sign(bias[post]) : bias[post]));
            }

            target.CopyBiasFrom(bias);
        }
    }
}
