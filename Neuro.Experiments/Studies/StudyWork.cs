using System.Runtime.ExceptionServices;

namespace Neuro.Experiments.Studies;

/// <summary>Does the work of a study in blocks, several at a time, tells how far it is, and ends it when it is to end.</summary>
/// <remarks>A block must depend on its number alone. Results come in the order of the numbers, so that whoever sums them up gets the same bits for any number of workers.</remarks>
/// <param name="workers">Blocks at a time, 1 or more: the calling thread, and threads beside it.</param>
/// <param name="told">Is told of progress, on the calling thread; null for nobody.</param>
/// <param name="cancellation">Ends the work after the blocks in hand.</param>
internal sealed class StudyWork(int workers, Action<StudyProgress>? told, CancellationToken cancellation)
{
    /// <summary>Blocks at a time.</summary>
    public int Workers => workers;

    /// <summary>Is cancelled when the study is to end early; for what takes long within a block.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Does blocks.</summary>
    /// <typeparam name="T">What comes out of a block.</typeparam>
    /// <param name="stage">What is being done, in a word or two.</param>
    /// <param name="count">How many blocks there are.</param>
    /// <param name="block">Does the block of a number, from 0; on any thread.</param>
    /// <returns>What came out of each.</returns>
    /// <exception cref="OperationCanceledException">It was to end early.</exception>
    public IReadOnlyList<T> Blocks<T>(string stage, int count, Func<int, T> block)
    {
        var results = new T[count];
        var (next, done) = (0, 0);
        ExceptionDispatchInfo? failure = null;
        told?.Invoke(new StudyProgress(stage, 0, count));

        void Work(Action<StudyProgress>? progress)
        {
            try
            {
                while (!cancellation.IsCancellationRequested && Volatile.Read(ref failure) is null && Interlocked.Increment(ref next) - 1 is var number && number < count)
                {
                    results[number] = block(number);
                    var now = Interlocked.Increment(ref done);
                    progress?.Invoke(new StudyProgress(stage, now, count));
                }
            }
#pragma warning disable CA1031 // Whatever fails on another thread is thrown again on the caller's.
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
            }
#pragma warning restore CA1031
        }

        Thread[] others = [.. Enumerable.Range(1, Math.Max(0, Math.Min(workers, count) - 1)).Select(i => new Thread(() => Work(null)) { IsBackground = true, Name = $"study-{i}" })];
        Array.ForEach(others, thread => thread.Start());
        Work(told);
        Array.ForEach(others, thread => thread.Join());
        failure?.Throw();
        if (done < count)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        told?.Invoke(new StudyProgress(stage, count, count));
        return results;
    }
}
