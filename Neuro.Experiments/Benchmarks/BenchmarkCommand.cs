namespace Neuro.Experiments.Benchmarks;

/// <summary>Runs benchmarks by name.</summary>
internal static class BenchmarkCommand
{
    /// <summary>The benchmarks there are.</summary>
    public static IReadOnlyList<string> Names { get; } = [];

    /// <summary>Runs some benchmarks.</summary>
    /// <param name="names">Which; all when empty.</param>
    /// <param name="json">Whether the last line of the output is one JSON object.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where complaints go.</param>
    /// <param name="cancellation">Ends them early.</param>
    /// <returns>The exit code of the command.</returns>
    public static int Run(IReadOnlyList<string> names, bool json, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (names.FirstOrDefault(name => !Names.Contains(name)) is { } unknown)
        {
            error.WriteLine($"neuro: found unknown benchmark '{unknown}', expected {(Names.Count == 0 ? "none: there are no benchmarks" : string.Join(", ", Names))}");
            return 2;
        }

        output.WriteLine(json ? "{\"benchmarks\":[]}" : "no benchmarks");
        return 0;
    }
}
