using Neuro.Experiments.Results;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Results;

public sealed class RunFolderTests : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 2, 3, 6, 5, 6, TimeSpan.FromHours(2));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Create_NamesTheFolderByExperimentTimeInUtcAndSeed_WithTheRecordInIt()
    {
        var folder = RunFolder.Create(_folder.Path, "a b/c", 12, Time, [1, 2, 3]);
        Assert.Equal(Path.Combine(_folder.Path, "a-b-c-20260203-040506-seed12"), folder.Path);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Combine(folder.Path, "run.json")));
    }

    /// <summary>Sixteen threads at once, one second, one seed: sixteen folders, each with its own record, and nothing else.</summary>
    [Fact]
    public void Create_FromManyThreadsAtOnce_NeverSharesAFolder()
    {
        const int Runs = 16;
        var paths = new string[Runs];
        var threads = Enumerable.Range(0, Runs)
            .Select(k => new Thread(() => paths[k] = RunFolder.Create(_folder.Path, "e", 1, Time, [(byte)k]).Path)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(Runs, paths.Distinct().Count());
        Assert.Equal(paths.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));
        Assert.All(Enumerable.Range(0, Runs), k => Assert.Equal([(byte)k], File.ReadAllBytes(Path.Combine(paths[k], "run.json"))));
    }

    [Fact]
    public void Write_ReplacesAFileAsAWhole_AndLeavesNothingElse()
    {
        var folder = RunFolder.Create(_folder.Path, "e", 1, Time, [1, 2, 3, 4, 5]);
        folder.Write("run.json", [9]);
        Assert.Equal([9], File.ReadAllBytes(Path.Combine(folder.Path, "run.json")));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Write_IntoAFolderThatIsGone_SaysWhich()
    {
        var folder = RunFolder.Create(_folder.Path, "e", 1, Time, []);
        Directory.Delete(folder.Path, recursive: true);
        var e = Assert.Throws<RunFolderException>(() => folder.Write("run.json", [1]));
        Assert.StartsWith($"run folder {folder.Path}: cannot be written: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_BelowAFile_SaysWhere()
    {
        var file = _folder.Write("taken", []);
        var e = Assert.Throws<RunFolderException>(() => RunFolder.Create(file, "e", 1, Time, []));
        Assert.StartsWith($"run folder {Path.Combine(file, "e-20260203-040506-seed1")}: cannot be made: ", e.Message, StringComparison.Ordinal);
    }
}
