using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Configuration;

/// <summary>Lists of one kind of element.</summary>
internal sealed class ListKind<T>(ValueKind<T> element, int minCount, int maxCount) : ValueKind<IReadOnlyList<T>>
{
    public override string Expected
    {
        get
        {
            string count = maxCount < int.MaxValue ? $" of {minCount} to {maxCount} elements" : minCount > 0 ? $" of {minCount} or more elements" : string.Empty;
            return $"a list{count}, each {element.Expected}";
        }
    }

    public override string? Read(HoconValue value, out IReadOnlyList<T> result)
    {
        result = [];
        HoconArray? array = value as HoconArray ?? (value is HoconObject fields ? NumericKeys.ToArray(fields) : null);
        if (array is null || array.Count < minCount || array.Count > maxCount)
        {
            return value.Describe();
        }

        var elements = new T[array.Count];
        for (int i = 0; i < elements.Length; i++)
        {
            if (element.Read(array[i], out elements[i]) is { } problem)
            {
                return $"{problem} at index {i}";
            }
        }

        result = elements;
        return null;
    }

    public override string Write(IReadOnlyList<T> value) => $"[{string.Join(", ", value.Select(element.Write))}]";
}
