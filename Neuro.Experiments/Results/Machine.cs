using System.Runtime.InteropServices;
using Neuro.Units.Kernels;

namespace Neuro.Experiments.Results;

/// <summary>What a run was made on.</summary>
/// <param name="Processor">The name of the processor.</param>
/// <param name="Cores">Logical cores that the process may use.</param>
/// <param name="Architecture">Such as <c>X64</c>.</param>
/// <param name="Vectors">The vector width of the kernels.</param>
internal sealed record Machine(string Processor, int Cores, string Architecture, string Vectors)
{
    private const string LinuxProcessors = "/proc/cpuinfo";

    /// <summary>This machine.</summary>
    public static Machine Here { get; } = new(
        ProcessorName(), Environment.ProcessorCount, RuntimeInformation.ProcessArchitecture.ToString(), SimdLevels.Best.ToString());

    private static string ProcessorName()
    {
        try
        {
            var line = File.Exists(LinuxProcessors)
                ? File.ReadLines(LinuxProcessors).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
                : null;
            return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
                ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
                ?? "unknown";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The name of the processor is worth a line in a record, not a failed run.
            return "unknown";
        }
    }
}
