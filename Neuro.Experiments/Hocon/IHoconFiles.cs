namespace Neuro.Experiments.Hocon;

/// <summary>Where documents and their includes are read from.</summary>
public interface IHoconFiles
{
    /// <summary>The full name of a file, the same for every way to name it.</summary>
    /// <param name="name">The name as given or included.</param>
    /// <param name="includingFile">The full name of the file that includes it; null when a text that is no file does.</param>
    /// <returns>The full name, or null when a relative name has no file that it could be relative to.</returns>
    string? Locate(string name, string? includingFile);

    /// <summary>Reads a file.</summary>
    /// <param name="file">A name that <see cref="Locate"/> gave.</param>
    /// <returns>Its bytes, or null when there is no such file.</returns>
    /// <exception cref="IOException">The file is there and cannot be read.</exception>
    byte[]? Read(string file);
}
