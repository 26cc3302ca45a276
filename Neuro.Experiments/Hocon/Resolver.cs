using System.Runtime.CompilerServices;

namespace Neuro.Experiments.Hocon;

/// <summary>Replaces substitutions by what they stand for.</summary>
/// <remarks>
/// A substitution sees the final value of its path, evaluated no further than needed. Where that value depends on the very substitution
/// (or concatenation) being evaluated, the path means what it held before: the layers of the key below that one. Every substitution is
/// evaluated once, in the order of the document, so that all that depend on it agree.
/// </remarks>
internal sealed class Resolver(HoconObject root, Func<string, string?>? environment)
{
    private readonly Dictionary<HoconValue, HoconValue?> _resolved = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<HoconValue, HoconValue?> _shallow = new(ReferenceEqualityComparer.Instance);
    private Progress _progress = new();
    private bool _isRetrying;
    private int _depth;

    public HoconValue Run(HoconValue value) => Resolve(value)!;

    /// <summary>The value without any substitution left, or null when it is undefined.</summary>
    private HoconValue? Resolve(HoconValue value)
    {
        if (value.IsResolved || _resolved.TryGetValue(value, out HoconValue? known))
        {
            return value.IsResolved ? value : _resolved[value];
        }

        if (!_progress.Deep.Add(value))
        {
            return value is HoconReference { IsOptional: true } ? null : throw Cycle(value);
        }

        Enter(value);
        try
        {
            known = value switch
            {
                HoconObject fields => ResolveFields(fields),
                HoconArray array => ResolveElements(array),
                HoconMerge merge => ResolveMerge(merge),
                _ => ResolveSingle(value),
            };
            if (known?.Weight > Limits.Weight)
            {
                throw new HoconException(value.Origin, KeyOf(value), "a value that grows beyond all bounds", $"at most {Limits.Weight} values");
            }

            return _resolved[value] = known;
        }
        finally
        {
            _depth--;
            _progress.Deep.Remove(value);
        }
    }

    private HoconObject ResolveFields(HoconObject value)
    {
        var fields = new OrderedDictionary<string, HoconValue>(value.Count);
        foreach ((string key, HoconValue item) in value)
        {
            if (Resolve(item) is { } resolved)
            {
                fields.Add(key, resolved);
            }
        }

        return new HoconObject(value.Origin, fields, value.HidesLower);
    }

    private HoconArray ResolveElements(HoconArray value) => new(value.Origin, [.. ResolveAll(value)]);

    private IEnumerable<HoconValue> ResolveAll(IEnumerable<HoconValue> values) => values.Select(Resolve).OfType<HoconValue>();

    private HoconValue? ResolveSingle(HoconValue value)
    {
        HoconValue? shallow = Force(value);
        if (shallow is null || shallow.IsResolved)
        {
            return shallow;
        }

        return value is HoconReference { IsOptional: true } && _progress.Deep.Contains(shallow) ? null : Resolve(shallow);
    }

    /// <summary>
    /// Resolves the substitutions among the layers one by one before they are merged: while one is resolved, whatever refers back to this
    /// key means the layers below it.
    /// </summary>
    private HoconValue? ResolveMerge(HoconMerge merge)
    {
        var layers = new LayerList(_progress);
        layers.Add(merge);
        foreach (HoconValue layer in layers.Items.Where(l => l is not HoconObject))
        {
            if (layer is HoconAppend || (ResolveOrRetry(layer) is { } value && value is not HoconObject))
            {
                break;
            }
        }

        return MergeLayers(layers.Items) is { } merged ? Resolve(merged) : null;

        HoconValue? ResolveOrRetry(HoconValue layer) => WithRetry(() => Resolve(layer), !ReferenceEquals(layer, layers.Items[^1]));
    }

    /// <summary>The value as far as its kind: a scalar, or an array or object whose parts may hold substitutions.</summary>
    private HoconValue? Force(HoconValue value)
    {
        if (value.Kind != HoconKind.Unresolved)
        {
            return value;
        }

        if (_resolved.TryGetValue(value, out HoconValue? known) || _shallow.TryGetValue(value, out known))
        {
            return known;
        }

        if (value is HoconMerge merge)
        {
            var layers = new LayerList(_progress);
            layers.Add(merge);
            return MergeLayers(layers.Items);
        }

        if (!_progress.Shallow.Add(value))
        {
            return value is HoconReference { IsOptional: true } ? null : throw Cycle(value);
        }

        Enter(value);
        try
        {
            return _shallow[value] = value switch
            {
                HoconReference reference => Follow(reference),
                HoconConcatenation several => Concatenator.Join(several.Origin, several.KeyPath, [.. several.Pieces.Select(Force)]),
                HoconAppend append => Concatenator.Append(null, ResolveAll(append.Elements), append),
                _ => throw new InvalidOperationException($"found {value.GetType().Name}, expected a kind of unresolved value"),
            };
        }
        finally
        {
            _depth--;
            _progress.Shallow.Remove(value);
        }
    }

