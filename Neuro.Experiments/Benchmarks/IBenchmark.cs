namespace Neuro.Experiments.Benchmarks;

/// <summary>One benchmark: it checks its answer before it tells a rate.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, in one line.</summary>
    string Summary { get; }

    /// <summary>Measures.</summary>
    /// <exception cref="BenchmarkException">A wrong answer came out.</exception>
    IEnumerable<BenchmarkRow> Run(BenchmarkContext context);
}
