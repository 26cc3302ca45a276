using System.Text;
using Neuro.Experiments.Hocon;

namespace Neuro.Tests.Experiments.Hocon;

/// <summary>Files in memory, with folders separated by slashes.</summary>
internal sealed class MemoryFiles(params (string Name, string Text)[] files) : IHoconFiles
{
    private readonly Dictionary<string, byte[]> _files = files.ToDictionary(f => f.Name, f => Encoding.UTF8.GetBytes(f.Text));

    public string? Locate(string name, string? includingFile)
    {
        string folder = includingFile is null ? "/" : includingFile[..(includingFile.LastIndexOf('/') + 1)];
        return name.StartsWith('/') ? name : folder + name;
    }

    public byte[]? Read(string file) => file.Contains("locked", StringComparison.Ordinal) ? throw new IOException("locked") : _files.GetValueOrDefault(file);

    public HoconObject Load(string file) => HoconParser.ParseFile(file, new HoconOptions { Files = this });

    public void Put(string file, byte[] bytes) => _files[file] = bytes;
}
