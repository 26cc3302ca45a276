using Neuro.Units.Tensors;

namespace Neuro.Runtime.Snapshots;

/// <summary>Puts State back, array by array, and sees that each is used as a whole.</summary>
internal sealed class StateRestorer(IReadOnlyDictionary<string, StateArray> arrays, bool visitsShards) : NamedStateVisitor(visitsShards)
{
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);

    public override bool IsRestoring => true;

    public override void Number(string name, ref long value) => value = Take<long>(name, 1)[0];

    public override void Count(string name, ref long value)
    {
        // The first part counts for all.
        var count = Take<long>(name, 1)[0];
        value = IsLaterPart ? 0 : count;
    }

    public override void Number(string name, ref double value) => value = Take<double>(name, 1)[0];

    public override void Matrix(string name, PanelMatrix matrix, PanelRange range)
    {
        var units = VisitsShards ? range.Units(matrix.Layout) : matrix.Units;
        MatrixPart.Copy(matrix, range, Take<float>(name, matrix.Batch * units), whole: !VisitsShards, restore: true);
    }

    public override void Weights(string name, WeightMatrix weights)
    {
        weights.CopyFrom(Take<float>("weight", weights.Post * weights.Pre));
        if (weights.HasBias)
        {
            weights.CopyBiasFrom(Take<float>("bias", weights.Post));
        }
    }

    /// <summary>Refuses what nobody has asked for.</summary>
    /// <exception cref="StateMismatchException">An array, or a part of one, was not used.</exception>
    public void End()
    {
        foreach (var (key, array) in arrays)
        {
            if (_used.GetValueOrDefault(key) != array.Values.Length)
            {
                throw new StateMismatchException($"array '{key}': found {array.Values.Length} values, expected {_used.GetValueOrDefault(key)}");
            }
        }
    }

    /// <summary>The next values of an array.</summary>
    private Span<T> Take<T>(string name, int count)
    {
        var key = Key(name);
        var first = Next(key) * count;
        if (!arrays.TryGetValue(key, out var array))
        {
            throw new StateMismatchException($"array '{key}': found none of that name, expected one");
        }

        if (array.Values is not T[] values || values.Length < first + count)
        {
            throw new StateMismatchException($"array '{key}': found {array.Values.Length} values of type {array.Values.GetType().GetElementType()!.Name}, expected at least {first + count} of type {typeof(T).Name}");
        }

        _used[key] = Math.Max(_used.GetValueOrDefault(key), first + count);
        return values.AsSpan(first, count);
    }
}
