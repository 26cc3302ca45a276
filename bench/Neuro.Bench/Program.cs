// The benchmarks as a program of their own, for profilers and for machines without the command: the same as `neuro bench`.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    return Neuro.Experiments.Benchmarks.BenchmarkCommand.Run(args, json: false, Console.Out, Console.Error, stop.Token);
}
catch (OperationCanceledException)
{
    return 130;
}
