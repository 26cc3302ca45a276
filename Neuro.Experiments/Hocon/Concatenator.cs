using System.Text;

namespace Neuro.Experiments.Hocon;

/// <summary>Values side by side become one: strings joined, arrays joined, objects merged.</summary>
internal static class Concatenator
{
    /// <summary>Joins pieces of which none is a substitution any more; null stands for an undefined one.</summary>
    /// <returns>The value, or null when all pieces are undefined.</returns>
    /// <exception cref="HoconException">Simple values, arrays and objects are mixed.</exception>
    public static HoconValue? Join(HoconOrigin origin, string keyPath, IReadOnlyList<HoconValue?> pieces)
    {
        List<HoconValue> values = [.. pieces.Where(p => p is not (null or HoconScalar { IsGap: true })).Select(p => p!)];
        if (values.Exists(v => v is HoconArray or HoconObject))
        {
            return values.Skip(1).Aggregate(values[0], (left, right) => JoinTwo(left, right, origin, keyPath));
        }

        List<HoconScalar> texts = [.. pieces.OfType<HoconScalar>()];
        if (texts.Count <= 1)
        {
            return texts.Count == 0 ? null : texts[0];
        }

        if (texts.Sum(t => t.Weight) > Limits.Weight)
        {
            throw new HoconException(origin, keyPath, "a concatenation beyond all bounds", $"a string of at most {Limits.Weight * 16} characters");
        }

        var joined = new StringBuilder();
        texts.ForEach(t => joined.Append(t.Text));
        return new HoconScalar(origin, HoconKind.String, joined.ToString());
    }

    /// <summary>Appends to the array that was there before.</summary>
    /// <exception cref="HoconException">What was there before is no array.</exception>
    public static HoconArray Append(HoconValue? before, IEnumerable<HoconValue> elements, HoconAppend statement)
    {
        HoconArray tail = new(statement.Origin, [.. elements]);
        return before is null ? tail : (HoconArray)JoinTwo(before is HoconObject o ? NumericKeys.ToArray(o) ?? before : before, tail, statement.Origin, statement.KeyPath);
    }

    private static HoconValue JoinTwo(HoconValue left, HoconValue right, HoconOrigin origin, string keyPath) => (left, right) switch
    {
        (HoconArray a, HoconArray b) => Bounded(a.Concat(b), keyPath),
        (HoconObject a, HoconObject b) => Merger.MergeObjects(b, a),
        (HoconArray a, HoconObject b) when NumericKeys.ToArray(b) is { } array => Bounded(a.Concat(array), keyPath),
        (HoconObject a, HoconArray b) when NumericKeys.ToArray(a) is { } array => Bounded(array.Concat(b), keyPath),
        _ => throw new HoconException(
            origin, keyPath, $"{right.Describe()} beside {left.Describe()}", "values of one kind: all simple, all arrays or all objects"),
    };

    private static HoconArray Bounded(HoconArray array, string keyPath) => array.Weight <= Limits.Weight
        ? array
        : throw new HoconException(array.Origin, keyPath, "a concatenation beyond all bounds", $"at most {Limits.Weight} values");
}
