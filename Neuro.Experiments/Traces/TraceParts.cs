using Neuro.Experiments.Configuration;
using Neuro.Experiments.Parquet;

namespace Neuro.Experiments.Traces;

/// <summary>Finds the complete parts of a table.</summary>
internal static class TraceParts
{
    /// <summary>The files, in their order; empty when there are none.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="ConfigurationException">One is missing in between.</exception>
    public static IReadOnlyList<string> Of(string run, TraceTableName table)
    {
        var folder = Path.Combine(run, TableDefinition.FolderOf(table));
        if (!Directory.Exists(folder))
        {
            return [];
        }

        List<string> parts = [.. Directory.GetFiles(folder, "part-*.parquet").Order(StringComparer.Ordinal)];
        for (var part = 0; part < parts.Count; part++)
        {
            if (parts[part] != TableWriter.FileOf(folder, part))
            {
                throw new ConfigurationException($"{folder}: found {Path.GetFileName(parts[part])}, expected {Path.GetFileName(TableWriter.FileOf(folder, part))}: a part is missing");
            }
        }

        return parts;
    }

    /// <summary>Opens a part; nothing stays open when it is none.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="ParquetException">It is no part that can be read.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static ParquetReader Open(string file)
    {
        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        try
        {
            return new ParquetReader(stream, file);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
