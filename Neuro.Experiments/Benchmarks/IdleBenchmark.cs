using System.Diagnostics;
using Neuro.Runtime;

namespace Neuro.Experiments.Benchmarks;

/// <summary>What a host costs while nothing runs: processor time of the whole process over a stretch of real time.</summary>
internal sealed class IdleBenchmark : IBenchmark
{
    private const int Batch = 100;
    private const int Trials = 20;
    private static readonly TimeSpan Stretch = TimeSpan.FromSeconds(3);

    /// <summary>Thrown away: after a first run the compiler works on for a moment.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    public string Name => "idle";

    public string Summary => "processor time while nothing runs: two workers, between runs and after a stop";

    public IEnumerable<BenchmarkRow> Run(BenchmarkContext context)
    {
        using var host = new WorkerHost(2);
        var simulation = TrainingCase.Simulation(context.Data, Batch, host);
        simulation.Run(Trials);
        yield return Measure("between two runs", context.Cancellation);
        Stop(simulation);
        yield return Measure("after a stop in flight", context.Cancellation);
        simulation.Run(1);
        Check(context, simulation);
    }

    private static void Stop(Simulation simulation)
    {
        using var source = new CancellationTokenSource();
        var (begun, trials) = (simulation.TrialsBegun, 1000);
        var stopper = new Thread(() =>
        {
            SpinWait.SpinUntil(() => simulation.TrialsBegun > begun + 2);
            source.Cancel();
        });
        stopper.Start();
        var run = simulation.Run(trials, source.Token);
        stopper.Join();
        if (run == trials)
        {
            throw new BenchmarkException($"the run was not stopped: all {trials} trials were run");
        }
    }

    private static BenchmarkRow Measure(string when, CancellationToken cancellation)
    {
        cancellation.WaitHandle.WaitOne(Settling);
        using var process = Process.GetCurrentProcess();
        var (before, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        cancellation.WaitHandle.WaitOne(Stretch);
        process.Refresh();
        var part = 100 * (process.TotalProcessorTime - before).TotalSeconds / Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new BenchmarkRow($"processor time {when}", part, "% of a core", Goal: "< 1 %", Met: part < 1);
    }

    /// <summary>The simulation that was stopped and idle ends where one does that never was.</summary>
    private static void Check(BenchmarkContext context, Simulation stopped)
    {
        using var host = new WorkerHost(1);
        var simulation = TrainingCase.Simulation(context.Data, Batch, host);
        simulation.Run(stopped.TrialsBegun);
        var (found, expected) = (StateHash.Of(stopped), StateHash.Of(simulation));
        if (found != expected)
        {
            throw new BenchmarkException($"the simulation that was stopped ended in state {found}, expected {expected}");
        }
    }
}
