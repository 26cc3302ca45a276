namespace Neuro.Experiments.Benchmarks.Handover;

/// <summary>Each message goes to another thread and back before the next: two are handed over for a round trip. Both threads wait in a loop, and the other sleeps between passes.</summary>
/// <typeparam name="T">The way of handing over.</typeparam>
internal sealed class OtherWorker<T> : IPass, IDisposable
    where T : struct, IHandover
{
    /// <summary>Empty looks between two offers of the core: on a machine whose cores are taken the other thread must come to run.</summary>
    private const int Politeness = 1000;

    private readonly SemaphoreSlim _begin = new(0);
    private readonly Thread _thread;
    private T _there;
    private T _back;
    private volatile bool _disposed;

    /// <summary>Starts the other thread.</summary>
    /// <param name="there">From here to the other thread.</param>
    /// <param name="back">From the other thread to here.</param>
    public OtherWorker(T there, T back)
    {
        (_there, _back) = (there, back);
        _thread = new Thread(() => Echo(there, back)) { IsBackground = true };
        _thread.Start();
    }

    public int Messages => 1 << 15;

    public void Run()
    {
        _begin.Release();
        for (var i = 0L; i < Messages / 2; i++)
        {
            var number = 0L;
            var looks = 0;
            if (!_there.TrySend(Numbers.At(i)))
            {
                throw new BenchmarkException($"{typeof(T).Name}: there is no room for message {i}, although all before it came back");
            }

            while (!_back.TryReceive(out number))
            {
                Wait(ref looks);
            }

            if (number != Numbers.At(i))
            {
                throw new BenchmarkException($"{typeof(T).Name}: message {number} came back, expected {Numbers.At(i)}");
            }
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _begin.Release();
        _thread.Join();
        _begin.Dispose();
    }

    private void Echo(T there, T back)
    {
        for (_begin.Wait(); !_disposed; _begin.Wait())
        {
            for (var i = 0; i < Messages / 2; i++)
            {
                var number = 0L;
                var looks = 0;
                while (!there.TryReceive(out number))
                {
                    if (_disposed)
                    {
                        // A pass that found something wrong ended before its last message.
                        return;
                    }

                    Wait(ref looks);
                }

                back.TrySend(number);
            }
        }
    }

    private static void Wait(ref int looks)
    {
        if (++looks % Politeness == 0)
        {
            Thread.Yield();
        }
        else
        {
            Thread.SpinWait(1);
        }
    }
}
