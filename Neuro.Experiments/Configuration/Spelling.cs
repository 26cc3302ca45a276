namespace Neuro.Experiments.Configuration;

/// <summary>Finds what was meant by a name that does not exist.</summary>
internal static class Spelling
{
    /// <summary>The nearest of the known names, or null when none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        string? nearest = null;
        int least = int.MaxValue;
        foreach (string candidate in known)
        {
            // A key may be right but for its section, so its last part counts too.
            int distance = Math.Min(
                Distance(name, candidate),
                1 + Distance(name[(name.LastIndexOf('.') + 1)..], candidate[(candidate.LastIndexOf('.') + 1)..]));
            if (distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return least <= Math.Max(2, name.Length / 3) ? nearest : null;
    }

    /// <summary>The least number of insertions, deletions, replacements and swaps of neighbours that make one of the other.</summary>
    public static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                int replaced = rows[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                int least = Math.Min(replaced, 1 + Math.Min(rows[i - 1, j], rows[i, j - 1]));
                bool isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                rows[i, j] = isSwap ? Math.Min(least, rows[i - 2, j - 2] + 1) : least;
            }
        }

        return rows[left.Length, right.Length];
    }
}
