using System.Globalization;
using Neuro.Experiments.Numpy;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Units.Populations;

namespace Neuro.Experiments.Checkpoints;

/// <summary>Writes the weights of a run to <c>matrices/epoch-00010.npz</c>: before training, after every so many epochs and after the last.</summary>
/// <param name="folder">The folder of the run.</param>
/// <param name="weights">The weights, read between runs.</param>
/// <param name="every">Epochs from one file to the next, at least 1.</param>
/// <param name="begins">Whether the run begins, and does not go on.</param>
internal sealed class MatrixWriter(RunFolder folder, WeightStore weights, int every, bool begins = true) : IRunObserver
{
    /// <summary>The folder within that of the run.</summary>
    public const string FolderName = "matrices";

    private const string Prefix = "epoch-";
    private const string Extension = ".npz";

    private int _epochs;

    /// <summary>The name of the file of an epoch.</summary>
    /// <param name="epoch">Epochs done; 0 for before training.</param>
    public static string NameOf(int epoch) => $"{Prefix}{epoch:00000}{Extension}";

    /// <summary>The epoch of a file; null when it is none of these.</summary>
    /// <param name="file">The name of the file, without its folder.</param>
    public static int? EpochOf(string file) =>
        file.StartsWith(Prefix, StringComparison.Ordinal) && file.EndsWith(Extension, StringComparison.Ordinal)
        && int.TryParse(file.AsSpan(Prefix.Length..^Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            ? epoch
            : null;

    /// <inheritdoc/>
    /// <exception cref="RunFolderException">The folder cannot be written any more.</exception>
    public void Started(RunStart start)
    {
        _epochs = start.Epochs;
        folder.MakeFolder(FolderName);
        if (begins)
        {
            Write(0);
        }
    }

    /// <inheritdoc/>
    public void Progressed(RunProgress progress)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="RunFolderException">The folder cannot be written any more.</exception>
    public void EpochEnded(EpochMetrics metrics)
    {
        if (metrics.Epoch % every == 0 || metrics.Epoch == _epochs)
        {
            Write(metrics.Epoch);
        }
    }

    private void Write(int epoch)
    {
        using var memory = new MemoryStream();
        NpzFile.Write(memory, WeightArrays.Of(weights));
        folder.Write(Path.Combine(FolderName, NameOf(epoch)), memory.ToArray());
    }
}
