using Neuro.Experiments.Configuration;
using Neuro.Experiments.Results;
using Neuro.Experiments.Traces;

namespace Neuro.Experiments.Checkpoints;

/// <summary>Brings the folder of a run back to where a checkpoint was taken.</summary>
internal static class Leftovers
{
    /// <summary>Refuses a folder in which parts of tables are missing that the checkpoint tells of.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <exception cref="ConfigurationException">A part is missing, or parts have other sizes.</exception>
    public static void Check(RunFolder folder, Checkpoint checkpoint)
    {
        foreach (var (table, totals) in checkpoint.Trace.Tables)
        {
            List<FileInfo> parts = [.. Enumerable.Range(0, totals.Parts).Select(part => new FileInfo(Path.Combine(folder.Path, table, TracePart.NameOf(part))))];
            if (parts.Find(part => !part.Exists) is { } missing)
            {
                throw new ConfigurationException($"{missing.FullName}: found no such file, expected {totals.Parts} parts of the table, as the checkpoint tells");
            }

            if (parts.Sum(part => part.Length) is var bytes && bytes != totals.Bytes)
            {
                throw new ConfigurationException($"{Path.Combine(folder.Path, table)}: found {bytes} bytes in {totals.Parts} parts, expected {totals.Bytes}, as the checkpoint tells: a part was edited");
            }
        }
    }

    /// <summary>Deletes later parts of tables, parts that were not completed, and matrices of later epochs.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <exception cref="RunFolderException">Something cannot be deleted.</exception>
    public static void Delete(RunFolder folder, Checkpoint checkpoint)
    {
        string[] own = [.. TableDefinitions.All.Select(table => table.Folder), MatrixWriter.FolderName, CheckpointFolder.Name];
        foreach (var within in own.Where(name => Directory.Exists(Path.Combine(folder.Path, name))))
        {
            foreach (var file in Directory.GetFiles(Path.Combine(folder.Path, within)).Select(path => Path.GetFileName(path)))
            {
                if (IsLater(within, file, checkpoint))
                {
                    folder.Delete(Path.Combine(within, file));
                }
            }
        }
    }

    private static bool IsLater(string within, string file, Checkpoint checkpoint) =>
        Path.GetExtension(file) is ".partial" or ".part"
        || TracePart.NumberOf(file) >= (checkpoint.Trace.Tables.GetValueOrDefault(within)?.Parts ?? 0)
        || MatrixWriter.EpochOf(file) > checkpoint.Progress.History.Count;
}
