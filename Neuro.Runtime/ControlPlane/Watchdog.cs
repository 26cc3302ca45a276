using System.Runtime.ExceptionServices;
using Neuro.Runtime.Dispatching;

namespace Neuro.Runtime.ControlPlane;

/// <summary>Watches a run from outside its workers, and ends it when no version has advanced anywhere for too long.</summary>
/// <remarks>
/// Populations do nothing for it: now and then it looks how far each has come. A worker that hangs in a turn cannot be stopped, so what it drives has a thread of its own,
/// which is left behind.
/// </remarks>
/// <param name="time">Gives the time.</param>
/// <param name="limit">How long nothing may move.</param>
/// <param name="actors">Those whose versions are looked at.</param>
internal sealed class Watchdog(TimeProvider time, TimeSpan limit, IReadOnlyList<PopulationActor> actors)
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly long[] _said = new long[actors.Count];
    private readonly long[] _moved = new long[actors.Count];

    /// <summary>Drives a run to its end.</summary>
    /// <param name="drive">Runs on another thread; what it throws is thrown here.</param>
    /// <returns>How long nothing had moved when it was given up; null when it came to an end.</returns>
    public TimeSpan? Guard(Action drive)
    {
        // Not disposed of: a drive that was given up may still come to its end.
        var woken = new ManualResetEventSlim();
        ExceptionDispatchInfo? failure = null;
        var ended = false;
        TimeSpan? still = null;
        lock (_lock)
        {
            Array.Fill(_moved, time.GetTimestamp());
            Look();
        }

        var interval = limit / 4 < LongestInterval ? limit / 4 : LongestInterval;
        using (time.CreateTimer(_ => Check(), null, interval, interval))
        {
            new Thread(Drive) { IsBackground = true, Name = "neuro worker 0" }.Start();
            woken.Wait();
        }

        if (!Volatile.Read(ref ended))
        {
            return still;
        }

        failure?.Throw();
        return null;

        void Drive()
        {
            try
            {
                drive();
            }
#pragma warning disable CA1031 // It is thrown again where the run was asked for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }

            Volatile.Write(ref ended, true);
            woken.Set();
        }

        void Check()
        {
            lock (_lock)
            {
                Look();
                var elapsed = time.GetElapsedTime(_moved.Max());
                if (elapsed >= limit && still is null)
                {
                    still = elapsed;
                    woken.Set();
                }
            }
        }
    }

    /// <summary>How long ago a population was last seen to have moved, to the interval of its looks.</summary>
    public TimeSpan SinceMove(string population)
    {
        lock (_lock)
        {
            Look();
            return time.GetElapsedTime(actors.Index().Where(actor => actor.Item.Name == population).Max(actor => _moved[actor.Index]));
        }
    }

    private void Look()
    {
        for (var i = 0; i < _said.Length; i++)
        {
            if (actors[i].Progress != _said[i])
            {
                _said[i] = actors[i].Progress;
                _moved[i] = time.GetTimestamp();
            }
        }
    }
}
