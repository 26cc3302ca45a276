using Neuro.Experiments.Configuration;
using Neuro.Experiments.Results;

namespace Neuro.Experiments.Checkpoints;

/// <summary>The checkpoints of one run: <c>checkpoints/trial-000000012000.npz</c>, of which the last few are kept.</summary>
internal static class CheckpointFolder
{
    /// <summary>The folder within that of the run.</summary>
    public const string Name = "checkpoints";

    private const string Prefix = "trial-";
    private const int Digits = 12;

    /// <summary>The name of the file of a checkpoint, within the folder of the run.</summary>
    /// <param name="trials">Trials run by then.</param>
    public static string FileOf(long trials) => Path.Combine(Name, $"trial-{trials:000000000000}.npz");

    /// <summary>Reads the newest checkpoint of a run.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <exception cref="ConfigurationException">There is none, or it cannot be used; the one before is not tried, since whoever cut or edited one should know of it.</exception>
    public static (string File, Checkpoint Checkpoint) Newest(string run) => All(run) is [.., var newest]
        ? (newest, CheckpointFile.Read(newest))
        : throw new ConfigurationException($"{Path.Combine(run, Name)}: found no checkpoint, expected one: they are taken with {Running.NeuroKeys.CheckpointEvery.Path}, and where a run is interrupted");

    /// <summary>Writes a checkpoint, and deletes old ones.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="keep">How many are kept.</param>
    /// <exception cref="RunFolderException">It cannot be written.</exception>
    public static void Write(RunFolder folder, Checkpoint checkpoint, int keep)
    {
        folder.MakeFolder(Name);
        folder.Write(FileOf(checkpoint.Progress.Trials), CheckpointFile.Write(checkpoint));
        foreach (var old in All(folder.Path).SkipLast(keep))
        {
            folder.Delete(Path.Combine(Name, Path.GetFileName(old)));
        }
    }

    private static List<string> All(string run)
    {
        var folder = Path.Combine(run, Name);
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, $"{Prefix}*.npz").Where(IsOne).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Whether a file has the name of a checkpoint; others may lie beside.</summary>
    private static bool IsOne(string file) => Path.GetFileNameWithoutExtension(file)[Prefix.Length..] is { Length: Digits } number && number.All(char.IsAsciiDigit);
}
