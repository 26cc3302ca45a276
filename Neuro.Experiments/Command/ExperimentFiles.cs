using Neuro.Experiments.Hocon;

namespace Neuro.Experiments.Command;

/// <summary>Files of the file system, and behind them the experiments of the program: a user's file can include one of those by its name.</summary>
/// <remarks>A file that lies beside the including one comes before an experiment of the same name.</remarks>
internal sealed class ExperimentFiles : IHoconFiles
{
    private const string Prefix = "built-in ";
    private const string Extension = ".conf";
    private readonly HoconDiskFiles _disk = new();

    /// <summary>How configuration files are read.</summary>
    public static HoconOptions Options { get; } = new() { Files = new ExperimentFiles() };

    /// <summary>What the file of an experiment is called, here and in messages.</summary>
    public static string Embedded(string experiment) => Prefix + experiment + Extension;

    /// <inheritdoc/>
    public string? Locate(string name, string? includingFile)
    {
        if (Experiment(name) is not null)
        {
            return name;
        }

        var onDisk = includingFile is not null && Experiment(includingFile) is not null ? null : _disk.Locate(name, includingFile);
        return Experiment(Prefix + name) is not null && (onDisk is null || !File.Exists(onDisk)) ? Prefix + name : onDisk;
    }

    /// <inheritdoc/>
    public byte[]? Read(string file) => Experiment(file) is { } experiment ? ExperimentCatalogue.File(experiment) : _disk.Read(file);

    private static string? Experiment(string file) =>
        file.StartsWith(Prefix, StringComparison.Ordinal) && file.EndsWith(Extension, StringComparison.Ordinal)
        && file[Prefix.Length..^Extension.Length] is var name && ExperimentCatalogue.Names.Contains(name)
            ? name
            : null;
}
