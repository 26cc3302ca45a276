namespace Neuro.Experiments.Benchmarks.Handover;

/// <summary>Hands a number of messages over and checks what arrives.</summary>
internal interface IPass
{
    /// <summary>Messages handed over in a pass.</summary>
    int Messages { get; }

    /// <summary>One pass.</summary>
    /// <exception cref="BenchmarkException">Something else arrived than what was sent.</exception>
    void Run();
}
