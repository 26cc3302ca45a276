using System.Reflection;
using System.Xml.Linq;
using Neuro.Experiments.Models;
using Neuro.Runtime;
using Neuro.Units.Specification;

namespace Neuro.Tests.Architecture;

/// <summary>Every public type says what it is, in the documentation that ships beside its assembly.</summary>
public sealed class DocumentationTests
{
    private static readonly Assembly[] Rooms = [typeof(NetworkSpec).Assembly, typeof(Simulation).Assembly, typeof(GhostNetwork).Assembly];

    public static TheoryData<string> AllRooms => [.. Rooms.Select(room => room.GetName().Name!)];

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void Every_public_type_is_documented(string room)
    {
        var assembly = Rooms.Single(a => a.GetName().Name == room);
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        Assert.True(File.Exists(file), $"{Path.GetFileName(file)} does not ship beside the assembly");
        var documented = XDocument.Load(file).Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value))
            .Select(member => member.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);
        var types = assembly.GetExportedTypes();
        Assert.NotEmpty(types);
        Assert.Empty(types.Select(type => $"T:{type.FullName!.Replace('+', '.')}").Except(documented, StringComparer.Ordinal));
    }
}
