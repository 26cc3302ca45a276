using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;

namespace Neuro.Experiments.Sweeps;

/// <summary>The folder of a sweep, with a run folder for each cell.</summary>
/// <param name="path">The folder; made when the first cell is claimed.</param>
internal sealed class SweepFolder(string path)
{
    /// <summary>Keys that say where things are, and not what is run.</summary>
    private static readonly ConfigurationKey[] Places = [NeuroKeys.Out, NeuroKeys.DataRoot];

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The folder of a cell.</summary>
    public string FolderOf(SweepCell cell) => System.IO.Path.Combine(Path, cell.Name);

    /// <summary>Looks what is there of a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="data">Its data set.</param>
    /// <exception cref="ConfigurationException">There is something that is no run of this cell.</exception>
    public CellState Look(SweepCell cell, DataSet data)
    {
        var folder = FolderOf(cell);
        if (!Directory.Exists(folder) && !File.Exists(folder))
        {
            return CellState.Missing;
        }

        var recorded = RecordedRun.Open(folder);
        if (recorded.Experiment != cell.Experiment)
        {
            throw new ConfigurationException($"{recorded.File}: found a run of {recorded.Experiment}, expected one of {cell.Experiment}, or nothing: choose another folder by --out");
        }

        var before = new ConfigurationLayers(NeuroKeys.Schema).AddText(recorded.Configuration, recorded.File).Resolve();
        List<string> changed =
        [
            .. NeuroKeys.Schema.Keys.Where(key => !Places.Contains(key) && before.Find(key).Canonical != cell.Settings.Find(key).Canonical)
                .Select(key => $"{key.Path} = {before.Find(key).Canonical} instead of {cell.Settings.Find(key).Canonical}"),
        ];
        if (changed.Count > 0)
        {
            throw new ConfigurationException(
                $"{recorded.File}: found a run of another configuration ({string.Join(", ", changed)}), expected one of this sweep, or nothing: choose another folder by --out");
        }

        recorded.Check(data);
        return recorded.Status == RunStatus.Completed ? CellState.Finished : CellState.Incomplete;
    }

    /// <summary>Takes a cell, so that no other process runs it meanwhile.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="data">Its data set.</param>
    /// <returns>The claim; null when another process has the cell.</returns>
    /// <exception cref="ConfigurationException">There is something that is no run of this cell.</exception>
    /// <exception cref="RunFolderException">The folder cannot be made or written.</exception>
    public CellClaim? Claim(SweepCell cell, DataSet data)
    {
        FileStream held;
        try
        {
            Directory.CreateDirectory(Path);
            held = new FileStream(System.IO.Path.Combine(Path, $".{cell.Name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(System.IO.Path.Combine(Path, $".{cell.Name}.lock")))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException(FolderOf(cell), "made", e);
        }

        try
        {
            var state = Look(cell, data);
            if (state != CellState.Incomplete || !new RunFolder(FolderOf(cell)).IsInUse())
            {
                return new CellClaim(Path, cell.Name, state, held);
            }
        }
        catch
        {
            held.Dispose();
            throw;
        }

        held.Dispose();
        return null;
    }
}
