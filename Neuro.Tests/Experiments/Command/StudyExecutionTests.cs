using Neuro.Experiments.Command;
using Neuro.Experiments.Results;
using Neuro.Experiments.Studies;
using Neuro.Tests.Experiments.Data;

namespace Neuro.Tests.Experiments.Command;

/// <summary>Studies that do not come to their end.</summary>
public sealed class StudyExecutionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _cancellation = new();

    public void Dispose()
    {
        _cancellation.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_failure_is_recorded_and_told_in_a_line()
    {
        var failure = Assert.Throws<CommandFailedException>(() => Run(_ => throw new InvalidOperationException("the ruler broke")));
        Assert.Contains("InvalidOperationException: the ruler broke", failure.Message, StringComparison.Ordinal);
        Assert.Equal((RunStatus.Failed, "the ruler broke", "measured"), (Recorded.Status, Recorded.Failure, Recorded.Study));
        Assert.Contains("study failed", File.ReadAllText(Path.Combine(Recorded.Folder, "log.jsonl")), StringComparison.Ordinal);
    }

    /// <summary>A table whose folder cannot be made is told as what it is.</summary>
    [Fact]
    public void A_table_that_cannot_be_written_fails_the_run()
    {
        var failure = Assert.Throws<CommandFailedException>(() => Run(_ => new StudyResult(new StudyTable("run.json", StudyColumn.Of("x", [1.0])), [], [])));
        Assert.IsType<RunFolderException>(failure.InnerException);
        Assert.Equal(RunStatus.Failed, Recorded.Status);
    }

    [Fact]
    public void An_end_asked_for_is_an_interruption()
    {
        var interrupted = Run(work =>
        {
            _cancellation.Cancel();
            work.Cancellation.ThrowIfCancellationRequested();
            return null!;
        });
        Assert.True(interrupted.Interrupted);
        Assert.Equal(RunStatus.Interrupted, Recorded.Status);
        Assert.Null(Recorded.StateHash);
    }

    [Fact]
    public void A_cancellation_that_nobody_asked_for_is_a_failure()
    {
        Assert.Throws<CommandFailedException>(() => Run(_ => throw new OperationCanceledException("of its own")));
        Assert.Equal(RunStatus.Failed, Recorded.Status);
    }

    [Fact]
    public void What_came_out_is_recorded()
    {
        var outcome = Run(_ => new StudyResult(new StudyTable("t", StudyColumn.Of("x", [1.0, 2.0])), [("mean", 1.5), ("none", double.NaN)], []));
        Assert.Equal((RunStatus.Completed, outcome.Hash), (Recorded.Status, Recorded.StateHash));
        var measures = Recorded.Result!.Value.GetProperty("measures");
        Assert.Equal(1.5, measures.GetProperty("mean").GetDouble());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, measures.GetProperty("none").ValueKind);
    }

    private RecordedRun Recorded => RecordedRun.Open(Path.Combine(_folder.Path, "run"));

    private StudyOutcome Run(Func<StudyWork, StudyResult> measure)
    {
        using var output = new StringWriter();
        var context = new CommandContext(["run", "x"], _ => null, output, output, TimeProvider.System, _cancellation.Token);
        var info = new StudyInfo(StudyKind.Stdp, "measured", _ => new Fake(measure));
        return new StudyExecution(context, new NamedSettings("x", ExperimentCatalogue.Load("stdp")), info)
            .Run(new StudyDisplay(), record => RunFolder.Create(_folder.Path, "run", record.Write())).Outcome;
    }

    private sealed class Fake(Func<StudyWork, StudyResult> measure) : IStudy
    {
        public string Description => "something";

        public StudyResult Measure(StudyWork work) => measure(work);
    }
}
