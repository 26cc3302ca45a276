using Neuro.Experiments.Data;

namespace Neuro.Tests.Experiments.Data;

public sealed class DataDownloaderTests : IDisposable
{
    private const string First = "train-images-idx3-ubyte.gz";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Good_files_are_fetched_verified_and_put_into_place()
    {
        await using var server = TinyServer.Of(Good());
        var progress = new Reports();
        var files = await GetAsync(progress, server.Address);
        Assert.Equal(4, files.Count);
        Assert.All(files, file => Assert.Equal(new Uri(server.Address, file.File), file.From));
        Assert.Equal(Good().Keys.Order(StringComparer.Ordinal), FilesThere());
        Assert.True(DataChecker.Check(Samples.Info(), Samples.Locator(_folder)).Passed);
        Assert.Equal(3, DataSetLoader.Load("sample", _folder.Path, _ => null).Train.Count);
        var length = Good()[First].Length;
        Assert.Contains(new DownloadProgress(First, length, length), progress.All);
    }

    [Fact]
    public async Task What_is_there_and_right_is_left_alone_and_what_is_wrong_is_replaced()
    {
        Samples.Lay(_folder, "sample", packed: false);
        _folder.Write("sample/train-labels-idx1-ubyte.gz", [1, 2, 3]);
        await using var server = TinyServer.Of(Good());
        var files = await GetAsync(null, server.Address);
        Assert.Equal(["train-labels-idx1-ubyte.gz"], server.Requests);
        Assert.Equal([true, false, true, true], files.Select(file => file.From is null));
        Assert.True(DataChecker.Check(Samples.Info(), Samples.Locator(_folder)).Passed);
    }

    [Fact]
    public async Task The_next_mirror_is_tried_after_404_and_after_a_wrong_checksum()
    {
        var wrong = Good();
        wrong[First] = [.. wrong[First]];
        wrong[First][^1] ^= 1;
        await using var empty = TinyServer.Of(new Dictionary<string, byte[]>(StringComparer.Ordinal));
        await using var bad = TinyServer.Of(wrong);
        await using var good = TinyServer.Of(Good());
        var files = await GetAsync(null, empty.Address, bad.Address, good.Address);
        Assert.Equal(good.Address.Port, files[0].From!.Port);
        Assert.Equal(bad.Address.Port, files[1].From!.Port);
        Assert.Equal(4, empty.Requests.Count);
    }

    [Fact]
    public async Task When_no_mirror_has_it_each_ones_reason_is_told()
    {
        var wrong = Good();
        wrong[First] = [1, 2, 3];
        await using var empty = TinyServer.Of(new Dictionary<string, byte[]>(StringComparer.Ordinal));
        await using var bad = TinyServer.Of(wrong);
        var e = await Assert.ThrowsAsync<DataException>(() => GetAsync(null, empty.Address, bad.Address));
        Assert.Equal(
            $"sample: {First}: no mirror gave it: " +
            $"{empty.Address}{First}: expected an answer of success, found HTTP status 404 (NotFound); " +
            $"{bad.Address}{First}: expected SHA-256 {Samples.Sha256(Good()[First])}, found {Samples.Sha256([1, 2, 3])}.",
            e.Message);
        Assert.Empty(FilesThere());
    }

    [Fact]
    public async Task A_wrong_file_stays_when_no_right_one_is_to_be_had()
    {
        var place = _folder.Write("sample/" + First, [9, 9]);
        await using var empty = TinyServer.Of(new Dictionary<string, byte[]>(StringComparer.Ordinal));
        await Assert.ThrowsAsync<DataException>(() => GetAsync(null, empty.Address));
        Assert.Equal([9, 9], await File.ReadAllBytesAsync(place));
        Assert.Equal([First], FilesThere());
    }

    /// <summary>With a length announced the connection fails; without one only the checksum can tell.</summary>
    [Theory]
    [InlineData(true, "the connection failed")]
    [InlineData(false, "expected SHA-256")]
    public async Task A_body_cut_short_leaves_nothing(bool announced, string reason)
    {
        var content = Good()[First];
        await using var server = new TinyServer(async (_, stream, stop) =>
        {
            await TinyServer.HeadAsync(stream, "200 OK", announced ? content.Length : null, stop);
            await stream.WriteAsync(content.AsMemory(0, content.Length / 2), stop);
        });
        var e = await Assert.ThrowsAsync<DataException>(() => GetAsync(null, server.Address));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.Empty(FilesThere());
    }

