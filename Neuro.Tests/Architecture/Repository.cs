namespace Neuro.Tests.Architecture;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>C# files of a room, generated ones left out.</summary>
    public static IEnumerable<string> Sources(string room) => Directory
        .EnumerateFiles(Path.Combine(Root, room), "*.cs", SearchOption.AllDirectories)
        .Where(file => !Folders(room, file).Any(folder => folder is "bin" or "obj"));

    /// <summary>Folders between a room and a file.</summary>
    public static string[] Folders(string room, string file) => Path.GetRelativePath(Path.Combine(Root, room), Path.GetDirectoryName(file)!)
        .Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)
        .Where(folder => folder != ".").ToArray();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Neuro.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no Neuro.sln in {AppContext.BaseDirectory} or any folder above it");
    }
}
