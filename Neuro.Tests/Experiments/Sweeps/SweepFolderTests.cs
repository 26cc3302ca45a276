using System.Collections.Concurrent;
using System.Text;
using Neuro.Experiments.Command;
using Neuro.Experiments.Configuration;
using Neuro.Experiments.Data;
using Neuro.Experiments.Results;
using Neuro.Experiments.Running;
using Neuro.Experiments.Sweeps;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Sweeps;

public sealed class SweepFolderTests : IDisposable
{
    private static readonly SweepCell Cell = SweepPlan.Of(
        "e", new ConfigurationLayers(NeuroKeys.Schema), [GridAxis.Parse("learning.input=3")], [1], _ => null)[0];

    private static readonly DataSet Data = WithChecksums();

    private readonly TemporaryFolder _folder = new();
    private readonly SweepFolder _sweep;

    public SweepFolderTests() => _sweep = new SweepFolder(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("completed", CellState.Finished)]
    [InlineData("running", CellState.Incomplete)]
    [InlineData("failed", CellState.Incomplete)]
    [InlineData("interrupted", CellState.Incomplete)]
    internal void Look_GoesByTheStatus(string status, CellState state)
    {
        Assert.Equal(CellState.Missing, _sweep.Look(Cell, Data));
        Record(status);
        Assert.Equal(state, _sweep.Look(Cell, Data));
    }

    /// <summary>Where runs and data lie is not what is run.</summary>
    [Fact]
    public void Look_IgnoresPlaces()
    {
        Record("completed", """{"learning":{"input":3.0},"run":{"out":"elsewhere"},"data":{"root":"/x"}}""");
        Assert.Equal(CellState.Finished, _sweep.Look(Cell, Data));
    }