    [Fact]
    public async Task A_connection_reset_leaves_nothing()
    {
        await using var server = new TinyServer(async (_, stream, stop) =>
        {
            await TinyServer.HeadAsync(stream, "200 OK", 1000, stop);
            stream.Socket.LingerState = new(enable: true, seconds: 0);
            stream.Socket.Close();
        });
        var e = await Assert.ThrowsAsync<DataException>(() => GetAsync(null, server.Address));
        Assert.Contains("the connection failed", e.Message, StringComparison.Ordinal);
        Assert.Empty(FilesThere());
    }

    [Fact]
    public async Task A_body_without_end_is_cut_off_at_the_known_length()
    {
        await using var server = new TinyServer(async (_, stream, stop) =>
        {
            await TinyServer.HeadAsync(stream, "200 OK", null, stop);
            while (true)
            {
                await stream.WriteAsync(new byte[1000], stop);
            }
        });
        var e = await Assert.ThrowsAsync<DataException>(() => GetAsync(null, server.Address));
        Assert.Contains($"expected {Good()[First].Length} bytes, found more", e.Message, StringComparison.Ordinal);
        Assert.Empty(FilesThere());
    }

    [Fact]
    public async Task Cancellation_in_the_middle_leaves_nothing()
    {
        await using var server = new TinyServer(async (_, stream, stop) =>
        {
            await TinyServer.HeadAsync(stream, "200 OK", 50, stop);
            await stream.WriteAsync(new byte[10], stop);
            await UntilTheOtherSideLeavesAsync(stream, stop);
        });
        using var cancel = new CancellationTokenSource();
        var progress = new Reports { Then = cancel.Cancel };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DataDownloader(_client).GetAsync(
            Samples.Info(server.Address), Samples.Locator(_folder), progress, cancel.Token));
        Assert.Equal(10, Assert.Single(progress.All).Bytes);
        Assert.Empty(FilesThere());
    }

    [Fact]
    public async Task A_mirror_that_falls_silent_is_given_up()
    {
        await using var silent = new TinyServer(async (_, stream, stop) =>
        {
            await TinyServer.HeadAsync(stream, "200 OK", 50, stop);
            await UntilTheOtherSideLeavesAsync(stream, stop);
        });
        var downloader = new DataDownloader(_client, patience: TimeSpan.FromMilliseconds(20));
        var e = await Assert.ThrowsAsync<DataException>(() => downloader.GetAsync(
            Samples.Info(silent.Address), Samples.Locator(_folder), null, CancellationToken.None));
        Assert.Contains("expected an answer, found silence", e.Message, StringComparison.Ordinal);
        Assert.Empty(FilesThere());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told()
    {
        _folder.Write("sample", [1]);
        var e = await Assert.ThrowsAsync<DataException>(() => GetAsync(null));
        Assert.Contains("sample: cannot be made", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_verified_is_not_fetched()
    {
        await using var server = TinyServer.Of(Good());
        var info = Samples.Info(server.Address) with { TrainImages = new DataFile("train-images-idx3-ubyte") };
        var e = await Assert.ThrowsAsync<DataException>(() => new DataDownloader(_client).GetAsync(
            info, Samples.Locator(_folder), null, CancellationToken.None));
        Assert.Contains("expected a checksum in the catalogue, found none", e.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_built_in_set_needs_nothing_fetched() =>
        Assert.Empty(await new DataDownloader(_client).GetAsync(
            DataCatalogue.Get("digits"), Samples.Locator(_folder), null, CancellationToken.None));

    private static Dictionary<string, byte[]> Good() => Samples.Info().Files.ToDictionary(
        file => file.PackedName,
        file => Samples.Pack(file.Name.Contains("images", StringComparison.Ordinal) ? Samples.Images : Samples.Labels),
        StringComparer.Ordinal);

    private static async Task UntilTheOtherSideLeavesAsync(Stream stream, CancellationToken stop) =>
        _ = await stream.ReadAsync(new byte[1], stop);

    private Task<IReadOnlyList<DownloadedFile>> GetAsync(Reports? progress, params Uri[] mirrors) =>
        new DataDownloader(_client).GetAsync(Samples.Info(mirrors), Samples.Locator(_folder), progress, CancellationToken.None);

    private IEnumerable<string> FilesThere() => Directory.EnumerateFiles(Path.Combine(_folder.Path, "sample"))
        .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private sealed class Reports : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> All { get; } = [];

        public Action? Then { get; init; }

        public void Report(DownloadProgress value)
        {
            All.Add(value);
            Then?.Invoke();
        }
    }
}
