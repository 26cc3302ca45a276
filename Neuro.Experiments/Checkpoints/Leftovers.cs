using System.Globalization;
using Neuro.Experiments.Results;

namespace Neuro.Experiments.Checkpoints;

/// <summary>Deletes what a run has written after the checkpoint from which it goes on.</summary>
internal static class Leftovers
{
    private const string PartPrefix = "part-";

    /// <summary>Deletes later parts of tables, parts that were not completed, and matrices of later epochs.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <exception cref="RunFolderException">Something cannot be deleted.</exception>
    public static void Delete(RunFolder folder, Checkpoint checkpoint)
    {
        foreach (var table in Directory.GetDirectories(folder.Path).Select(path => Path.GetFileName(path)))
        {
            foreach (var file in Directory.GetFiles(Path.Combine(folder.Path, table)).Select(path => Path.GetFileName(path)))
            {
                if (IsLater(table, file, checkpoint))
                {
                    folder.Delete(Path.Combine(table, file));
                }
            }
        }
    }

    private static bool IsLater(string table, string file, Checkpoint checkpoint) =>
        file.EndsWith(".partial", StringComparison.Ordinal) || file.EndsWith(".part", StringComparison.Ordinal)
        || (file.EndsWith(".parquet", StringComparison.Ordinal) && Number(file, PartPrefix) >= (checkpoint.Trace.Tables.GetValueOrDefault(table)?.Parts ?? 0))
        || (table == MatrixWriter.FolderName && Number(file, MatrixWriter.Prefix) > checkpoint.Progress.History.Count);

    /// <summary>The number in a name such as <c>part-00012.parquet</c>; below all numbers when there is none.</summary>
    private static int Number(string file, string prefix)
    {
        var digits = Path.GetFileNameWithoutExtension(file);
        return digits.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(digits.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
