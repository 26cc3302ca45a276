using System.Globalization;

namespace Neuro.Experiments.Hocon;

/// <summary>Objects with the keys 0, 1, 2 and so on, which stand for arrays where an array is needed.</summary>
internal static class NumericKeys
{
    /// <summary>The values of the keys that are whole numbers from 0, in their order; null when there is no such key.</summary>
    public static HoconArray? ToArray(HoconObject value)
    {
        var found = new SortedDictionary<int, HoconValue>();
        foreach ((string key, HoconValue item) in value)
        {
            if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            {
                found[index] = item;
            }
        }

        return found.Count == 0 ? null : new HoconArray(value.Origin, [.. found.Values]);
    }
}
