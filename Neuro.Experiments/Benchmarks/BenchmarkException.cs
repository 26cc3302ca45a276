namespace Neuro.Experiments.Benchmarks;

/// <summary>A benchmark computed something wrong, or a peer failed: no rate is told.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
