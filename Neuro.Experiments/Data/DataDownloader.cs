using System.Security.Cryptography;

namespace Neuro.Experiments.Data;

/// <summary>Fetches the files of known data sets from their mirrors, and lets none in whose checksum is wrong.</summary>
/// <remarks>
/// A file is received into a temporary one in the same folder, hashed on its way, and renamed into place when it is whole and
/// right; otherwise, and on cancellation, the temporary file is removed. A wrong file that lies in the place is replaced then.
/// Nothing is resumed. One instance may be used by several threads; two downloads of the same file do not disturb each other.
/// </remarks>
public sealed class DataDownloader
{
    private const int BufferLength = 1 << 16;

    private readonly HttpClient _client;
    private readonly TimeSpan _patience;

    /// <summary>Makes a downloader.</summary>
    /// <param name="client">Does the talking; its own timeout bounds the wait for the head of an answer.</param>
    /// <param name="patience">How long a mirror may stay silent within a file before the next is tried; null for 60 seconds.</param>
    public DataDownloader(HttpClient client, TimeSpan? patience = null)
    {
        _client = client;
        _patience = patience ?? TimeSpan.FromSeconds(60);
    }

    /// <summary>Fetches the files that are missing or wrong. A built-in data set needs none.</summary>
    /// <param name="info">The data set.</param>
    /// <param name="locator">Where it shall lie; folders are made as needed.</param>
    /// <param name="progress">Is told of every piece received; null for nobody.</param>
    /// <param name="cancellation">Stops the download; what is whole and right by then stays.</param>
    /// <returns>Each file, and where it came from.</returns>
    /// <exception cref="DataException">No mirror gave a file, with each one's reason; or the disk refused.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<IReadOnlyList<DownloadedFile>> GetAsync(
        DataSetInfo info, DataSetLocator locator, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var files = new List<DownloadedFile>();
        if (info.BuiltIn)
        {
            return files;
        }

        var folder = locator.Folder(info.Name);
        OnDisk(folder, "made", () => Directory.CreateDirectory(folder));
        foreach (var file in info.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = DataChecker.Check(info.Name, file, locator);
            files.Add(before.State == FileState.Right
                ? new DownloadedFile(before.File, null)
                : await GetAsync(info, file, folder, progress, cancellation));
        }

        return files;
    }

    private async Task<DownloadedFile> GetAsync(
        DataSetInfo info, DataFile file, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var expected = file.PackedSha256 ?? throw new DataException(
            $"{info.Name}: {file.PackedName}: expected a checksum in the catalogue, found none: " +
            "a file that cannot be verified is not fetched.");
        var reasons = new List<string>();
        foreach (var mirror in info.Mirrors)
        {
            var address = new Uri(mirror, file.PackedName);
            var temporary = Path.Combine(folder, $".{file.PackedName}.{Path.GetRandomFileName()}");
            try
            {
                var found = await ReceiveAsync(address, file, temporary, progress, cancellation);
                if (found == expected)
                {
                    var place = Path.Combine(folder, file.PackedName);
                    OnDisk(place, "put into place", () => File.Move(temporary, place, overwrite: true));
                    return new DownloadedFile(file.PackedName, address);
                }

                reasons.Add($"{address}: expected SHA-256 {expected}, found {found}");
            }
            catch (MirrorException e)
            {
                reasons.Add($"{address}: {e.Message}");
            }
            finally
            {
                File.Delete(temporary);
            }
        }

        throw new DataException(
            $"{info.Name}: {file.PackedName}: no mirror gave it: " +
            (reasons.Count == 0 ? "none is known." : string.Join("; ", reasons) + "."));
    }

    /// <summary>Writes an answer's body into a file and returns its SHA-256.</summary>
    private async Task<string> ReceiveAsync(
        Uri address, DataFile file, string path, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        // A token of its own tells a mirror that fell silent from a user who has had enough.
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var response = await FromMirror(
            () => _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, silence.Token), cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new MirrorException(
                $"expected an answer of success, found HTTP status {(int)response.StatusCode} ({response.StatusCode})");
        }

        var total = response.Content.Headers.ContentLength ?? file.PackedBytes;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var body = await FromMirror(() => response.Content.ReadAsStreamAsync(silence.Token), cancellation);
        await using var output = OnDisk(
            path, "created", () => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0));
        var buffer = new byte[BufferLength];
        for (long received = 0; ;)
        {
            silence.CancelAfter(_patience);
            var count = await FromMirror(() => body.ReadAsync(buffer, silence.Token).AsTask(), cancellation);
            if (count == 0)
            {
                break;
            }

            received += count;
            if (received > file.PackedBytes)
            {
                throw new MirrorException($"expected {file.PackedBytes} bytes, found more");
            }

            hash.AppendData(buffer, 0, count);
            OnDisk(path, "written", () => output.Write(buffer, 0, count));
            progress?.Report(new DownloadProgress(file.PackedName, received, total));
        }

        OnDisk(path, "written", () => output.Flush(flushToDisk: true));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Does what a mirror may fail at. The user's cancellation stays what it is; all else is the mirror's failure.</summary>
    private static async Task<T> FromMirror<T>(Func<Task<T>> action, CancellationToken cancellation)
    {
        try
        {
            return await action();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MirrorException("expected an answer, found silence");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new MirrorException($"the connection failed: {e.Message}");
        }
    }

    private static void OnDisk(string path, string doing, Action action) => OnDisk<object?>(path, doing, () =>
    {
        action();
        return null;
    });

    private static T OnDisk<T>(string path, string doing, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DataException.Disk(path, doing, e);
        }
    }

    /// <summary>Why a mirror did not give a file; the next one is tried.</summary>
    private sealed class MirrorException(string message) : Exception(message);
}
