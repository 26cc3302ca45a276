using System.Text.RegularExpressions;

namespace Neuro.Tests.Architecture;

/// <summary>Habits of the sources: one public type per file, in a file and a namespace of its name.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] Rooms = ["Neuro.Units", "Neuro.Runtime", "Neuro.Experiments"];

    public static TheoryData<string> AllRooms => [.. Rooms];

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void A_file_holds_one_public_type_at_most_and_bears_its_name(string room)
    {
        foreach (var file in Repository.Sources(room))
        {
            var types = PublicTypes().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToArray();
            Assert.True(types.Length <= 1, $"{Relative(file)} holds {string.Join(", ", types)}");
            if (types is [var name])
            {
                Assert.True(name == Path.GetFileName(file).Split('.')[0], $"{Relative(file)} holds {name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void Namespaces_are_folders(string room)
    {
        foreach (var file in Repository.Sources(room))
        {
            var found = Namespaces().Match(File.ReadAllText(file));
            if (found.Success)
            {
                Assert.Equal((Relative(file), string.Join('.', [room, .. Repository.Folders(room, file)])), (Relative(file), found.Groups["name"].Value));
            }
        }
    }

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file);

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|partial|readonly|unsafe|ref) )*(?:class|struct|record struct|record|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PublicTypes();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Namespaces();
}
