namespace Neuro.Experiments.Results;

/// <summary>The folder of one run, of which there is no other of that name.</summary>
/// <param name="path">The folder, relative to the working directory if the folder of runs was given so.</param>
internal sealed class RunFolder(string path)
{
    /// <summary>The file that explains the run.</summary>
    public const string RecordName = "run.json";

    /// <summary>The file that tells what happened, line by line.</summary>
    public const string LogName = "log.jsonl";

    private const string ClaimName = ".claim";

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The log.</summary>
    public string Log => System.IO.Path.Combine(Path, LogName);

    /// <summary>A name that is one folder everywhere.</summary>
    public static string Plain(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));

    /// <summary>Makes a folder <c>EXPERIMENT-YYYYMMDD-HHMMSS-seedN[-k]</c>, the time in UTC.</summary>
    /// <param name="root">The folder of runs; made when it is not there.</param>
    /// <param name="experiment">The name of the experiment.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="time">The time at which the run begins.</param>
    /// <param name="record">The record to begin with.</param>
    /// <remarks>
    /// The folder comes into being with its record in it: it is filled under another name and renamed, which fails if there is a
    /// folder of that name that holds anything. So two runs that begin in the same second never share a folder.
    /// </remarks>
    /// <exception cref="RunFolderException">It cannot be made.</exception>
    public static RunFolder Create(string root, string experiment, long seed, DateTimeOffset time, byte[] record)
    {
        var name = $"{Plain(experiment)}-{time.UtcDateTime:yyyyMMdd-HHmmss}-seed{seed}";
        return Create(root, name, record, k => k == 1 ? name : $"{name}-{k}");
    }

    /// <summary>Makes a folder of a given name, in the same way.</summary>
    /// <param name="root">The folder of runs; made when it is not there.</param>
    /// <param name="name">The name of the folder.</param>
    /// <param name="record">The record to begin with.</param>
    /// <exception cref="RunFolderException">It cannot be made, or there is one already.</exception>
    public static RunFolder Create(string root, string name, byte[] record) =>
        Create(root, name, record, k => k == 1 ? name : throw new IOException("there is one already"));

    /// <summary>Whether a process goes on with the run: it holds the claim, and the log open, from beginning to end.</summary>
    public bool IsInUse() => IsHeld(System.IO.Path.Combine(Path, ClaimName)) || IsHeld(Log);

    /// <summary>Makes a folder within the folder, if there is none of that name.</summary>
    /// <param name="name">The name of the folder.</param>
    /// <exception cref="RunFolderException">It cannot be made.</exception>
    public void MakeFolder(string name)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.Combine(Path, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException(Path, "written", e);
        }
    }

    /// <summary>Deletes a file, if it is there.</summary>
    /// <param name="name">The name of the file.</param>
    /// <exception cref="RunFolderException">It cannot be deleted.</exception>
    public void Delete(string name)
    {
        try
        {
            File.Delete(System.IO.Path.Combine(Path, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException(Path, "written", e);
        }
    }

    /// <summary>Claims the folder for a run that goes on in it, until the result is disposed of.</summary>
    /// <returns>What holds the claim; a process that is killed gives it up.</returns>
    /// <exception cref="RunFolderException">Another run goes on in it.</exception>
    public IDisposable Claim()
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(Path, ClaimName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException(Path, "claimed", e);
        }
    }

    /// <summary>Puts a file into the folder, whole or not at all, in place of one of that name.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="content">What it holds.</param>
    /// <exception cref="RunFolderException">It cannot be written.</exception>
    public void Write(string name, byte[] content)
    {
        var place = System.IO.Path.Combine(Path, name);
        var temporary = place + ".part";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, place, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException(Path, "written", e);
        }
    }

    private static RunFolder Create(string root, string name, byte[] record, Func<int, string> nameOf)
    {
        try
        {
            var temporary = Directory.CreateDirectory(System.IO.Path.Combine(root, $".{name}.{System.IO.Path.GetRandomFileName()}")).FullName;
            try
            {
                File.WriteAllBytes(System.IO.Path.Combine(temporary, RecordName), record);
                for (var k = 1; ; k++)
                {
                    var path = System.IO.Path.Combine(root, nameOf(k));
                    if (TryMove(temporary, path))
                    {
                        return new RunFolder(path);
                    }
                }
            }
            catch
            {
                Directory.Delete(temporary, recursive: true);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException(System.IO.Path.Combine(root, name), "made", e);
        }
    }

    private static bool IsHeld(string file)
    {
        try
        {
            // Some network file systems lock only files that are opened for writing, too; those of others may be read alone.
            return IsHeld(file, FileAccess.ReadWrite);
        }
        catch (UnauthorizedAccessException)
        {
            return IsHeld(file, FileAccess.Read);
        }
    }

    private static bool IsHeld(string file, FileAccess access)
    {
        try
        {
            using var held = new FileStream(file, FileMode.Open, access, FileShare.None);
            return false;
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool TryMove(string from, string to)
    {
        if (Directory.Exists(to) || File.Exists(to))
        {
            return false;
        }

        try
        {
            Directory.Move(from, to);
            return true;
        }
        catch (IOException) when (Directory.Exists(to))
        {
            return false;
        }
    }
}
