using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Neuro.Experiments.Hocon;

/// <summary>An object: keys, in the order of their first mention, and values.</summary>
#pragma warning disable CA1710 // Named as the format names it.
public sealed class HoconObject : HoconValue, IReadOnlyCollection<KeyValuePair<string, HoconValue>>
#pragma warning restore CA1710
{
    private readonly OrderedDictionary<string, HoconValue> _fields;

    internal HoconObject(HoconOrigin origin, OrderedDictionary<string, HoconValue> fields, bool hidesLower = false)
        : base(origin)
    {
        _fields = fields;
        HidesLower = hidesLower;
        IsResolved = true;
        long weight = 1;
        foreach (HoconValue value in fields.Values)
        {
            IsResolved &= value.IsResolved;
            weight = Limits.Add(weight, value.Weight);
        }

        Weight = weight;
    }

    /// <summary>An object without keys.</summary>
    public static HoconObject Empty { get; } = new(new HoconOrigin("empty", 0, 0), []);

    /// <inheritdoc/>
    public override HoconKind Kind => HoconKind.Object;

    /// <inheritdoc/>
    public override bool IsResolved { get; }

    /// <summary>Number of keys.</summary>
    public int Count => _fields.Count;

    /// <summary>The keys, in the order of their first mention.</summary>
    public IReadOnlyList<string> Keys => _fields.Keys;

    /// <summary>True when the object replaced a value of another kind, so that objects further below do not merge with it.</summary>
    internal bool HidesLower { get; }

    internal override long Weight { get; }

    internal HoconObject Hiding() => HidesLower ? this : new HoconObject(Origin, _fields, hidesLower: true);

    /// <summary>An object that holds one value at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="value">The value.</param>
    public static HoconObject Of(HoconPath path, HoconValue value)
    {
        for (int i = path.Elements.Count - 1; i >= 0; i--)
        {
            value = new HoconObject(value.Origin, new OrderedDictionary<string, HoconValue> { [path.Elements[i]] = value });
        }

        return (HoconObject)value;
    }

    /// <summary>The value of a key of this object; the key is no path.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value.</param>
    /// <returns>False when there is no such key.</returns>
    public bool TryGetValue(string key, [NotNullWhen(true)] out HoconValue? value) => _fields.TryGetValue(key, out value);

    /// <summary>The value at a path.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The value, or null when there is none, or something on the way is no object.</returns>
    /// <exception cref="HoconException">Something on the way is not resolved.</exception>
    public HoconValue? Find(HoconPath path)
    {
        HoconValue current = this;
        foreach (string element in path.Elements)
        {
            if (current.Kind == HoconKind.Unresolved)
            {
                throw new HoconException(current.Origin, path.ToString(), current.Describe(), "a resolved value: call Resolve first");
            }

            if (current is not HoconObject below || !below.TryGetValue(element, out HoconValue? next))
            {
                return null;
            }

            current = next;
        }

        return current;
    }

    /// <summary>The value at a path expression such as <c>a."b.c".d</c>.</summary>
    /// <param name="path">The path expression.</param>
    /// <returns>The value, or null when there is none, or something on the way is no object.</returns>
    /// <exception cref="HoconException">The expression is malformed, or something on the way is not resolved.</exception>
    public HoconValue? Find(string path) => Find(HoconPath.Parse(path));

    /// <summary>This object over another, as if the other had been written first in the same file.</summary>
    /// <param name="fallback">What holds where this object says nothing.</param>
    public HoconObject WithFallback(HoconObject fallback) => Merger.MergeObjects(this, fallback);

    /// <summary>Replaces all substitutions.</summary>
    /// <param name="environment">Gives the value of a variable, or null when it is not set; none is looked up when absent.</param>
    /// <exception cref="HoconException">A substitution is undefined, leads back to itself, or makes a forbidden combination.</exception>
    public HoconObject Resolve(Func<string, string?>? environment = null) =>
        IsResolved ? this : (HoconObject)new Resolver(this, environment).Run(this);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, HoconValue>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal override string Describe() => Count == 0 ? "an empty object" : $"an object with the key '{_fields.GetAt(0).Key}'";

    /// <inheritdoc/>
    public override bool Equals(object? obj)
    {
        if (obj is not HoconObject other || other.Count != Count)
        {
            return false;
        }

        foreach ((string key, HoconValue value) in _fields)
        {
            if (!other.TryGetValue(key, out HoconValue? theirs) || !value.Equals(theirs))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(HoconKind.Object, Count);
}