    [Theory]
    [InlineData("""{"learning":{"input":4}}""", "e", "found a run of another configuration (learning.input = 4 instead of 3)")]
    [InlineData("""{"learning":{"input":3},"run":{"epochs":3}}""", "e", "found a run of another configuration (run.epochs = 3 instead of 20)")]
    [InlineData("""{"learning":{"input":3},"run":{"seed":2}}""", "e", "found a run of another configuration (run.seed = 2 instead of 1)")]
    [InlineData("""{"learning":{"input":3}}""", "f", "found a run of f, expected one of e")]
    public void WhatIsNoRunOfTheCell_IsRefusedAndLeftAlone(string configuration, string experiment, string complaint)
    {
        Record("failed", configuration, experiment);
        foreach (var look in new Action[] { () => _sweep.Look(Cell, Data), () => _sweep.Claim(Cell, Data) })
        {
            Assert.Contains(complaint, Assert.Throws<ConfigurationException>(look).Message, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(Path.Combine(_sweep.FolderOf(Cell), "run.json")));
    }

    [Fact]
    public void FolderWithoutARecord_IsRefusedAndLeftAlone()
    {
        var file = _folder.Write($"{Cell.Name}/thesis.txt", [1]);
        Assert.Contains("expected the record of a run", Assert.Throws<ConfigurationException>(() => _sweep.Claim(Cell, Data)).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void RunOfOtherData_IsRefused()
    {
        Record("completed");
        var other = WithChecksums(new DataChecksum("f", "aa", "bb"));
        Assert.Contains("found other checksums", Assert.Throws<ConfigurationException>(() => _sweep.Look(Cell, other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Claim_KeepsOthersOut_UntilItIsGivenUp()
    {
        using (var claim = _sweep.Claim(Cell, Data))
        {
            Assert.NotNull(claim);
            Assert.Null(_sweep.Claim(Cell, Data));
            claim.Make([1]);
            Assert.Null(_sweep.Claim(Cell, Data));
        }

        Record("failed");
        using var next = _sweep.Claim(Cell, Data);
        Assert.Equal(CellState.Incomplete, next!.State);
    }

    /// <summary>A run that another command goes on with holds no claim, but its log.</summary>
    [Fact]
    public void Claim_OfARunWhoseLogIsHeld_IsRefused()
    {
        Record("interrupted");
        var folder = new RunFolder(_sweep.FolderOf(Cell));
        var context = new CommandContext([], _ => null, TextWriter.Null, TextWriter.Null, TimeProvider.System, CancellationToken.None);
        using (RunLog.Open(folder, context))
        {
            Assert.True(folder.IsInUse());
            Assert.Null(_sweep.Claim(Cell, Data));
        }

        Assert.False(folder.IsInUse());
        using var claim = _sweep.Claim(Cell, Data);
        Assert.NotNull(claim);
    }

    [Fact]
    public void Claim_OfARunThatIsClaimed_IsRefused()
    {
        Record("interrupted");
        using (new RunFolder(_sweep.FolderOf(Cell)).Claim())
        {
            Assert.Null(_sweep.Claim(Cell, Data));
        }

        using var claim = _sweep.Claim(Cell, Data);
        Assert.NotNull(claim);
    }

    [Fact]
    public void Make_PutsANewRunInPlaceOfAnIncompleteOne_AndLeavesNothingElse()
    {
        Record("failed");
        _folder.Write($"{Cell.Name}/metrics/part-00000.parquet", [1, 2]);
        using (var claim = _sweep.Claim(Cell, Data))
        {
            Assert.Equal(_sweep.FolderOf(Cell), claim!.Make([7]).Path);
            claim.Finish();
        }

        Assert.Equal([_sweep.FolderOf(Cell)], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Equal([Path.Combine(_sweep.FolderOf(Cell), "run.json")], Directory.GetFileSystemEntries(_sweep.FolderOf(Cell)));
        Assert.Equal([7], File.ReadAllBytes(Path.Combine(_sweep.FolderOf(Cell), "run.json")));
    }

    [Fact]
    public void Make_OfAFinishedRun_IsRefused()
    {
        Record("completed");
        using var claim = _sweep.Claim(Cell, Data);
        Assert.Equal(CellState.Finished, claim!.State);
        Assert.Throws<InvalidOperationException>(() => claim.Make([7]));
        Assert.Equal(CellState.Finished, _sweep.Look(Cell, Data));
    }

    /// <summary>Many threads at once: each cell is had by one at a time, and in the end has one whole record.</summary>
    [Fact]
    public void Claims_FromManyThreadsAtOnce_NeverMeet()
    {
        Record("failed");
        var (inside, most, made) = (0, 0, 0);
        var record = Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(_sweep.FolderOf(Cell), "run.json")));
        var failures = new ConcurrentQueue<Exception>();
        using var start = new Barrier(8);
        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                for (var i = 0; i < 25; i++)
                {
                    Take();
                }
            }
            catch (Exception e) when (e is RunFolderException or ConfigurationException)
            {
                failures.Enqueue(e);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Empty(failures);
        Assert.Equal(1, most);
        Assert.True(made >= 1);
        Assert.Equal(record, File.ReadAllBytes(Path.Combine(_sweep.FolderOf(Cell), "run.json")));
        Assert.Equal([$".{Cell.Name}.lock", Cell.Name], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        void Take()
        {
            if (_sweep.Claim(Cell, Data) is { } claim)
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                claim.Make(record);
                Interlocked.Increment(ref made);
                Interlocked.Decrement(ref inside);
                claim.Dispose();
            }
        }
    }

    private static DataSet WithChecksums(params DataChecksum[] checksums)
    {
        var images = new ImageSet("none", 1, 1, 1, new byte[1], new byte[1]);
        return new DataSet("none", images, images, checksums, verified: true, "nowhere");
    }

    private void Record(string status, string configuration = """{"learning":{"input":3}}""", string experiment = "e") =>
        RecordFile.Write(_folder, Cell.Name, configuration, null, status, experiment);
}
