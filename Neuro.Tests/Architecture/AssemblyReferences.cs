using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Neuro.Tests.Architecture;

/// <summary>What the compiled code of a room refers to: assemblies, types and members, read from its metadata.</summary>
internal sealed class AssemblyReferences
{
    private AssemblyReferences(IReadOnlyList<string> assemblies, IReadOnlyList<string> types, IReadOnlyList<string> members)
    {
        Assemblies = assemblies;
        Types = types;
        Members = members;
    }

    /// <summary>Simple names.</summary>
    public IReadOnlyList<string> Assemblies { get; }

    /// <summary>Full names of types outside the assembly.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>Type, dot, name of the members outside the assembly; members of generic instances by the generic type's name alone are in <see cref="Types"/>.</summary>
    public IReadOnlyList<string> Members { get; }

    public static AssemblyReferences Of(Assembly assembly)
    {
        using var stream = File.OpenRead(assembly.Location);
        using var file = new PEReader(stream);
        var reader = file.GetMetadataReader();
        var assemblies = reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)).ToList();
        var types = reader.TypeReferences.Select(handle => Name(reader, handle)).ToList();
        var members = from handle in reader.MemberReferences
                      let member = reader.GetMemberReference(handle)
                      where member.Parent.Kind == HandleKind.TypeReference
                      select $"{Name(reader, (TypeReferenceHandle)member.Parent)}.{reader.GetString(member.Name)}";
        return new AssemblyReferences(assemblies, types, members.ToList());
    }

    private static string Name(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{Name(reader, (TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : $"{reader.GetString(type.Namespace)}.{name}";
    }
}
