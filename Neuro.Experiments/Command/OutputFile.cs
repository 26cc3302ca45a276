using System.Text;
using Neuro.Experiments.Configuration;

namespace Neuro.Experiments.Command;

/// <summary>A file that a user asked for: it is there as a whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes a text that can be made again, in place of one that is there. The folder is made when it is not.</summary>
    /// <param name="file">The file.</param>
    /// <param name="text">What it holds.</param>
    /// <exception cref="ConfigurationException">None can be made there.</exception>
    /// <exception cref="CommandFailedException">It cannot be written.</exception>
    public static void Write(string file, string text)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
        {
            try
            {
                Directory.CreateDirectory(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ConfigurationException($"-o: found the folder {folder}, which cannot be made ({e.Message.TrimEnd('.')}), expected a place that can be written", e);
            }
        }

        Write(file, replace: true, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Writes a file under another name beside its place and renames it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="replace">Whether one that is there may be replaced.</param>
    /// <param name="write">Writes what it holds; the stream can be sought.</param>
    /// <exception cref="ConfigurationException">There is one already, or none can be made there.</exception>
    /// <exception cref="CommandFailedException">It cannot be written.</exception>
    public static void Write(string file, bool replace, Action<Stream> write)
    {
        if (file.Length == 0 || Directory.Exists(file))
        {
            throw new ConfigurationException($"-o: found {(file.Length == 0 ? "an empty name" : $"the folder {file}")}, expected the name of a file");
        }

        if (!replace && File.Exists(file))
        {
            throw new ConfigurationException($"-o: found the file {file}, expected none of that name, or --force to replace it");
        }

        var aside = Path.Combine(Path.GetDirectoryName(file) ?? string.Empty, $".{Path.GetFileName(file)}.{Path.GetRandomFileName()}");
        FileStream stream;
        try
        {
            stream = new FileStream(aside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"-o: found {file}, which cannot be made ({e.Message.TrimEnd('.')}), expected a place that can be written", e);
        }

        try
        {
            using (stream)
            {
                write(stream);
            }

            File.Move(aside, file, replace);
        }
        catch (Exception e)
        {
            File.Delete(aside);
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new CommandFailedException($"{file}: cannot be written: {e.Message}", e);
            }

            throw;
        }
    }
}
