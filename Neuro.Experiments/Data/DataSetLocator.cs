namespace Neuro.Experiments.Data;

/// <summary>Knows where data sets lie: below one root, a folder for each, with the four files compressed or not.</summary>
/// <remarks>Thread-safe. It looks at the disk when asked and writes nothing.</remarks>
public sealed class DataSetLocator
{
    /// <summary>The environment variable that names the root.</summary>
    public const string Variable = "NEURO_DATA";

    private readonly string _because;

    /// <summary>Chooses the root: the one given, else <c>NEURO_DATA</c>, else <c>neuro/data</c> in the user's cache folder.</summary>
    /// <param name="root">The root asked for, or null.</param>
    /// <param name="environment">Gives the value of an environment variable, or null.</param>
    /// <exception cref="DataException">Nothing names a root: no variable is set, not even the home folder.</exception>
    public DataSetLocator(string? root, Func<string, string?> environment)
    {
        (var chosen, _because) = Choose(root, environment);
        Root = Path.GetFullPath(chosen);
    }

    /// <summary>The folder that holds a folder for each data set; need not exist.</summary>
    public string Root { get; }

    /// <summary>The folder of one data set; need not exist.</summary>
    /// <param name="name">The name of the data set.</param>
    public string Folder(string name) => Path.Combine(Root, name);

    /// <summary>The path of a file of a data set, the compressed one first; null when neither is there.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="file">Which of its files.</param>
    public string? Find(string name, DataFile file)
    {
        string[] candidates = [Path.Combine(Folder(name), file.PackedName), Path.Combine(Folder(name), file.Name)];
        return Array.Find(candidates, File.Exists);
    }

    /// <summary>The path of a file of a data set, the compressed one first.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="file">Which of its files.</param>
    /// <exception cref="DataException">Neither is there; the message says which names were looked for, where, and why there.</exception>
    public string Require(string name, DataFile file) => Find(name, file) ?? throw new DataException(
        $"{name}: expected {file.PackedName} or {file.Name} in the folder {Folder(name)} ({_because}), " +
        (Directory.Exists(Folder(name)) ? "found neither." : "found no such folder."));

    /// <summary>Whether all files of a data set are there, or none is needed. Says nothing of their content.</summary>
    /// <param name="info">The data set.</param>
    public bool Has(DataSetInfo info) => info.BuiltIn || info.Files.All(file => Find(info.Name, file) is not null);

    private static (string Root, string Because) Choose(string? root, Func<string, string?> environment)
    {
        if (!string.IsNullOrEmpty(root))
        {
            return (root, "the root given");
        }

        if (environment(Variable) is { Length: > 0 } named)
        {
            return (named, "below " + Variable);
        }

        // The base directory specification says that a relative XDG_CACHE_HOME is to be ignored.
        if (environment("XDG_CACHE_HOME") is { } cache && Path.IsPathFullyQualified(cache))
        {
            return (Path.Combine(cache, "neuro", "data"), "below XDG_CACHE_HOME");
        }

        foreach (var variable in (ReadOnlySpan<string>)["HOME", "USERPROFILE"])
        {
            if (environment(variable) is { Length: > 0 } home)
            {
                return (Path.Combine(home, ".cache", "neuro", "data"), "the user's cache");
            }
        }

        throw new DataException(
            $"data folder: expected a root, or one of the variables {Variable}, XDG_CACHE_HOME, HOME and USERPROFILE, found none.");
    }
}