    private HoconValue? Follow(HoconReference reference)
    {
        bool isCycle = false;
        foreach (HoconPath path in reference.Candidates())
        {
            LayerList layers = Lookup(path);
            isCycle |= layers.WasCut;
            if (MergeLayers(layers.Items) is { } value)
            {
                return value;
            }
        }

        return EnvironmentValue(reference)
            ?? (reference.IsOptional ? null
                : isCycle ? throw Cycle(reference)
                : throw new HoconException(reference.Origin, reference.KeyPath, $"{reference.Describe()}, which is not defined", "a key that has a value, or ${?...}"));
    }

    private HoconValue? EnvironmentValue(HoconReference reference)
    {
        string name = string.Join('.', reference.Target.Elements);
        if (!reference.IsList)
        {
            return environment?.Invoke(name) is { } single ? HoconScalar.FromString(OriginOf(name), single) : null;
        }

        var elements = new List<HoconValue>();
        while (environment?.Invoke($"{name}_{elements.Count}") is { } next)
        {
            elements.Add(HoconScalar.FromString(OriginOf($"{name}_{elements.Count}"), next));
        }

        return elements.Count == 0 ? null : new HoconArray(elements[0].Origin, [.. elements]);

        static HoconOrigin OriginOf(string variable) => new($"environment variable {variable}", 0, 0);
    }

    /// <summary>What a path was given, last given first, without evaluating anything beside the path.</summary>
    private LayerList Lookup(HoconPath path)
    {
        var current = new LayerList(_progress);
        current.Add(root);
        bool wasCut = false;
        foreach (string key in path.Elements)
        {
            var next = new LayerList(_progress);
            IReadOnlyList<HoconValue> items = current.Items;
            for (int i = 0; i < items.Count && !next.IsComplete; i++)
            {
                HoconValue? layer = ForceOrRetry(items[i], i + 1 < items.Count);
                if (layer is HoconObject fields && fields.TryGetValue(key, out HoconValue? child))
                {
                    next.Add(child);
                }
                else if (layer is not (null or HoconObject))
                {
                    break;
                }
            }

            wasCut |= next.WasCut;
            current = next;
        }

        current.WasCut |= wasCut;
        return current;
    }

    /// <summary>Merges layers, last given first, down to the first that hides the rest.</summary>
    private HoconValue? MergeLayers(IReadOnlyList<HoconValue> layers)
    {
        HoconObject? merged = null;
        var above = new List<HoconObject>();
        for (int i = 0; i < layers.Count; i++)
        {
            HoconValue? value = layers[i] is HoconAppend append
                ? AppendTo(append, [.. layers.Skip(i + 1)])
                : ForceOrRetry(layers[i], i + 1 < layers.Count);
            if (value is HoconObject fields)
            {
                above.Add(fields);
                if (fields.HidesLower)
                {
                    break;
                }
            }
            else if (value is not null)
            {
                if (above.Count == 0)
                {
                    return value;
                }

                break;
            }
        }

        for (int i = above.Count - 1; i >= 0; i--)
        {
            merged = merged is null ? above[i] : Merger.MergeObjects(above[i], merged);
        }

        return merged;
    }

    private HoconArray AppendTo(HoconAppend append, IReadOnlyList<HoconValue> below)
    {
        if (!_progress.Shallow.Add(append))
        {
            throw Cycle(append);
        }

        Enter(append);
        try
        {
            return Concatenator.Append(MergeLayers(below), ResolveAll(append.Elements), append);
        }
        finally
        {
            _depth--;
            _progress.Shallow.Remove(append);
        }
    }

    private HoconValue? ForceOrRetry(HoconValue layer, bool hasLower) => WithRetry(() => Force(layer), hasLower);

    /// <summary>
    /// A circle that was entered elsewhere may be broken at this key, if it held something before: as if evaluation had begun here.
    /// One attempt at a time, or the attempts would multiply.
    /// </summary>
    private HoconValue? WithRetry(Func<HoconValue?> evaluate, bool hasLower)
    {
        try
        {
            return evaluate();
        }
        catch (HoconException e) when (e.IsCycle && hasLower && !_isRetrying)
        {
            Progress outer = _progress;
            _progress = new Progress();
            _isRetrying = true;
            try
            {
                return evaluate();
            }
            finally
            {
                _isRetrying = false;
                _progress = outer;
            }
        }
    }

    private void Enter(HoconValue value)
    {
        if (++_depth > Limits.ResolveDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _depth--;
            throw new HoconException(value.Origin, KeyOf(value), "substitutions or levels nested too deeply", $"at most {Limits.ResolveDepth}");
        }
    }

    private static HoconException Cycle(HoconValue value) =>
        new(value.Origin, KeyOf(value), $"a cycle: {value.Describe()} leads back to itself", "a value that does not depend on itself", isCycle: true);

    private static string KeyOf(HoconValue value) => value switch
    {
        HoconReference reference => reference.KeyPath,
        HoconConcatenation several => several.KeyPath,
        HoconAppend append => append.KeyPath,
        _ => string.Empty,
    };
}
