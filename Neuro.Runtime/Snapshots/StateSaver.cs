using Neuro.Units.Tensors;

namespace Neuro.Runtime.Snapshots;

/// <summary>Takes State out, array by array.</summary>
internal sealed class StateSaver(bool visitsShards) : NamedStateVisitor(visitsShards)
{
    private readonly Dictionary<string, Func<StateArray>> _arrays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<long>> _longs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<double>> _doubles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<float[]>> _matrices = new(StringComparer.Ordinal);

    public override bool IsRestoring => false;

    /// <summary>What was visited, in its order.</summary>
    public IReadOnlyDictionary<string, StateArray> Arrays => _arrays.ToDictionary(pair => pair.Key, pair => pair.Value(), StringComparer.Ordinal);

    public override void Number(string name, ref long value)
    {
        var (values, at) = Longs(name);
        if (!IsLaterPart)
        {
            values.Add(value);
        }
        else if (values[at] != value)
        {
            throw new InvalidOperationException($"array '{Key(name)}': found {value} in one part and {values[at]} in another, expected the same in all");
        }
    }

    public override void Count(string name, ref long value)
    {
        var (values, at) = Longs(name);
        if (IsLaterPart)
        {
            values[at] += value;
        }
        else
        {
            values.Add(value);
        }
    }

    public override void Number(string name, ref double value)
    {
        var key = Key(name);
        var values = ListOf(_doubles, key, list => new StateArray(list.ToArray(), list.Count));
        if (!IsLaterPart)
        {
            values.Add(value);
        }
        else if (BitConverter.DoubleToInt64Bits(values[Next(key)]) != BitConverter.DoubleToInt64Bits(value))
        {
            throw new InvalidOperationException($"array '{key}': found another number in one part than in another, expected the same in all");
        }
    }

    public override void Matrix(string name, PanelMatrix matrix, PanelRange range)
    {
        var key = Key(name);
        var at = Next(key);
        var units = VisitsShards ? range.Units(matrix.Layout) : matrix.Units;
        var values = ListOf(_matrices, key, list => new StateArray(list.SelectMany(part => part).ToArray(), list.Count == 1 ? [matrix.Batch, units] : [list.Count, matrix.Batch, units]));
        if (!IsLaterPart)
        {
            values.Add(new float[matrix.Batch * units]);
        }

        MatrixPart.Copy(matrix, range, values[at], whole: !VisitsShards, restore: false);
    }

    public override void Weights(string name, WeightMatrix weights)
    {
        var values = new float[weights.Post * weights.Pre];
        weights.CopyTo(values);
        _arrays.Add(Key("weight"), () => new StateArray(values, weights.Post, weights.Pre));
        if (weights.HasBias)
        {
            var bias = new float[weights.Post];
            weights.CopyBiasTo(bias);
            _arrays.Add(Key("bias"), () => new StateArray(bias, bias.Length));
        }
    }

    private (List<long> Values, int At) Longs(string name)
    {
        var key = Key(name);
        return (ListOf(_longs, key, list => new StateArray(list.ToArray(), list.Count)), Next(key));
    }

    private List<T> ListOf<T>(Dictionary<string, List<T>> lists, string key, Func<List<T>, StateArray> end)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            list = [];
            lists.Add(key, list);
            _arrays.Add(key, () => end(list));
        }

        return list;
    }
}
