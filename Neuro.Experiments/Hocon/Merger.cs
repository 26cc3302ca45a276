namespace Neuro.Experiments.Hocon;

/// <summary>One value over another, as for a key that is given twice.</summary>
internal static class Merger
{
    /// <summary>Merges; what stays hidden whatever the substitutions hold is dropped.</summary>
    public static HoconValue Merge(HoconValue upper, HoconValue lower)
    {
        if (upper.IsFinal)
        {
            return upper;
        }

        var stack = new List<HoconValue>();
        Push(stack, lower);
        Push(stack, upper);
        return stack.Count == 1 ? stack[0] : new HoconMerge([.. stack]);
    }

    /// <summary>Merges key by key.</summary>
    public static HoconObject MergeObjects(HoconObject upper, HoconObject lower)
    {
        if (upper.HidesLower || (lower.Count == 0 && !lower.HidesLower))
        {
            return upper;
        }

        var fields = new OrderedDictionary<string, HoconValue>(lower.Count + upper.Count);
        foreach ((string key, HoconValue value) in lower)
        {
            fields.Add(key, value);
        }

        foreach ((string key, HoconValue value) in upper)
        {
            fields[key] = fields.TryGetValue(key, out HoconValue? below) ? Merge(value, below) : value;
        }

        return new HoconObject(upper.Origin, fields, lower.HidesLower);
    }

    private static void Push(List<HoconValue> stack, HoconValue value)
    {
        switch (value)
        {
            case HoconMerge merge:
                foreach (HoconValue layer in merge.Layers)
                {
                    Push(stack, layer);
                }

                break;
            case { IsFinal: true }:
                stack.Clear();
                stack.Add(value);
                break;
            case HoconAppend later when stack.Count > 0 && stack[^1] is HoconAppend earlier && HoconAppend.Join(earlier, later) is { } joined:
                stack[^1] = joined;
                break;
            case HoconObject over when stack.Count > 0 && stack[^1] is HoconObject under:
                stack[^1] = MergeObjects(over, under);
                break;
            case HoconObject over when stack.Count > 0 && stack[^1].IsFinal:
                stack.Clear();
                stack.Add(over.Hiding());
                break;
            default:
                stack.Add(value);
                break;
        }
    }
}
