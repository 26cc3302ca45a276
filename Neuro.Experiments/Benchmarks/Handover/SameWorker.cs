namespace Neuro.Experiments.Benchmarks.Handover;

/// <summary>Sender and reader take turns on one thread, as actors of one worker do.</summary>
/// <typeparam name="T">The way of handing over.</typeparam>
/// <param name="handover">The same.</param>
internal sealed class SameWorker<T>(T handover) : IPass
    where T : struct, IHandover
{
    private T _handover = handover;

    public int Messages => 1 << 20;

    public void Run()
    {
        var sum = 0L;
        for (var i = 0L; i < Messages; i++)
        {
            if (_handover.TrySend(Numbers.At(i)) && _handover.TryReceive(out var number))
            {
                sum += number;
            }
        }

        if (sum != Numbers.Sum(Messages))
        {
            throw new BenchmarkException($"{typeof(T).Name}: the messages add up to {sum}, expected {Numbers.Sum(Messages)}");
        }
    }
}
