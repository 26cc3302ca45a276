using System.Collections;

namespace Neuro.Experiments.Hocon;

/// <summary>An array.</summary>
public sealed class HoconArray : HoconValue, IReadOnlyList<HoconValue>
{
    private readonly HoconValue[] _elements;

    internal HoconArray(HoconOrigin origin, HoconValue[] elements)
        : base(origin)
    {
        _elements = elements;
        IsResolved = true;
        long weight = 1;
        foreach (HoconValue element in elements)
        {
            IsResolved &= element.IsResolved;
            weight = Limits.Add(weight, element.Weight);
        }

        Weight = weight;
    }

    /// <inheritdoc/>
    public override HoconKind Kind => HoconKind.Array;

    /// <inheritdoc/>
    public override bool IsResolved { get; }

    /// <summary>Number of elements.</summary>
    public int Count => _elements.Length;

    internal override long Weight { get; }

    /// <summary>The element at an index, from 0.</summary>
    /// <param name="index">The index.</param>
    public HoconValue this[int index] => _elements[index];

    /// <summary>Replaces all substitutions. As an array is no place to look paths up in, only the environment answers them.</summary>
    /// <param name="environment">Gives the value of a variable, or null when it is not set; none is looked up when absent.</param>
    /// <exception cref="HoconException">A substitution is undefined.</exception>
    public HoconArray Resolve(Func<string, string?>? environment = null) =>
        IsResolved ? this : (HoconArray)new Resolver(new HoconObject(Origin, []), environment).Run(this);

    /// <inheritdoc/>
    public IEnumerator<HoconValue> GetEnumerator() => ((IEnumerable<HoconValue>)_elements).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal HoconArray Concat(HoconArray next) => new(Origin, [.. _elements, .. next._elements]);

    internal override string Describe() => $"an array of {Count} element{(Count == 1 ? string.Empty : "s")}";

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HoconArray other && other._elements.AsSpan().SequenceEqual(_elements);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(HoconKind.Array, Count);
}
