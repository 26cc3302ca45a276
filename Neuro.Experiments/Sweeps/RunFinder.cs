using Neuro.Experiments.Configuration;
using Neuro.Experiments.Results;

namespace Neuro.Experiments.Sweeps;

/// <summary>Finds the runs that are meant by folders.</summary>
internal static class RunFinder
{
    /// <summary>The run folders: a folder that is one, or all below one that is none, by name.</summary>
    /// <param name="folders">The folders.</param>
    /// <returns>Each once, however often it is given.</returns>
    /// <exception cref="ConfigurationException">There is no such folder, or no run in it.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> folders)
    {
        List<string> found = [];
        foreach (var folder in folders)
        {
            if (!Directory.Exists(folder))
            {
                throw new ConfigurationException($"{folder}: found no such folder, expected a run or a folder of runs");
            }

            var before = found.Count;
            Below(folder, found);
            if (found.Count == before)
            {
                throw new ConfigurationException($"{folder}: found no {RunFolder.RecordName} in it or below, expected a run or a folder of runs");
            }
        }

        return [.. found.DistinctBy(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))];
    }

    private static void Below(string folder, List<string> found)
    {
        if (File.Exists(Path.Combine(folder, RunFolder.RecordName)))
        {
            found.Add(folder);
            return;
        }

        // What is hidden is being made or given up.
        foreach (var below in Directory.GetDirectories(folder).Where(name => Path.GetFileName(name)[0] != '.').Order(StringComparer.Ordinal))
        {
            Below(below, found);
        }
    }
}
