using Neuro.Experiments.Configuration;

namespace Neuro.Experiments.Command;

/// <summary>The experiments that come with the program: one embedded configuration file each.</summary>
internal static class ExperimentCatalogue
{
    private const string Folder = "hocon/";
    private const string Extension = ".conf";
    private const string Reference = "reference";

    /// <summary>Their names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ExperimentCatalogue).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Extension.Length])
            .Where(name => name != Reference)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of the reference file as it was committed.</summary>
    public static byte[] ReferenceFile => Resource(Reference);

    /// <summary>The file of an experiment.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static byte[] File(string name) => Resource(name);

    /// <summary>An experiment as it is defined, without anything that a command line adds.</summary>
    public static Settings Load(string name) => new ConfigurationLayers(Running.NeuroKeys.Schema)
        .AddFile(ExperimentFiles.Embedded(name), ExperimentFiles.Options)
        .Resolve();

    private static byte[] Resource(string name)
    {
        using var stream = typeof(ExperimentCatalogue).Assembly.GetManifestResourceStream(Folder + name + Extension)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
