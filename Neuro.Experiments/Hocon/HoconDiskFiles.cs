namespace Neuro.Experiments.Hocon;

/// <summary>Files of the file system. Names in includes are relative to the including file, never to the working directory.</summary>
public sealed class HoconDiskFiles : IHoconFiles
{
    /// <inheritdoc/>
    public string? Locate(string name, string? includingFile)
    {
        if (Path.IsPathFullyQualified(name))
        {
            return Path.GetFullPath(name);
        }

        return includingFile is null ? null : Path.GetFullPath(name, Path.GetDirectoryName(includingFile)!);
    }

    /// <inheritdoc/>
    public byte[]? Read(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllBytes(file) : null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }
}
